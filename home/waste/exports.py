"""The calendar as open data: CSV in the columns that editors upload."""

from django.http import HttpResponse
from django.utils import timezone

from core.formats import csv_files

from . import rows


def dates() -> bytes:
    return csv_files.write(rows.DATE_COLUMNS, rows.date_rows())


def streets() -> bytes:
    return csv_files.write(rows.STREET_COLUMNS, rows.street_rows())


def response(page, name: str, content: bytes) -> HttpResponse:
    """The response to any origin. name: of the file, without day and extension."""
    response = HttpResponse(content, content_type=csv_files.MEDIA_TYPE)
    file = f"{name}-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    if page.licence_url:
        response["Link"] = f'<{page.licence_url}>; rel="license"'
    return response
