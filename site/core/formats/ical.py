"""Calendars by RFC 5545, written line by line: a city has thousands of dates.

A caller gives each event as lines, whose values `text`, `uri`, `moment` and `utc` write.
`icalendar` escapes and folds.

A calendar is a snapshot, no message between calendars: so it has no METHOD (section 3.7.2), which
would ask for an ORGANIZER of each event (RFC 5546, 3.2.1).

    response("Meetings", "OParl", "meetings", [["UID:1", f"SUMMARY:{text(name)}", …], …])
"""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from icalendar import vText
from icalendar.parser import Contentline

ZONE = "Europe/Berlin"
# How long programs may wait until they ask again.
REFRESH = "PT6H"
# Octets of a line, without its end (section 3.1).
LONGEST_LINE = 75

# The zone by the two rules that hold since 1996 (section 3.6.5): a day is counted by its rule, not
# by a list of dates, and an onset is told by the clock that shows until then.
TIME_ZONE = (
    *("BEGIN:VTIMEZONE", f"TZID:{ZONE}"),
    *("BEGIN:DAYLIGHT", "TZNAME:CEST", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"),
    *("DTSTART:19960331T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT"),
    *("BEGIN:STANDARD", "TZNAME:CET", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100"),
    *("DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD"),
    "END:VTIMEZONE",
)
# By then every reader has both rules.
_RULES_BEGIN = dt.datetime(1997, 1, 1, tzinfo=dt.UTC)

_BERLIN = ZoneInfo(ZONE)


def response(title: str, product: str, filename: str, events: Iterable) -> HttpResponse:
    """text/calendar; product: who writes it (section 3.7.3); events: the lines of each VEVENT."""
    content = "".join(calendar(title, product, events))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{filename}.ics"'
    return response


def calendar(title: str, product: str, events: Iterable) -> Iterable[str]:
    """The folded lines of a calendar, each with its end."""
    name = one_line(title)
    head = (
        *("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Stadttor//{product}//DE"),
        *("CALSCALE:GREGORIAN", f"NAME:{name}", f"X-WR-CALNAME:{name}"),
        *(f"X-WR-TIMEZONE:{ZONE}", f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"),
        f"X-PUBLISHED-TTL:{REFRESH}",
    )
    yield from map(folded, (*head, *TIME_ZONE))
    for lines in events:
        yield "BEGIN:VEVENT\r\n"
        yield from map(folded, lines)
        yield "END:VEVENT\r\n"
    yield "END:VCALENDAR\r\n"


def folded(line: str) -> str:
    """A content line with its end, broken where it is too long (section 3.1)."""
    if len(line.encode()) > LONGEST_LINE:
        line = Contentline(line).to_ical().decode()
    return f"{line}\r\n"


def text(value: str) -> str:
    """A value of type TEXT (section 3.3.11)."""
    return vText(printable(value)).to_ical().decode()


def one_line(value: str) -> str:
    """A value of type TEXT for what has no lines: a title, a place."""
    return text(" ".join(value.split()))


def uri(value: str) -> str:
    """An address: it is not escaped, so nothing in it may end the line."""
    return "".join(printable(value).split())


def printable(value: str) -> str:
    """Without the control characters that section 3.1 forbids."""
    return "".join(sign for sign in value if sign >= " " or sign in "\n\t").replace("\x7f", "")


def moment(name: str, when: dt.date) -> str:
    """A line: `DTSTART;TZID=Europe/Berlin:20260302T183000`, `DTSTART;VALUE=DATE:20260302`.

    In UTC where the local time is ambiguous: before the zone's rules began, and in the hour that
    October has twice, of which readers take the first or the second.
    """
    if isinstance(when, dt.datetime):
        local = when.astimezone(_BERLIN)
        if when < _RULES_BEGIN or _is_twice(local):
            return f"{name}:{utc(when)}"
        return f"{name};TZID={ZONE}:{_clock(local)}"
    return f"{name};VALUE=DATE:{day(when)}"


def utc(when: dt.datetime) -> str:
    """`20260302T173000Z`"""
    return f"{_clock(when.astimezone(dt.UTC))}Z"


def day(when: dt.date) -> str:
    """`20260302`"""
    return f"{when.year:04}{when:%m%d}"


def sequence(first: dt.datetime, changed: dt.datetime) -> int:
    """Seconds since the first publication: grows with every change, as SEQUENCE has to."""
    return max(0, int((changed - first).total_seconds()))


def _is_twice(local: dt.datetime) -> bool:
    return local.replace(fold=0).utcoffset() > local.replace(fold=1).utcoffset()


def _clock(when: dt.datetime) -> str:
    return f"{day(when)}T{when:%H%M%S}"
