"""When an object was made, and how OParl writes days and times."""

import datetime as dt

from django.utils import timezone


def created(row) -> dt.datetime:
    """Some sources send the present time, or none. `paging` says the same in SQL."""
    return min(row.created or row.imported_at, row.changed_at)


def text_of(value):
    """As OParl writes it: times with their offset and without fractions."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).replace(microsecond=0).isoformat()
    return value.isoformat() if isinstance(value, dt.date) else value
