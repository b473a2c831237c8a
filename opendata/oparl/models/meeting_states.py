"""Meetings that do not take place as announced, read from `cancelled` and from `meetingState`.

OParl has no list of states: sources write words, and many leave `cancelled` alone.
"""

from django.db.models import Case, Q, Value, When

_CALLED_OFF = (
    *("abgesagt", "entfallen", "entfällt", "entfaellt"),
    *("ausgefallen", "fällt aus", "faellt aus"),
    *("findet nicht statt", "storniert", "cancel"),
)
_PUT_OFF = ("verschoben", "vertagt", "postponed")


def _says(*words: str) -> Q:
    """A condition for the word in lower case, with a capital, or in capitals: PostgreSQL derives no
    columns by functions that depend on the collation, and SQLite has none for umlauts."""
    found = Q()
    for word in words:
        for spelling in (word, word.capitalize(), word.upper()):
            found |= Q(meeting_state__contains=spelling)
    return found


def _is(condition: Q) -> Case:
    """True or false, never unknown."""
    return Case(When(condition, then=Value(True)), default=Value(False))


_OFF = Q(cancelled=True) | _says(*_CALLED_OFF)
CANCELLED = _is(_OFF)
POSTPONED = Case(
    When(_OFF, then=Value(False)),
    When(_says(*_PUT_OFF), then=Value(True)),
    default=Value(False),
)
