"""Search kinds of the lower layers, offices and pages, and what is found of a page."""

import re
from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page

from core.actions import Action
from core.languages import language_of
from core.text.html import plain_text
from core.text.spoken import in_page_language
from directory import opening
from directory.models import OrganisationalUnit

from . import registry
from .documents import Content, from_search_fields
from .registry import SearchKind

_HEADING = re.compile(r"<h[2-6][^>]*>(.*?)</h[2-6]>", re.DOTALL)
_HEADING_FIELDS = {"heading", "title", "question"}


def content_of_unit(unit: OrganisationalUnit) -> Content:
    return Content(
        title=unit.name,
        aliases=[*unit.names.values(), *unit.alternative_names],
        headings=list(unit.short_descriptions.values()),
        body=list(unit.descriptions.values()),
        offers=frozenset({"hours", "contact", "appointment"}),
        boost=1.04,
    )


def _units():
    units = OrganisationalUnit.objects.published().defer("record")
    return units.prefetch_related("hours", "hours_exceptions")


def _links_of_unit(unit: OrganisationalUnit) -> list[dict]:
    if not unit.appointment_url:
        return []
    return [{"title": unit.shown_name, "url": unit.appointment_url, "action": Action.APPOINTMENT}]


def _week_of_unit(unit: OrganisationalUnit):
    hours = unit.hours.all()
    return opening.week(hours, unit.hours_exceptions.all()) if hours else ()


def _answers_of_unit(unit: OrganisationalUnit, wanted: frozenset[str]) -> list[dict]:
    if not wanted & {"contact", "hours"}:
        return []
    return [{"title": _("Contact and opening hours"), "url": f"{unit.get_absolute_url()}#kontakt"}]


UNITS = SearchKind(
    name="units",
    label=_("Offices"),
    order=20,
    queryset=_units,
    links=_links_of_unit,
    answers=_answers_of_unit,
    opening=lambda unit: opening.status(unit.hours.all(), unit.hours_exceptions.all()),
    week=_week_of_unit,
    url=lambda unit: unit.get_absolute_url(),
    title=lambda unit: unit.shown_name,
    language=lambda unit: unit.name_language,
    teaser=lambda unit: in_page_language(
        unit.short_descriptions, unit.short_descriptions.get("de", "")
    ),
    title_field="name",
    document=content_of_unit,
)


def pages():
    """Published pages, without the types that an app has registered as a kind of their own."""
    others = [registry.model_of(kind) for kind in registry.kinds() if kind is not PAGES]
    apart = [model for model in others if issubclass(model, Page)]
    return Page.objects.live().filter(depth__gt=1).not_type(*apart).specific()


def _about(page) -> str:
    """The description for search results, else the introduction below the heading."""
    return page.search_description or plain_text(getattr(page, "introduction", ""))


def language_of_page(page) -> str:
    """The language of a page where it is another than the reader's."""
    language = language_of(page)
    return "" if language == get_language() else language


def mark_of_page(page) -> str:
    """What a type of pages says of itself: `search_mark`, "Leichte Sprache"."""
    return getattr(page, "search_mark", "")


def content_of_page(page, date_field: str = "", **more) -> Content:
    """By its search fields, with the headings of its blocks; more: other parts of the content.

    A type of pages may say what it shows at once: `search_offers` (Content.offers).
    """
    introduction = str(getattr(page, "introduction", ""))
    more.setdefault("offers", getattr(page, "search_offers", frozenset()))
    return from_search_fields(
        page,
        "title",
        date_field,
        headings=[plain_text(introduction), *_headings(page), *more.pop("headings", ())],
        language=language_of(page),
        path=page.path,
        **more,
    )


def _headings(page) -> Iterator[str]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from _headings_in(list(getattr(page, field.name).raw_data))


def _headings_in(value) -> Iterator[str]:
    if isinstance(value, str):
        yield from map(plain_text, _HEADING.findall(value))
    elif isinstance(value, dict):
        for name, part in value.items():
            if name in _HEADING_FIELDS and isinstance(part, str):
                yield part
            else:
                yield from _headings_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from _headings_in(part)


PAGES = SearchKind(
    name="pages",
    label=_("Pages"),
    order=30,
    queryset=pages,
    model=Page,
    rows=Page.objects.all,
    narrowed=lambda found: found.public(),
    url=lambda page: page.get_url() or "",
    language=language_of_page,
    teaser=_about,
    mark=mark_of_page,
    document=content_of_page,
)
