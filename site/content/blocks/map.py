"""Places on the site's own map (core.geo.maps): offices of the address book, and typed points."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, FloatBlock, ListBlock, StructBlock, URLBlock

from .base import CITY, CityBlock, heading
from .places import UnitChooserBlock, shown


class MapPoint(StructBlock):
    """A place on the map."""

    title = CharBlock(label=_("Name"), max_length=150)
    text = CharBlock(required=False, label=_("Explanation"), max_length=200)
    latitude = FloatBlock(
        label=_("Latitude"), min_value=-90, max_value=90, help_text=_("For example 50.1234")
    )
    longitude = FloatBlock(
        label=_("Longitude"), min_value=-180, max_value=180, help_text=_("For example 8.5678")
    )
    url = URLBlock(required=False, label=_("Address of a page about it"))

    class Meta:
        label = _("Place")
        label_format = "{title}"


class MapBlock(CityBlock):
    """Places on the site's own map, which loads after a click; the same places as a list."""

    heading = heading(required=True, help_text=_("What the map shows."))
    units = ListBlock(
        UnitChooserBlock(label=_("Office")), label=_("Offices"), default=[], min_num=0
    )
    points = ListBlock(MapPoint(), label=_("Other places"), default=[], min_num=0)

    class Meta:
        label = _("Map")
        icon = "site"
        group = CITY
        description = _("Places on a map, and as a list below it.")
        template = "blocks/map.html"
        label_format = "{heading}"

    def sample(self):
        return {
            "heading": gettext("Where to find us"),
            "points": [
                {
                    "title": gettext("Town hall"),
                    "text": "Am Stadttor 1",
                    "latitude": 50.1234,
                    "longitude": 8.5678,
                    "url": "",
                },
                {
                    "title": gettext("Library"),
                    "text": "Marktplatz 4",
                    "latitude": 50.1251,
                    "longitude": 8.5712,
                    "url": "",
                },
            ],
        }

    def problems(self, value):
        if not value["units"] and not value["points"]:
            return {"points": _("Please choose an office or enter a place.")}
        without = [unit.name for unit in value["units"] if unit and not _unit_points(unit)]
        if without:
            return {
                "units": _(
                    "The address book has no place on the map for: %(names)s. Please enter the "
                    "place below."
                )
                % {"names": ", ".join(without)}
            }
        return {}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        units = [point for unit in value["units"] for point in _unit_points(unit)]
        typed = [
            {
                "lat": point["latitude"],
                "lon": point["longitude"],
                "title": point["title"],
                "text": point.get("text") or "",
                "url": point.get("url") or "",
            }
            for point in value["points"]
        ]
        context["points"] = [*units, *typed]
        return context


def _unit_points(unit) -> list[dict]:
    """Visitors' addresses of an office, for `{% map %}`; [] for an office that is not shown."""
    unit = shown(unit)
    addresses = unit.addresses.all() if unit else ()
    return [
        {
            "lat": address.latitude,
            "lon": address.longitude,
            "title": unit.name,
            "text": str(address),
            "url": unit.get_absolute_url(),
        }
        for address in addresses
        if address.latitude is not None and address.longitude is not None
    ]
