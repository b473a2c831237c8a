"""The frame's links: main navigation from the apps and the page tree, footer from the tree.

Only what exists is linked: an app registers its entry in AppConfig.ready(), and a page of the
footer appears when it is published below the home page under its usual address.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# Addresses of the legal and service pages, in the order of the footer.
FOOTER_SLUGS = ("kontakt", "impressum", "datenschutz", "barrierefreiheit", "sitemap")
LANGUAGE_SLUGS = {"leichte-sprache": "easy-language", "gebaerdensprache": "sign-language"}

_entries: list["Entry"] = []


@dataclass(frozen=True)
class Entry:
    """A link of the main navigation; `url_name` leads to the entry's front page.

    is_shown: asked for every page, so a quick answer; False while there is nothing to lead to.
    """

    label: str | Callable[[], str]
    url_name: str
    position: int = 100
    is_shown: Callable[[], bool] = lambda: True

    @property
    def url(self):
        return reverse(self.url_name)


@dataclass(frozen=True)
class Link:
    """A link to a page of the tree."""

    label: str
    url: str
    icon: str = ""


@dataclass(frozen=True)
class Frame:
    """What header and footer of every page show."""

    site_name: str = "Stadttor"
    navigation: tuple[Link, ...] = ()
    languages: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()


def register(entry: Entry) -> None:
    """Offer an entry of the main navigation; the same url_name is offered once."""
    if all(known.url_name != entry.url_name for known in _entries):
        _entries.append(entry)


def entries() -> list[Entry]:
    shown = [entry for entry in _entries if entry.is_shown()]
    return sorted(shown, key=lambda entry: entry.position)


def frame_of(site) -> Frame:
    """The frame of a Wagtail site (None: no site yet), from one query over its top pages."""
    if site is None:
        return Frame()
    root = site.root_page
    pages = list(root.get_children().live().public().order_by("path"))
    links = {page.slug: Link(page.title, page.get_url(current_site=site)) for page in pages}
    special = {*FOOTER_SLUGS, *LANGUAGE_SLUGS}
    return Frame(
        site_name=site.site_name or str(_("Our city")),
        navigation=tuple(
            links[page.slug] for page in pages if page.show_in_menus and page.slug not in special
        ),
        languages=tuple(
            Link(links[slug].label, links[slug].url, icon)
            for slug, icon in LANGUAGE_SLUGS.items()
            if slug in links
        ),
        footer=tuple(links[slug] for slug in FOOTER_SLUGS if slug in links),
    )
