"""Check whether a place lies in the city, by the bounds in the settings."""

from django.conf import settings


def is_outside_city(latitude: float | None, longitude: float | None) -> bool:
    """False without a place, or without MAP_BOUNDS (west, south, east, north in degrees)."""
    if latitude is None or longitude is None or not settings.MAP_BOUNDS:
        return False
    west, south, east, north = (float(number) for number in settings.MAP_BOUNDS)
    return not (south <= latitude <= north and west <= longitude <= east)
