"""A place as schema.org has it: a Place of the kind that its directory names."""

from core.schema_org import CONTEXT
from directory.opening import upcoming
from directory.schema_org import hours_schema, special_hours_schema

_YES_OR_NO = {"yes": True, "no": False}


def place_schema(place, page, request) -> dict:
    """The Place; it needs its office (PlaceQuerySet.with_office)."""
    address = page.get_full_url(request)
    picture = place.picture and place.picture.get_rendition("fill-1200x630|format-jpeg")
    return {
        "@context": CONTEXT,
        "@type": page.schema_type,
        "@id": f"{address}{place.slug}/",
        "name": place.title,
        "url": f"{address}{place.slug}/",
        "description": place.description,
        "address": _address(place),
        "geo": _geo(place.position),
        "telephone": place.phone,
        "email": place.email,
        "sameAs": place.website,
        "image": picture and request.build_absolute_uri(picture.url),
        "openingHoursSpecification": [hours_schema(span) for span in place.spans],
        "specialOpeningHoursSpecification": [
            special_hours_schema(item) for item in upcoming(place.exceptions)
        ],
        "amenityFeature": _amenities(place, page),
    }


def _address(place):
    office = place.visiting_address
    return {
        "@type": "PostalAddress",
        "streetAddress": place.street_line,
        "postalCode": place.postcode or (office.postcode if office else ""),
        "addressLocality": place.town or (office.place if office else ""),
        "addressCountry": "DE" if place.address else "",
    }


def _geo(position):
    if position is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": position[0], "longitude": position[1]}


def _amenities(place, page):
    """LocationFeatureSpecification of the yes-or-no facets."""
    said = {}
    for facet in page.facet_list:
        value = place.values.get(facet.name_in_data)
        if isinstance(value, bool):
            said[facet.name] = value
        elif facet.kind == "multi" and isinstance(value, list):
            said |= {answer: True for answer in value if isinstance(answer, str)}
    if place.wheelchair in _YES_OR_NO:
        said["wheelchair"] = _YES_OR_NO[place.wheelchair]
    return [
        {"@type": "LocationFeatureSpecification", "name": name, "value": value}
        for name, value in said.items()
    ]
