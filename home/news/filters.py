"""What a reader asks of a list by its address: ?kategorie=, ?jahr=, ?art=. Anything else is 404."""

from dataclasses import dataclass

from django.http import Http404


@dataclass(frozen=True)
class Asked:
    """The choices of one request. categories: all of the kind, to choose from."""

    categories: list
    category: object | None = None
    year: int | None = None

    def of_category(self, pages):
        return pages.filter(categories=self.category) if self.category else pages

    def of_year(self, pages, field: str):
        return pages.filter(**{f"{field}__year": self.year}) if self.year else pages


def asked_for(request, kind) -> Asked:
    """Raises Http404 for a category that there is not, or what is no year."""
    from .models import Category

    categories = list(Category.objects.filter(kind=kind))
    slug = request.GET.get("kategorie", "")
    chosen = next((one for one in categories if one.slug == slug), None)
    if slug and chosen is None:
        raise Http404
    return Asked(categories, chosen, year_of(request))


def year_of(request) -> int | None:
    text = request.GET.get("jahr", "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and int(text) > 0):
        raise Http404
    return int(text)


def years(pages, field: str) -> list[int]:
    """The years in which there is something, the latest first."""
    return [day.year for day in pages.order_by().dates(field, "year", order="DESC")]


def kind_of(request, kinds) -> str:
    """One of these choices by `?art=`, or ""."""
    text = request.GET.get("art", "")
    if text and text not in kinds.values:
        raise Http404
    return text
