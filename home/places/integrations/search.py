"""Places in the site's search."""

from django.utils.translation import gettext_lazy as _

from search.registry import SearchKind

from ..models import DirectoryPage, Place


def _in_public_directories(places):
    return places.filter(directory__in=DirectoryPage.objects.live().public())


def _teaser(place) -> str:
    return ", ".join(filter(None, [place.directory.title, place.address]))


PLACES = SearchKind(
    name="places",
    label=_("Places"),
    order=40,
    queryset=lambda: Place.objects.shown().with_office().select_related("directory", "unit"),
    narrowed=_in_public_directories,
    url=lambda place: place.get_absolute_url(),
    teaser=_teaser,
)
