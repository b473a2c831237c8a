"""Cards: a page or a service in a few words, with its picture."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Page

from core.models import CityImage
from core.text.html import plain_text
from services.models import Service

PICTURE = "fill-640x360|format-webp"


@dataclass(frozen=True)
class Card:
    """links: direct links, [{"title", "url", "action"}]."""

    title: str
    url: str
    text: str = ""
    picture: CityImage | None = None
    links: tuple[dict, ...] = ()
    language: str = ""  # of the title, where it is not the page's


def child_pages(page: Page) -> list[Page]:
    """The public pages below a page, in the order of the tree, as specific pages."""
    return list(page.get_children().live().public().specific())


def cards_for_pages(pages: Iterable[Page], request=None) -> list[Card]:
    """One tile each; two more queries for all pictures."""
    pages = list(pages)
    ids = {page.picture_id for page in pages if getattr(page, "picture_id", None)}
    pictures = CityImage.objects.prefetch_renditions(PICTURE).in_bulk(ids) if ids else {}
    return [
        Card(
            title=page.title,
            url=page.get_url(request) or "",
            text=plain_text(getattr(page, "introduction", "")) or page.search_description,
            picture=pictures.get(getattr(page, "picture_id", None)),
        )
        for page in pages
    ]


def cards_for_services(services: Iterable[Service]) -> list[Card]:
    return [
        Card(
            service.shown_title,
            service.get_absolute_url(),
            service.shown_teaser,
            links=tuple(service.shown_links),
            language=service.title_language,
        )
        for service in services
    ]
