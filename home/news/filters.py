"""Filters of lists: ?kategorie=, ?jahr=, ?art=, for events ?kinder=1 and ?kostenlos=1 too. Unknown
values are 404."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.http import urlencode


@dataclass(frozen=True)
class ListFilters:
    """The choices of one request. categories: all of the kind, to choose from."""

    categories: list
    category: object | None = None
    year: int | None = None
    for_children: bool = False
    free: bool = False

    def filter_category(self, pages):
        return pages.filter(categories=self.category) if self.category else pages

    def filter_events(self, pages):
        """Events of the category, for children, free of charge, as chosen."""
        pages = self.filter_category(pages)
        if self.for_children:
            pages = pages.filter(for_children=True)
        return pages.filter(is_free=True) if self.free else pages

    @property
    def parameters(self) -> dict[str, str]:
        """The choices as query parameters, without period and page."""
        chosen = {"kategorie": self.category.slug} if self.category else {}
        chosen |= {"kinder": "1"} if self.for_children else {}
        return chosen | ({"kostenlos": "1"} if self.free else {})

    @property
    def suffix(self) -> str:
        """The same behind another parameter: "&kategorie=musik&kinder=1"."""
        return f"&{urlencode(self.parameters)}" if self.parameters else ""

    def filter_year(self, pages, field: str):
        return pages.filter(**{f"{field}__year": self.year}) if self.year else pages


def from_request(request, kind) -> ListFilters:
    """The choices of a request. Raises Http404 for an unknown category or an invalid year."""
    from .models import Category

    categories = list(Category.objects.filter(kind=kind))
    slug = request.GET.get("kategorie", "")
    chosen = next((one for one in categories if one.slug == slug), None)
    if slug and chosen is None:
        raise Http404
    return ListFilters(
        categories,
        chosen,
        year_of(request),
        for_children=_is_ticked(request, "kinder"),
        free=_is_ticked(request, "kostenlos"),
    )


def _is_ticked(request, name) -> bool:
    text = request.GET.get(name, "")
    if text not in ("", "1"):
        raise Http404
    return text == "1"


def year_of(request) -> int | None:
    text = request.GET.get("jahr", "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and int(text) > 0):
        raise Http404
    return int(text)


def years(pages, field: str) -> list[int]:
    """The years with entries, the latest first."""
    return [day.year for day in pages.order_by().dates(field, "year", order="DESC")]


def kind_of(request, kinds) -> str:
    """One of these choices by `?art=`, or ""."""
    text = request.GET.get("art", "")
    if text and text not in kinds.values:
        raise Http404
    return text
