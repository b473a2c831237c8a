"""The demo city on every day of a year: whenever it is made, there is something to see."""

import calendar
import json
import re
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine

from demo import council, waste
from demo.marks import day_of
from home.news.recurrence import Rule
from tests import demo_city
from tests.demo_city import dated, entries, events, rule, strings

DAY = timedelta(days=1)
LEAP_YEAR = [date(2027, 3, 1) + number * DAY for number in range(366)]  # to 29 February 2028
SEASONS = re.compile(
    r"Januar|Februar|März|April|\bMai\b|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|Frühjahr|Frühling|Sommer|Herbst|Winter|Advent|Weihnacht|Silvester|Ostern",
)
# The pages whose dates count from the day of the first run.
DATED = ("news.NewsPage", "news.EventPage", "news.PublicNoticePage", "jobs.JobPage")
NEWS_DAYS = 3  # the newest is not older


def of_type(name: str) -> list[dict]:
    return [one for one in entries() if one["type"] == name]


def days_of(event: dict, first: date, last: date) -> set[date]:
    """The days of a span on which an event takes place, whole weeks of a market included."""
    own: Rule = rule(event)
    length = (dated(event["ends_on"]) - own.first) if event.get("ends_on") else timedelta()
    starts = own.days(first - length, last)
    return {
        start + number * DAY
        for start in starts
        for number in range(length.days + 1)
        if first <= start + number * DAY <= last
    }


def calendar_of(today: date, until: date) -> dict[date, set[str]]:
    found: dict[date, set[str]] = {}
    for event in events():
        for day in days_of(event, today, until):
            found.setdefault(day, set()).add(event["path"])
    return found


def faults_of_events(today: date):
    end_of_month = today.replace(day=calendar.monthrange(today.year, today.month)[1])
    shown = calendar_of(today, today + 30 * DAY)
    if today not in shown:
        yield "nothing today"
    if not any(day <= end_of_month for day in shown):
        yield "nothing this month"
    for ahead, least in ((6, 3), (30, 10)):
        different = {path for day in shown for path in shown[day] if day <= today + ahead * DAY}
        if len(different) < least:
            yield f"{len(different)} events in {ahead} days"
    for event in events():
        first, last = dated(event["starts_on"]), dated(event.get("ends_on", ""))
        if last and last < first:
            yield f"{event['path']} ends before it begins"
        until = dated(event.get("registration_until", ""))
        if until and until >= first:
            yield f"{event['path']} takes registrations on its day"
        if not event.get("repeats") and (last or first) < today:
            yield f"{event['path']} is over"


def faults_of_news(today: date):
    told = sorted(dated(news["published_on"]) for news in of_type("news.NewsPage"))
    if told[-1] > today or today - told[-1] > NEWS_DAYS * DAY:
        yield f"the newest news are of {told[-1]}"


def faults_of_notices(today: date):
    notices = of_type("news.PublicNoticePage")
    begun = [one for one in notices if dated(one["published_on"]) <= today]
    if begun != notices:
        yield "a notice of tomorrow"
    laid_out = [one for one in notices if one.get("period_from")]
    running = [
        one for one in laid_out if dated(one["period_from"]) <= today <= dated(one["period_until"])
    ]
    if len(running) < 3 or len(running) == len(laid_out):
        yield f"{len(running)} of {len(laid_out)} notices are laid out"
    if not any(one.get("effective_on") and dated(one["effective_on"]) <= today for one in notices):
        yield "no notice is in force"


def faults_of_jobs(today: date):
    jobs = of_type("jobs.JobPage")
    still_open = [
        one for one in jobs if one.get("until_filled") or dated(one["apply_until"]) >= today
    ]
    if len(still_open) < 5 or len({one["kind"] for one in still_open}) < 4:
        yield f"{len(still_open)} of {len(jobs)} jobs are open"
    if len(still_open) == len(jobs):
        yield "no job is over"
    for job in still_open:
        begins, until = dated(job.get("starts_on", "")), dated(job.get("apply_until", ""))
        if begins and until and begins <= until:
            yield f"{job['path']} begins before its deadline"


def faults_of_the_alert(today: date):
    """It is shown for seven days, and speaks of a day to come."""
    alert = json.loads(demo_city.whole("lindenfurt"))["alert"]
    (mark,) = re.findall(r"\[\[day:([^\]]+)\]\]", alert["title"])
    if not today < day_of(mark) <= today + 7 * DAY:
        yield f"the alert is about {day_of(mark)}"


def faults_of_the_council(today: date):
    folder = council.Folder(council.COUNCIL, today)
    meetings = [one for one in folder.objects.values() if one["type"].endswith("/Meeting")]
    days = sorted(datetime.fromisoformat(one["start"]).date() for one in meetings)
    coming = [day for day in days if day >= today]
    if len(coming) < 4 or coming[0] - today > 100 * DAY:
        yield f"next meetings: {coming[:4]}"


def faults_of_waste(today: date):
    """A year of dates in every area, none on a Sunday or a holiday, each kind within its round."""
    said = waste.plan()
    days: dict[tuple[str, str], list[date]] = {}
    for area, kind, day, note in waste.dates(today):
        days.setdefault((area, kind), []).append(day)
        if day.weekday() == 6 or waste.is_holiday(day) or bool(note) != (note == waste.MOVED):
            yield f"{area}, {kind}: {day}"
    if len(days) != len(said["areas"]) * len(said["kinds"]):
        yield f"dates of {len(days)} areas and kinds"
    for (area, kind), found in days.items():
        gaps = [after - before for before, after in pairwise([today, *sorted(found)])]
        if len(set(found)) != len(found) or max(gaps) > 60 * DAY or max(found) < today + 300 * DAY:
            yield f"{area}, {kind}: {found[:3]} to {max(found)}"
    for area in said["areas"]:
        soonest = min(min(found) for (where, _kind), found in days.items() if where == area)
        if soonest > today + 9 * DAY:
            yield f"nothing in {area} before {soonest}"


CHECKS = (
    faults_of_waste,
    faults_of_events,
    faults_of_news,
    faults_of_notices,
    faults_of_jobs,
    faults_of_the_alert,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__[10:])
def test_every_day_of_a_year_has_something_to_show(check):
    faults = {}
    for today in LEAP_YEAR:
        with time_machine.travel(datetime.combine(today, datetime.min.time()), tick=False):
            if found := list(check(today)):
                faults[today] = found
    assert faults == {}


@pytest.mark.parametrize("today", [*LEAP_YEAR[::30], date(2026, 11, 30), date(2031, 2, 28)])
def test_the_council_always_has_a_next_meeting(today):
    assert list(faults_of_the_council(today)) == []


def test_planned_meetings_keep_the_time_of_the_clock_and_their_own_address():
    folder = council.Folder(council.COUNCIL, date(2028, 1, 1))
    meetings = {
        raw["id"]: raw for raw in folder.objects.values() if raw["type"].endswith("Meeting")
    }
    planned = [raw for key, raw in meetings.items() if re.search(r"-\d{4}-\d\d-\d\d$", key)]
    assert len(planned) >= 16
    starts = [datetime.fromisoformat(raw["start"]) for raw in planned]
    assert {(start.hour, start.minute) for start in starts} == {(18, 0), (18, 30)}
    assert {start.utcoffset() for start in starts} == {timedelta(hours=1), timedelta(hours=2)}
    assert len({raw["start"] for raw in meetings.values()}) == len(meetings)
    assert all(raw["meetingState"] == "terminiert" for raw in planned)


def is_bound_to_its_day(page: dict) -> bool:
    """Whether its dates are days of the year, or its text names them in full."""
    marks = [value for value in page.values() if isinstance(value, str)]
    named = re.search(r"\b\d{1,2}\. (Januar|Dezember)", " ".join(strings(page)))
    return bool(named) or any(re.fullmatch(r"@day:-?\d+:\d\d-\d\d", mark) for mark in marks)


def test_what_is_dated_from_today_names_no_season():
    """A Christmas market in July, and a New Year's run on the eighth of January."""
    found = {
        page["path"]: sorted(set(SEASONS.findall(" ".join(strings(page)))))
        for page in entries()
        if page["type"] in DATED and not is_bound_to_its_day(page)
    }
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize("today", [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)])
def test_the_last_run_of_the_year_is_on_its_last_day(today):
    with time_machine.travel(datetime.combine(today, datetime.min.time()), tick=False):
        run = demo_city.entry("veranstaltungen/silvesterlauf")
        start, until = dated(run["starts_on"]), dated(run["registration_until"])
        assert (start.month, start.day) == (12, 31) and start >= today
        assert start - until == 3 * DAY
