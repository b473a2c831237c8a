"""Meetings that do not take place as announced, read from `cancelled` and from `meetingState`.

OParl has no list of states: sources write words, and many leave `cancelled` alone.
"""

from django.db.models import Case, Q, Value, When

# SQLite compares letters beyond ASCII as they are: capital umlauts stand here of their own.
_CALLED_OFF = (
    *("abgesagt", "entfallen", "entfällt", "ENTFÄLLT", "entfaellt"),
    *("ausgefallen", "fällt aus", "FÄLLT AUS", "faellt aus"),
    *("findet nicht statt", "storniert", "cancel"),
)
_PUT_OFF = ("verschoben", "vertagt", "postponed")


def _says(*words: str) -> Q:
    found = Q()
    for word in words:
        found |= Q(meeting_state__icontains=word)
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
