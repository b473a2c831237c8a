"""Links to online services: placeholders filled with data of the city."""

import re

from services.areas import municipality_key

_PLACEHOLDER = re.compile(r"(?:\{|%7B)([A-Za-z_]+)(?:\}|%7D)", re.IGNORECASE)


def fill(url: str, *, area: str = "", leika_key: str = "", service_key: str = "") -> str:
    """The URL with {ars}, {ags}, {leika} and their like filled in.

    Unknown placeholders and those without a value become empty: a link that still works beats
    one that shows braces.
    """
    values = {
        "ars": area,
        "regschl": area,
        "regionalschluessel": area,
        "ags": municipality_key(area),
        "gemeindeschluessel": municipality_key(area),
        "leika": leika_key,
        "leikaid": leika_key,
        "leistungsschluessel": leika_key,
        "leistungid": service_key,
        "leistung_id": service_key,
    }
    return _PLACEHOLDER.sub(lambda match: values.get(match[1].lower(), ""), url)
