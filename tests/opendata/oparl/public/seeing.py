"""How the tests of the council's pages look at an object, and withdraw it."""

from django.utils import timezone

MOST_QUERIES = 12


def see(browse, row):
    return browse(row.get_absolute_url())


def withdraw(row, **fields):
    row.withdrawn_at = timezone.now()
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row
