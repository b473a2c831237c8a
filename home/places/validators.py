"""Validation of places: incomplete positions, unreadable hours, reversed days."""

from django.utils.translation import gettext_lazy as _

from core.geo.maps import GERMANY
from directory.hours_faults import fault_of


def errors_of(place) -> dict:
    """{field: error message}; {} for a valid place."""
    found = {}
    if (place.latitude is None) != (place.longitude is None):
        found["latitude"] = _("Please give both latitude and longitude, or neither.")
    elif place.latitude is not None:
        found |= _faults_of_position(place.latitude, place.longitude)
    if place.hours and (fault := fault_of(place.hours)):
        found["hours"] = f"{fault} {_('Everything else goes into the field below.')}"
    if place.closed_until and not place.closed_from:
        found["closed_from"] = _("Please give the first day on which it is closed.")
    elif place.closed_until and place.closed_until < place.closed_from:
        found["closed_until"] = _("The last day lies before the first. Please check both.")
    return found


def _faults_of_position(latitude, longitude) -> dict:
    west, south, east, north = GERMANY
    if south <= latitude <= north and west <= longitude <= east:
        return {}
    if south <= longitude <= north and west <= latitude <= east:
        text = _("Latitude and longitude are the wrong way round. Please change places.")
        return {"latitude": text}
    if abs(latitude) > 180 or abs(longitude) > 180:
        lost = _(
            "These are no degrees: the decimal point is lost, as it happens in spreadsheets. "
            "Please write for example 50,6809."
        )
        return {"latitude": lost}
    outside = _(
        "This place is not in Germany. Latitude lies between 47 and 55, longitude 6 and 15."
    )
    return {"latitude": outside}
