"""Configuration of the editor's map: its extent, background and texts."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core.geo import maps


def picker_options() -> dict:
    """JSON for static/places/place-picker.js; extent: [[south, west], [north, east]]."""
    west, south, east, north = maps.area()
    tiles = reverse("map-tile", args=[0, 0, 0]).replace("0/0/0", "{z}/{x}/{y}")
    return {
        "tiles": tiles if settings.MAP_TILE_URL else "",
        "attribution": settings.MAP_ATTRIBUTION,
        "extent": [[south, west], [north, east]],
        "zoom": {"minZoom": maps.MIN_ZOOM, "maxZoom": maps.MAX_ZOOM},
        "words": {
            "zoom_in": _("Zoom in"),
            "zoom_out": _("Zoom out"),
            "marked": _("Marked: %(place)s"),
            "failed": _("The map could not be loaded. Please type the coordinates."),
        },
    }
