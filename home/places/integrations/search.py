"""Places in the site's search."""

from django.utils.translation import gettext_lazy as _

from search.documents import Content
from search.registry import SearchKind

from ..facet_values import answers
from ..models import DirectoryPage, Place


def _in_public_directories(places):
    return places.filter(directory__in=DirectoryPage.objects.live().public())


def _teaser(place) -> str:
    return ", ".join(filter(None, [place.directory.title, place.address]))


def content(place: Place) -> Content:
    """Of its kind are the directory's name and what the facets say: a playground with a slide."""
    given = [item for value in place.values.values() for item in answers(value)]
    named = [
        facet.name for facet in place.directory.facet_list if place.values.get(facet.key) is True
    ]
    offers = {"hours": place.hours or place.hours_note or place.unit_id, "contact": True}
    return Content(
        title=place.title,
        aliases=[place.directory.title, place.directory.also_called],
        headings=[*given, *named, place.district, place.street, place.description],
        body=[
            *(place.hours, place.hours_note, place.postcode, place.town),
            *(str(place.get_wheelchair_display()), place.accessibility_note),
        ],
        offers=frozenset(name for name, is_offered in offers.items() if is_offered),
    )


PLACES = SearchKind(
    name="places",
    label=_("Places"),
    order=40,
    queryset=lambda: Place.objects.shown().with_office().select_related("directory", "unit"),
    narrowed=_in_public_directories,
    url=lambda place: place.get_absolute_url(),
    teaser=_teaser,
    opening=lambda place: place.status,
    week=lambda place: () if place.is_closed else place.week,
    document=content,
    rows=lambda: Place.objects.select_related("directory").prefetch_related("directory__facets"),
)
