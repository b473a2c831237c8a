"""The waste calendar of the demo city: rounds for a year from the first day, imported from files as
editors do it."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.easter import easter
from django.contrib.auth import get_user_model
from django.utils import timezone

from core.formats import csv_files
from home.waste import importing, rows
from home.waste.models import Area, Kind, Upload, WasteCalendarPage

from .marks import WEEKDAYS
from .media import CONTENT

FOLDER = CONTENT / "waste"
# A whole year, whatever year it is.
DAYS = 366
# A Monday: weeks of rounds count from here.
FIRST_WEEK = date(2024, 1, 1)
MOVED = "verschoben wegen des Feiertags"


def plan() -> dict:
    """{"areas", "kinds", "rounds"} as the file has them."""
    return json.loads((FOLDER / "calendar.json").read_text("utf-8"))


def fill(pages, user_name: str):
    """Fill the calendar if its page is new and empty.

    Raises ValueError with the first fault of a file.
    """
    is_new = any(isinstance(page, WasteCalendarPage) for page, _entry in pages)
    if not is_new or Kind.objects.exists() or Area.objects.exists():
        return
    said = plan()
    for position, kind in enumerate(said["kinds"]):
        Kind.objects.create(position=position, **kind)
    for name in said["areas"]:
        Area.objects.create(name=name)
    user = get_user_model().objects.get(username=user_name)
    days = csv_files.write(rows.DATE_COLUMNS, dates(timezone.localdate()))
    _import(user, Upload.Holds.STREETS, (FOLDER / "strassen.csv").read_bytes())
    _import(user, Upload.Holds.DATES, days)


def dates(today: date) -> Iterator[tuple[str, str, date, str]]:
    """area, kind, day, note: in the columns of the file, for a year from today on."""
    for a_round in plan()["rounds"]:
        for area, mark in a_round["days"].items():
            for day in _days(today, a_round["weeks"], mark):
                free = free_day(day)
                yield area, a_round["kind"], free, MOVED if free != day else ""


def _days(today, weeks, mark) -> Iterator[date]:
    """mark: `1:tue`, the Tuesday of the second week of each round."""
    week, weekday = mark.split(":")
    day = FIRST_WEEK + timedelta(weeks=int(week), days=WEEKDAYS.index(weekday))
    rounds = max(0, -((day - today).days // (7 * weeks)))
    day += timedelta(weeks=weeks * rounds)
    while day <= today + timedelta(days=DAYS):
        if day >= today:
            yield day
        day += timedelta(weeks=weeks)


def free_day(day: date) -> date:
    """The day itself, or the next one that is neither a Sunday nor a holiday of all of Germany."""
    while day.weekday() == 6 or is_holiday(day):
        day += timedelta(days=1)
    return day


def is_holiday(day: date) -> bool:
    moving = {easter(day.year) + timedelta(days=after) for after in (-2, 1, 39, 50)}
    fixed = {(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)}
    return day in moving or (day.month, day.day) in fixed


def _import(user, holds, content):
    upload = Upload.objects.create(holds=holds, user=user, name=f"{holds}.csv", content=content)
    made = importing.plan(upload)
    if made.faults:
        raise ValueError(f"{holds}: {made.faults[0]}")
    importing.apply(upload, made, user)
    upload.delete()
