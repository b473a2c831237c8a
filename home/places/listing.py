"""The list of a directory for one request: search words, facets, distance, one page of rows."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.models import CityImage

from . import facet_values, filters
from .columns import DISTRICT, FROM, NEAR, PAGE, TO, WHEELCHAIR, WORDS
from .entries import Entry, entries, folded
from .nearby import AT_MOST, Spot, find_spot

PER_PAGE = 20
PICTURE = "fill-480x320|format-webp"


@dataclass(frozen=True)
class Listing:
    """found: the matching places, in their order. spot: the origin of distances."""

    query: QueryDict
    words: str
    near: str
    spot: Spot | None
    everything: list[Entry]
    found: list[Entry]
    filters: list[filters.Filter]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words) or any(one.is_active for one in self.filters)

    @property
    def chosen(self) -> list[filters.Chosen]:
        taken_back = filters.chosen(self.filters, self.query, PAGE)
        if not self.words:
            return taken_back
        label = _("Words: %(words)s") % {"words": self.words}
        back = filters.without(self.query, WORDS, None, PAGE)
        return [filters.Chosen(label, back), *taken_back]


@dataclass(frozen=True)
class Row:
    """One line of the list. distance: in words, or ""."""

    place: object
    given: list[tuple[str, str]]
    distance: str = ""


def listing(page, query: QueryDict) -> Listing:
    """One query for all places, one more for a place that no entry names."""
    everything = entries(page.all_places().shown())
    words = " ".join(query.get(WORDS, "").split())[:AT_MOST]
    near = " ".join(query.get(NEAR, "").split())[:AT_MOST]
    wanted = folded(words).split()
    named = [entry for entry in everything if all(word in entry.text for word in wanted)]
    offered = filters.filters(page.facet_list, everything, query)
    found = filters.apply(offered, named)
    at = find_spot(near, everything) if near else None
    if at:
        far = float("inf")
        found.sort(key=lambda entry: _or(at.distance(entry.position), far))
    return Listing(query, words, near, at, everything, found, offered)


def parameters(facets) -> list[str]:
    """All query parameters of a directory with these facets."""
    asked = [WORDS, NEAR, DISTRICT, WHEELCHAIR, PAGE]
    for facet in facets:
        asked += [facet.name_in_data + ending for ending in ("", FROM, TO)]
    return asked


def context(page, request) -> dict:
    """The context of a directory's template."""
    asked = listing(page, request.GET)
    paged = Paginator(asked.found, PER_PAGE).get_page(request.GET.get(PAGE))
    kept = request.GET.copy()
    kept.pop(PAGE, None)
    return {
        "asked": asked,
        "paged": paged,
        "is_one_page": paged.paginator.num_pages == 1,
        "rows": _rows(page, paged.object_list, asked.spot),
        "offered": [one for one in asked.filters if one.is_offered],
        "points": [_point(page, request, entry) for entry in asked.found if entry.position],
        "suggestions": _suggestions(asked.everything),
        "data_query": f"?{kept.urlencode()}" if kept else "",
        "address": page.get_url(request) or "",
    }


def facet_answers(place, facets) -> list[tuple[str, str]]:
    """[(facet, answer)] of a place, in words."""
    found = ((facet, place.values.get(facet.name_in_data)) for facet in facets)
    given = [
        (facet.name, facet_values.describe(facet, value))
        for facet, value in found
        if facet_values.matches_kind(facet, value)
    ]
    return [pair for pair in given if pair[1]]


def points(places) -> list[dict]:
    """Points of the site's map for places with their offices."""
    return [
        {
            "lat": place.position[0],
            "lon": place.position[1],
            "title": place.title,
            "text": place.address,
        }
        for place in places
        if place.position
    ]


def describe_distance(metres: float | None) -> str:
    """`about 350 m`, `about 1.2 km`."""
    if metres is None:
        return ""
    if metres < 950:
        return _("about %(distance)s m") % {"distance": max(50, round(metres / 50) * 50)}
    places = 1 if metres < 10_000 else 0
    return _("about %(distance)s km") % {"distance": number_format(metres / 1000, places)}


def _rows(page, shown: list[Entry], at: Spot | None) -> list[Row]:
    """Three queries, however many rows."""
    pictures = CityImage.objects.prefetch_renditions(PICTURE)
    places = page.all_places().with_office().prefetch_related(Prefetch("picture", pictures))
    by_pk = places.in_bulk([entry.pk for entry in shown])
    return [
        Row(
            by_pk[entry.pk],
            facet_answers(by_pk[entry.pk], page.facet_list),
            describe_distance(at.distance(entry.position)) if at else "",
        )
        for entry in shown
        if entry.pk in by_pk
    ]


def _point(page, request, entry) -> dict:
    latitude, longitude = entry.position
    url = f"{page.get_url(request) or ''}{entry.slug}/"
    text = entry.address
    return {"lat": latitude, "lon": longitude, "title": entry.title, "url": url, "text": text}


def _suggestions(everything) -> list[str]:
    """Suggestions for the field “near”: districts and postcodes."""
    known = {entry.district for entry in everything if entry.position}
    known |= {entry.postcode for entry in everything if entry.position}
    return sorted(known - {""})


def _or(number, instead):
    return instead if number is None else number
