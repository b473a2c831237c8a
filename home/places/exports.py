"""A directory as open data: CSV, XLSX, GeoJSON (RFC 7946), JSON, filtered by the address."""

import json

from django.http import HttpResponse
from django.utils import timezone

from core.formats import csv_files, spreadsheets

from . import csv_rows, facet_values
from .listing import listing

_FILE_NAME = "{slug}-{day:%Y-%m-%d}.{ending}"


def response(page, request, form) -> HttpResponse:
    """The response to any origin. form: one of the functions below."""
    asked = listing(page, request.GET)
    by_pk = page.all_places().shown().with_office().in_bulk()
    places = [by_pk[entry.pk] for entry in asked.found if entry.pk in by_pk]
    content, kind, ending = form(page, request, places)
    response = HttpResponse(content, content_type=kind)
    name = _FILE_NAME.format(slug=page.slug, day=timezone.localdate(), ending=ending)
    as_file = "attachment" if ending in ("csv", "xlsx") else "inline"
    response["Content-Disposition"] = f'{as_file}; filename="{name}"'
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    if page.licence_url:
        response["Link"] = f'<{page.licence_url}>; rel="license"'
    return response


def as_csv(page, request, places):
    """The columns that editors upload, completed from the address book."""
    return csv_files.write(*_table(page, places)), csv_files.MEDIA_TYPE, "csv"


def as_xlsx(page, request, places):
    """The same with cells that a spreadsheet leaves as they are."""
    return spreadsheets.write(*_table(page, places)), spreadsheets.XLSX, "xlsx"


def _table(page, places):
    facets = page.facet_list
    return csv_rows.header(facets), (csv_rows.public_row(place, facets) for place in places)


def as_geojson(page, request, places):
    """A FeatureCollection; a place without coordinates has the geometry null (section 3.2)."""
    features = [
        {
            "type": "Feature",
            "id": place.reference,
            "geometry": _geometry(place.position),
            "properties": _properties(page, request, place),
        }
        for place in places
    ]
    data = {"type": "FeatureCollection", **_about(page, request, places), "features": features}
    return _dumped(data), "application/geo+json", "geojson"


def as_json(page, request, places):
    """{…, "places": […]}."""
    found = []
    for place in places:
        latitude, longitude = place.position or (None, None)
        position = {"latitude": latitude, "longitude": longitude}
        found.append({"id": place.reference, **_properties(page, request, place), **position})
    return _dumped({**_about(page, request, places), "places": found}), "application/json", "json"


def _dumped(data) -> str:
    return json.dumps(data, ensure_ascii=False, default=str)


def _about(page, request, places) -> dict:
    return {
        "title": page.title,
        "url": page.get_full_url(request),
        "license": page.licence_url or page.licence or None,
        "licenseName": page.licence or None,
        "updated": max((place.changed_at for place in places), default=page.last_published_at),
    }


def _geometry(position):
    if position is None:
        return None
    latitude, longitude = position
    return {"type": "Point", "coordinates": [longitude, latitude]}


def _properties(page, request, place) -> dict:
    visited = place.visiting_address
    return {
        "title": place.title,
        "url": f"{page.get_full_url(request)}{place.slug}/",
        "description": place.description,
        "street": place.street_line,
        "postcode": place.postcode or (visited.postcode if visited else ""),
        "town": place.town or (visited.place if visited else ""),
        "district": place.district,
        "openingHours": _hours(place),
        "openingHoursNote": place.hours_note,
        "closedFrom": place.closed_from,
        "closedUntil": place.closed_until,
        "phone": place.phone,
        "email": place.email,
        "website": place.website,
        "wheelchair": place.wheelchair or None,
        "facets": {
            facet.name_in_data: value
            for facet in page.facet_list
            if facet_values.matches_kind(facet, value := place.values.get(facet.name_in_data))
        },
        "updated": place.changed_at,
    }


def _hours(place) -> list[dict]:
    """weekday: 1 is Monday (ISO 8601)."""
    return [
        {
            "weekday": span.weekday,
            "opens": f"{span.opens:%H:%M}",
            "closes": f"{span.closes:%H:%M}",
        }
        for span in place.spans
    ]
