"""Opening hours: around midnight, across the nights when clocks change, with exceptions."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from directory import opening
from directory.models import OpeningHours, OpeningHoursException

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY, TUESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = 1, 2, 4, 5, 6, 7


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def hours(weekday, opens, closes, **fields):
    return OpeningHours(
        weekday=weekday,
        opens=time.fromisoformat(opens),
        closes=time.fromisoformat(closes),
        **fields,
    )


def other(first, last=None, opens=None, closes=None, reason=""):
    return OpeningHoursException(
        first_day=date.fromisoformat(first),
        last_day=date.fromisoformat(last or first),
        opens=time.fromisoformat(opens) if opens else None,
        closes=time.fromisoformat(closes) if closes else None,
        reason=reason,
    )


def at(text, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN, fold=fold)


# 23 November 2026 is a Monday.
OFFICE = [
    hours(MONDAY, "08:00", "12:00"),
    hours(MONDAY, "14:00", "16:00"),
    hours(TUESDAY, "08:00", "12:00"),
    hours(THURSDAY, "08:00", "18:00"),
]


@pytest.mark.parametrize(
    ("now", "is_open", "text"),
    [
        ("2026-11-23 07:59", False, "Closed now, opens today at 8:00"),
        ("2026-11-23 08:00", True, "Open today until 12:00, again from 14:00"),
        ("2026-11-23 11:59", True, "Open today until 12:00, again from 14:00"),
        ("2026-11-23 12:00", False, "Closed now, opens today at 14:00"),
        ("2026-11-23 15:30", True, "Open today until 16:00"),
        ("2026-11-23 16:00", False, "Closed now, opens tomorrow at 8:00"),
        ("2026-11-24 23:59", False, "Closed now, opens Thursday at 8:00"),
        ("2026-11-25 00:00", False, "Closed today, opens tomorrow at 8:00"),
        ("2026-11-27 09:00", False, "Closed today, opens Monday at 8:00"),
    ],
)
def test_the_status_says_until_when_or_from_when(now, is_open, text):
    status = opening.status(OFFICE, [], at(now))
    assert (status.is_open, status.text) == (is_open, text)


def test_without_any_hours_nothing_is_said():
    assert opening.status([], [], at("2026-11-23 10:00")) is None


def test_a_moment_in_utc_is_read_as_local_time():
    assert opening.status(OFFICE, [], datetime(2026, 11, 23, 7, 30, tzinfo=UTC)).is_open


def test_an_exception_closes_the_day_and_gives_its_reason():
    status = opening.status(
        OFFICE, [other("2026-11-23", reason="Works outing")], at("2026-11-23 10:00")
    )
    assert status.text == "Closed today (Works outing), opens tomorrow at 8:00"
    assert status.reason == "Works outing"


def test_an_exception_with_times_replaces_the_whole_day():
    special = [other("2026-11-23", opens="10:00", closes="11:00")]
    assert opening.status(OFFICE, special, at("2026-11-23 10:30")).is_open
    assert not opening.status(OFFICE, special, at("2026-11-23 15:00")).is_open


def test_an_exception_opens_a_day_that_is_usually_closed():
    special = [other("2026-11-28", opens="10:00", closes="13:00")]
    assert opening.status(OFFICE, special, at("2026-11-28 12:00")).text == "Open today until 13:00"


def test_a_long_closure_names_the_day_of_the_next_opening():
    closure = [other("2026-11-23", "2026-12-06")]
    status = opening.status(OFFICE, closure, at("2026-11-23 10:00"))
    assert status.text == "Closed today, opens on 7 December at 8:00"
    assert status.opens_at == at("2026-12-07 08:00")


def test_closed_beyond_the_horizon_is_only_closed():
    closure = [other("2026-11-23", "2027-12-31")]
    assert opening.status(OFFICE, closure, at("2026-11-23 10:00")).text == "Closed today"


def test_a_span_past_midnight_belongs_to_the_evening_before():
    night = [hours(FRIDAY, "20:00", "02:00")]
    late = opening.status(night, [], at("2026-11-28 01:30"))
    assert (late.is_open, late.text) == (True, "Open today until 2:00")
    assert not opening.status(night, [], at("2026-11-28 02:00")).is_open


def test_closing_at_midnight_means_the_end_of_the_day():
    evening = [hours(MONDAY, "18:00", "00:00")]
    assert opening.status(evening, [], at("2026-11-23 23:59")).is_open
    assert not opening.status(evening, [], at("2026-11-24 00:00")).is_open


def test_spans_that_meet_are_one():
    halves = [hours(MONDAY, "08:00", "12:00"), hours(MONDAY, "12:00", "16:00")]
    assert opening.status(halves, [], at("2026-11-23 09:00")).text == "Open today until 16:00"


def test_what_never_closes_is_open_around_the_clock():
    always = [hours(weekday, "00:00", "00:00") for weekday in range(1, 8)]
    assert opening.status(always, [], at("2026-11-23 09:00")).text == "Open around the clock"


def test_the_hour_that_comes_twice_is_open_both_times():
    # 25 October 2026: 3:00 becomes 2:00.
    night = [hours(SUNDAY, "02:15", "02:45")]
    assert opening.status(night, [], at("2026-10-25 02:30", fold=0)).is_open
    # 2:15–2:45 is the first pass; in the second the span is over.
    assert not opening.status(night, [], at("2026-10-25 02:30", fold=1)).is_open


def test_a_span_across_the_repeated_hour_lasts_an_hour_longer():
    night = [hours(SATURDAY, "22:00", "04:00")]
    assert opening.status(night, [], at("2026-10-25 02:30", fold=1)).is_open
    assert opening.status(night, [], at("2026-10-25 03:59")).is_open
    assert not opening.status(night, [], at("2026-10-25 04:00")).is_open


def test_the_morning_after_the_clocks_went_forward_opens_on_local_time():
    # 29 March 2026: 2:00 becomes 3:00.
    sunday = [hours(SUNDAY, "09:00", "12:00")]
    assert not opening.status(sunday, [], at("2026-03-29 08:59")).is_open
    assert opening.status(sunday, [], at("2026-03-29 09:00")).is_open


def test_hours_count_only_while_they_are_valid():
    summer = [
        hours(MONDAY, "07:00", "12:00", valid_through=date(2026, 9, 30)),
        hours(MONDAY, "08:00", "12:00", valid_from=date(2026, 10, 1)),
    ]
    assert opening.status(summer, [], at("2026-09-28 07:30")).is_open
    assert not opening.status(summer, [], at("2026-10-05 07:30")).is_open


def test_the_week_runs_from_monday_and_marks_today():
    week = opening.week(OFFICE, [], date(2026, 11, 26))
    assert [day.name for day in week][::6] == ["Monday", "Sunday"]
    assert [day.name for day in week if day.is_today] == ["Thursday"]
    assert [span.times for span in week[0].spans] == ["8:00–12:00", "14:00–16:00"]
    assert week[2].spans == ()


def test_the_week_shows_the_hours_valid_when_each_day_comes_next():
    changing = [
        hours(MONDAY, "07:00", "12:00", valid_through=date(2026, 11, 29)),
        hours(MONDAY, "09:00", "12:00", valid_from=date(2026, 11, 30)),
    ]
    # On Thursday the 26th the next Monday is the 30th.
    (span,) = opening.week(changing, [], date(2026, 11, 26))[0].spans
    assert span.opens == time(9)


def test_upcoming_exceptions_leave_out_what_is_over_and_what_is_far():
    over, running = other("2026-11-01"), other("2026-11-20", "2026-11-24")
    near, far = other("2026-12-24"), other("2027-08-01")
    found = opening.upcoming([far, near, over, running], date(2026, 11, 23))
    assert found == (running, near)


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (other("2026-12-24"), "24 December 2026: closed"),
        (other("2026-12-24", "2026-12-31"), "24 December to 31 December 2026: closed"),
        (other("2026-12-24", "2027-01-02"), "24 December 2026 to 2 January 2027: closed"),
        (other("2026-12-24", opens="08:00", closes="11:00"), "24 December 2026: 8:00–11:00"),
    ],
)
def test_an_exception_reads_as_days_and_hours(item, text):
    assert opening.exception_text(item) == text


def test_an_evening_past_midnight_names_the_day_of_its_end():
    night = [hours(FRIDAY, "20:00", "02:00")]
    assert opening.status(night, [], at("2026-11-27 21:00")).text == "Open until Saturday, 2:00"


def test_until_midnight_is_today():
    evening = [hours(MONDAY, "18:00", "00:00")]
    assert opening.status(evening, [], at("2026-11-23 19:00")).text == "Open today until 24:00"


@pytest.mark.parametrize(
    ("opens", "closes", "text"),
    [
        ("18:00", "02:00", "18:00–2:00"),
        ("18:00", "00:00", "18:00–24:00"),
        ("00:00", "00:00", "around the clock"),
    ],
)
def test_a_span_at_midnight_reads_as_people_write_it(opens, closes, text):
    span = opening.Span(time.fromisoformat(opens), time.fromisoformat(closes))
    assert span.times == text


def test_the_week_says_what_is_different_when_the_day_comes_next():
    closed = [other("2026-11-24", reason="Works outing"), other("2026-12-08")]
    week = opening.week(OFFICE, closed, date(2026, 11, 24))
    assert week[1].differs == "today: closed (Works outing)"
    assert [span.times for span in week[1].spans] == ["8:00–12:00"]
    assert [day.differs for day in week if not day.is_today] == [""] * 6
    (tuesday,) = [day for day in opening.week(OFFICE, closed, date(2026, 11, 23)) if day.differs]
    assert tuesday.differs == "on 24 November: closed (Works outing)"


def test_the_exception_of_the_fewest_days_counts_and_closed_before_open():
    closed = other("2026-12-24", "2026-12-31")
    open_once = other("2026-12-28", opens="09:00", closes="12:00")
    assert opening.status(OFFICE, [closed, open_once], at("2026-12-28 10:00")).is_open
    assert not opening.status(OFFICE, [closed, open_once], at("2026-12-29 10:00")).is_open
    closed_again = other("2026-12-28", reason="Water damage")
    status = opening.status(OFFICE, [closed, open_once, closed_again], at("2026-12-28 10:00"))
    assert not status.is_open
