"""The calendar's time zone, by programs that know nothing of Berlin but what the file says."""

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz

from core.formats import ical
from tests.readers import calendars

BERLIN = ZoneInfo("Europe/Berlin")
STAMP = f"DTSTAMP:{ical.utc(datetime(2026, 1, 2, tzinfo=UTC))}"


def calendar(*events) -> bytes:
    lines = [[f"UID:{number}", STAMP, *lines] for number, lines in enumerate(events)]
    return ical.response("Termine", "Test", "termine", lines).content


def around_the_changes():
    """Every half hour of the nights when the clock changes, and days between, for many years."""
    for year in (1996, 2007, 2026, 2027, 2038, 2050, 2099):
        for month in range(1, 13):
            yield datetime(year, month, 15, 11, 30, tzinfo=UTC)
        for month in (3, 10):
            for day in range(25, 32):
                night = datetime(year, month, day, tzinfo=UTC)
                yield from (night + timedelta(minutes=30 * half) for half in range(6))


def test_every_moment_is_read_as_it_was_meant():
    moments = [datetime(1990, 7, 1, 16, tzinfo=UTC), *around_the_changes()]
    read = calendars.dates(calendar(*([ical.moment("DTSTART", one)] for one in moments)))
    assert [one["start"] for one in read] == [f"{one:%Y-%m-%dT%H:%M:%SZ}" for one in moments]


def test_another_reader_finds_the_same_offsets():
    zone = tz.tzical(io.StringIO("\r\n".join(ical.TIME_ZONE))).get(ical.ZONE)
    wrong = []
    for moment in around_the_changes():
        clock = moment.astimezone(BERLIN)
        twice = clock.replace(fold=0).utcoffset() > clock.replace(fold=1).utcoffset()
        is_told_in_utc = twice or moment.year < 1997
        local = clock.replace(tzinfo=None)
        if not is_told_in_utc and local.replace(tzinfo=zone).utcoffset() != clock.utcoffset():
            wrong.append(clock)
    assert wrong == []


@pytest.mark.parametrize(("month", "hours"), [(3, (16, 15, 15)), (10, (15, 16, 16))])
def test_a_weekly_date_keeps_its_clock_time_over_the_change(month, hours):
    first = datetime(2027, month, 24, 17, tzinfo=BERLIN)
    event = [ical.moment("DTSTART", first), "RRULE:FREQ=WEEKLY;COUNT=3"]
    read = calendars.dates(calendar(event))
    assert [int(one["start"][11:13]) for one in read] == list(hours)


def test_the_zone_is_two_rules_and_no_list_of_days():
    text = calendar().decode()
    zone = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE")]
    assert zone.count("RRULE:FREQ=YEARLY") == 2
    assert "RDATE" not in zone
    assert "DTSTART:19960331T020000" in zone
    assert "DTSTART:19961027T030000" in zone


def test_a_calendar_is_a_snapshot_and_no_message():
    read = calendars.read(calendar())
    assert read["method"] is None
    assert read["version"] == "2.0"
    assert read["prodid"]
