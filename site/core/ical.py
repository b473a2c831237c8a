"""Calendars by RFC 5545, written line by line: a city has thousands of dates.

A caller gives each event as lines, whose values `text`, `uri`, `moment` and `utc` write.
`icalendar` escapes, folds, and knows the time zone.

    answer("Meetings", "OParl", "meetings", [["UID:1", f"SUMMARY:{text(name)}", …], …])
"""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from icalendar import Timezone, vText
from icalendar.parser import Contentline

ZONE = "Europe/Berlin"
# How long programs may wait until they ask again.
REFRESH = "PT6H"
# Octets of a line, without its end (section 3.1).
LONGEST_LINE = 75

_BERLIN = ZoneInfo(ZONE)


def answer(title: str, product: str, filename: str, events: Iterable) -> HttpResponse:
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
        *("CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"NAME:{name}", f"X-WR-CALNAME:{name}"),
        *(f"X-WR-TIMEZONE:{ZONE}", f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"),
        f"X-PUBLISHED-TTL:{REFRESH}",
    )
    yield from map(folded, head)
    yield _time_zone()
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
    """A line: `DTSTART;TZID=Europe/Berlin:20260302T183000`, `DTSTART;VALUE=DATE:20260302`."""
    if isinstance(when, dt.datetime):
        return f"{name};TZID={ZONE}:{_clock(when.astimezone(_BERLIN))}"
    return f"{name};VALUE=DATE:{day(when)}"


def utc(when: dt.datetime) -> str:
    """`20260302T173000Z`"""
    return f"{_clock(when.astimezone(dt.UTC))}Z"


def day(when: dt.date) -> str:
    """`20260302`"""
    return f"{when.year:04}{when:%m%d}"


def sequence(first: dt.datetime, changed: dt.datetime) -> int:
    """Seconds since it was first told: grows with every change, as SEQUENCE has to."""
    return max(0, int((changed - first).total_seconds()))


def _clock(when: dt.datetime) -> str:
    return f"{day(when)}T{when:%H%M%S}"


@cache
def _time_zone() -> str:
    return Timezone.from_tzid(ZONE).to_ical().decode()
