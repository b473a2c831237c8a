"""Calendars, line by line, read back with a library."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as some
from icalendar import Calendar

from core.formats import ical

BERLIN = ZoneInfo("Europe/Berlin")
EVENT = ["UID:1", f"DTSTAMP:{ical.utc(datetime(2026, 1, 2, tzinfo=UTC))}"]


def read(*events, title="Termine"):
    content = ical.response(title, "Test", "termine", events).content
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= ical.LONGEST_LINE for line in content.split(b"\r\n"))
    return Calendar.from_ical(content)


def test_a_calendar_says_who_wrote_it_what_it_is_called_and_when_to_ask_again():
    calendar = read(title="Lesen\r\nX-EVIL:1")
    assert calendar["PRODID"] == "-//Stadttor//Test//DE"
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == "Lesen X-EVIL:1"
    assert calendar["REFRESH-INTERVAL"].dt.total_seconds() == 6 * 3600
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == [ical.ZONE]
    assert calendar.walk("VEVENT") == []


def test_is_sent_as_a_calendar_under_its_name():
    response = ical.response("Termine", "Test", "termine", [])
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'inline; filename="termine.ics"'


@given(some.text(max_size=300))
def test_a_text_is_read_as_it_was_written_and_ends_no_line(value):
    [event] = read([*EVENT, f"DESCRIPTION:{ical.text(value)}"]).walk("VEVENT")
    assert event["DESCRIPTION"] == ical.printable(value)


@given(some.text(max_size=300))
def test_a_title_is_one_line(value):
    [event] = read([*EVENT, f"SUMMARY:{ical.one_line(value)}"]).walk("VEVENT")
    assert event["SUMMARY"] == ical.printable(" ".join(value.split()))


def test_an_address_cannot_begin_another_line():
    address = ical.uri("https://rat.example/\r\nX-EVIL:1")
    [event] = read([*EVENT, f"URL:{address}"]).walk("VEVENT")
    assert event["URL"] == "https://rat.example/X-EVIL:1"


def test_a_moment_is_told_by_the_clock_on_the_wall():
    start = datetime(2026, 7, 1, 16, 30, tzinfo=UTC)
    [event] = read([*EVENT, ical.moment("DTSTART", start)]).walk("VEVENT")
    assert event.decoded("DTSTART") == start.astimezone(BERLIN)
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"


def test_a_day_has_no_clock():
    assert ical.moment("DTSTART", date(2026, 7, 1)) == "DTSTART;VALUE=DATE:20260701"
    assert ical.day(date(98, 7, 1)) == "00980701"


def test_a_sequence_grows_with_every_change():
    first = datetime(2026, 7, 1, tzinfo=UTC)
    later = datetime(2026, 7, 1, 0, 0, 5, tzinfo=UTC)
    assert ical.sequence(first, later) == 5
    assert ical.sequence(later, first) == 0
