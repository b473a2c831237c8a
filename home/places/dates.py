"""Days in words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def describe_range(first: date | None, last: date | None) -> str:
    """`until 3 May 2026`, `3 May 2026 to 5 May 2026`, `from 3 May 2026 until further notice`."""
    if first is None:
        return ""
    begins = date_format(first, _("j F Y"))
    if last is None:
        return _("from %(first)s until further notice") % {"first": begins}
    if first == last:
        return begins
    return _("%(first)s to %(last)s") % {"first": begins, "last": date_format(last, _("j F Y"))}
