"""`{% load maps %}{% map points label=… %}`: the one map of the site."""

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from core.geo import maps

register = template.Library()


@register.simple_tag(name="map")
def map_figure(points, label="", shapes=(), listed=False):
    """A map that is loaded after a click, and a list that needs none; "" with nothing to show.

    points: [{"lat", "lon", "title", "url", "text", "kind"?}] in degrees (WGS84); shapes: GeoJSON
    features with such properties. kind: "" | "good" | "quiet" | "warning", the look of the mark
    (what it means must stand in the text). listed: the page itself lists everything that the map
    shows.
    """
    marks, features = maps.entries(points or (), shapes or ())
    if not marks and not features:
        return ""
    listing = [*marks, *(feature["properties"] for feature in features)]
    data = {
        "points": marks,
        "shapes": features,
        "extent": maps.extent(marks, features),
        "zoom": {"minZoom": maps.MIN_ZOOM, "maxZoom": maps.MAX_ZOOM},
        "tiles": _tiles(),
        "words": _words(),
    }
    return render_to_string(
        "components/map.html",
        {
            "label": label or _("Map"),
            "data": data,
            "listing": [] if listed else [entry for entry in listing if entry.get("title")],
            "count": len(listing),
            "attribution": settings.MAP_ATTRIBUTION if settings.MAP_TILE_URL else "",
            "attribution_url": settings.MAP_ATTRIBUTION_URL,
        },
    )


def _tiles():
    """Address and bounds ([[south, west], [north, east]]) of the background, None without one."""
    if not settings.MAP_TILE_URL:
        return None
    west, south, east, north = maps.area()
    address = reverse("map-tile", args=[0, 0, 0]).replace("0/0/0", "{z}/{x}/{y}")
    return {"url": address, "bounds": [[south, west], [north, east]]}


def _words():
    return {
        "zoom_in": _("Zoom in"),
        "zoom_out": _("Zoom out"),
        "close": _("Close"),
        "many": _("%(n)s places: look closer"),
        "same_place": _("%(n)s entries at this place"),
        "unnamed": _("Marked place"),
        "no_background": _("The map's background cannot be reached at the moment."),
        "failed": _("The map could not be loaded. Please try again."),
    }
