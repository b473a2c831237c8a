"""The creation time of objects, and the format of days and times."""

import datetime as dt

from django.utils import timezone


def created(row) -> dt.datetime:
    """The creation time; some sources send the present one, or none. `paging` does it in SQL."""
    return min(row.created or row.imported_at, row.changed_at)


def text_of(value):
    """The value as OParl writes it: times with their offset and without fractions."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).replace(microsecond=0).isoformat()
    return value.isoformat() if isinstance(value, dt.date) else value
