"""Rules of dates: plain choices, RFC 5545, daylight saving."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as some

from home.news.recurrence import BERLIN, Repeats, Rule, span

TUESDAY = date(2027, 1, 12)  # the second of its month
YEAR = (date(2027, 1, 1), date(2027, 12, 31))


def days(rule, count=4):
    return [f"{day:%d.%m.}" for day in rule.days(*YEAR)[:count]]


@pytest.mark.parametrize(
    ("repeats", "expected"),
    [
        (Repeats.NEVER, ["12.01."]),
        (Repeats.DAILY, ["12.01.", "13.01.", "14.01.", "15.01."]),
        (Repeats.WEEKLY, ["12.01.", "19.01.", "26.01.", "02.02."]),
        (Repeats.MONTHLY_DAY, ["12.01.", "12.02.", "12.03.", "12.04."]),
        (Repeats.MONTHLY_WEEKDAY, ["12.01.", "09.02.", "09.03.", "13.04."]),
        (Repeats.YEARLY, ["12.01."]),
    ],
)
def test_each_choice_gives_its_days(repeats, expected):
    assert days(Rule(TUESDAY, repeats)) == expected


def test_the_last_weekday_of_a_month():
    assert days(Rule(date(2027, 1, 29), Repeats.MONTHLY_LAST)) == [
        "29.01.",
        "26.02.",
        "26.03.",
        "30.04.",
    ]


def test_a_week_may_have_several_days_and_may_be_left_out():
    rule = Rule(TUESDAY, Repeats.WEEKLY, interval=2, weekdays=(3, 1))
    assert days(rule) == ["12.01.", "14.01.", "26.01.", "28.01."]


def test_the_last_day_counts_and_a_number_counts_from_the_first():
    assert Rule(TUESDAY, Repeats.WEEKLY, until=date(2027, 1, 26)).last() == date(2027, 1, 26)
    assert Rule(TUESDAY, Repeats.WEEKLY, count=3).last() == date(2027, 1, 26)
    assert Rule(TUESDAY, Repeats.WEEKLY).last() is None
    assert Rule(TUESDAY).last() == TUESDAY


def test_the_31st_is_left_out_where_a_month_has_none():
    rule = Rule(date(2027, 1, 31), Repeats.MONTHLY_DAY)
    assert days(rule) == ["31.01.", "31.03.", "31.05.", "31.07."]


@given(
    first=some.dates(date(2020, 1, 1), date(2030, 12, 31)),
    repeats=some.sampled_from([choice for choice in Repeats.values if choice]),
    interval=some.integers(1, 4),
    count=some.integers(1, 30),
)
def test_what_calendars_are_told_gives_the_same_days(first, repeats, interval, count):
    rule = Rule(first, repeats, interval, count=count)
    told = rrulestr(rule.to_ical(all_day=True), dtstart=datetime.combine(first, time.min))
    far = first + timedelta(days=366 * 30 * 4)
    assert [moment.date() for moment in told if moment.date() <= far] == rule.days(first, far)


def test_the_clock_stays_when_daylight_saving_begins():
    rule = Rule(date(2027, 3, 27), Repeats.DAILY, count=2)
    before, after = (span(day, day, time(19), time(21)) for day in rule.days(*YEAR))
    assert (before.start.hour, after.start.hour) == (19, 19)
    assert before.start.utcoffset() != after.start.utcoffset()


def test_an_hour_that_does_not_exist_is_the_next_one():
    one = span(date(2027, 3, 28), date(2027, 3, 28), time(2, 30), None)
    assert f"{one.start:%H:%M}" == "03:30"


def test_whole_days_end_at_the_midnight_after_them():
    one = span(TUESDAY, TUESDAY + timedelta(days=2), None, None)
    assert one.all_day
    assert one.end == datetime(2027, 1, 15, tzinfo=BERLIN)
    assert one.last_day == date(2027, 1, 14)


def test_without_an_end_an_evening_is_over_at_midnight():
    one = span(TUESDAY, TUESDAY, time(19), None)
    assert one.end is None
    assert one.over_at == datetime(2027, 1, 13, tzinfo=BERLIN)
