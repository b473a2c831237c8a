"""Search kinds of the lower layers: offices and pages."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.languages import language_of
from core.text.html import plain_text
from core.text.spoken import in_page_language
from directory.models import OrganisationalUnit

from . import registry
from .registry import SearchKind

UNITS = SearchKind(
    name="units",
    label=_("Offices"),
    order=20,
    queryset=lambda: OrganisationalUnit.objects.published().defer("record"),
    url=lambda unit: unit.get_absolute_url(),
    title=lambda unit: unit.shown_name,
    language=lambda unit: unit.name_language,
    teaser=lambda unit: in_page_language(
        unit.short_descriptions, unit.short_descriptions.get("de", "")
    ),
    title_field="name",
)


def pages():
    """Published pages, without the types that an app has registered as a kind of their own."""
    others = [kind.queryset().model for kind in registry.kinds() if kind is not PAGES]
    apart = [model for model in others if issubclass(model, Page)]
    return Page.objects.live().filter(depth__gt=1).not_type(*apart).specific()


def _about(page) -> str:
    """The description for search results, else the introduction below the heading."""
    return page.search_description or plain_text(getattr(page, "introduction", ""))


def language_of_page(page) -> str:
    """The language of a page where it is another than the reader's."""
    language = language_of(page)
    return "" if language == get_language() else language


PAGES = SearchKind(
    name="pages",
    label=_("Pages"),
    order=30,
    queryset=pages,
    narrowed=lambda found: found.public(),
    url=lambda page: page.get_url() or "",
    language=language_of_page,
    teaser=_about,
)
