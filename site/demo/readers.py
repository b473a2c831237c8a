"""Usage and feedback of the demo city's readers: figures for the admin.

`readers.json` has the figures of an ordinary day; other days vary by weekday and season, the same
on every machine. Everything ends yesterday: today is counted by the site itself.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Page

from home.models import HomePage
from quality.models import Counted, DailyCount, Feedback
from quality.request_subject import page_key
from search import indexing, known, searching
from services.models import Service

from . import media
from .marks import Marks

YEAR = 365  # of pages, for the twelve months in the editor
MONTH = 30  # of words, addresses and files
WEEK = (1.25, 1.15, 1.0, 1.1, 0.85, 0.5, 0.6)  # Monday first
SEASON = (1.2, 1.05, 1.0, 0.95, 0.9, 0.9, 0.75, 0.85, 1.05, 1.05, 1.1, 0.95)  # January first
CHANCE = (1.0, 0.86, 1.12, 0.94, 1.07, 0.9, 1.16, 0.98, 1.04, 0.82, 1.09)
Kind = Counted.Kind


def fill(home: HomePage, user_name: str):
    """Create all of it, on a site without counts and feedback."""
    if Counted.objects.exists() or Feedback.objects.exists():
        return
    # What was made in this transaction is searched for below.
    indexing.catch_up()
    known.refresh()
    plan = json.loads((media.CONTENT / "readers.json").read_text("utf-8"))
    pages = _Pages(home)
    _count(_seen(pages, plan["views"]), YEAR)
    _count(_asked_for(plan), MONTH)
    Feedback.objects.bulk_create(
        [*_answers(pages, plan["answers"]), *_remarks(pages, plan["remarks"], user_name)]
    )


class _Pages:
    """The pages that entries name by their path below the home page."""

    def __init__(self, home: HomePage):
        self.home, self.marks = home, Marks(home)

    def about(self, path: str) -> dict:
        """key, title and path, as counts and feedback store them."""
        page = Page.objects.get(pk=self.marks.page(path)) if path else self.home
        return {"key": page_key(page), "title": page.title, "path": page.get_url_parts()[2]}


def _seen(pages, views) -> Iterator[tuple[Counted, int]]:
    """(counted subject, number on an ordinary day)."""
    for path, a_day in views["pages"].items():
        yield Counted(kind=Kind.VIEW, **pages.about(path)), a_day
    for external_id, a_day in views["services"].items():
        service = Service.objects.get(source__name="demo", external_id=external_id)
        path = service.get_absolute_url()
        yield Counted(kind=Kind.VIEW, key=path, title=service.title, path=path), a_day


def _asked_for(plan) -> Iterator[tuple[Counted, int]]:
    for name, a_day in plan["downloads"].items():
        document = media.document(name)
        key, path = f"document:{document.pk}", document.url
        yield Counted(kind=Kind.DOWNLOAD, key=key, title=document.filename, path=path), a_day
    for word, a_day in plan["searches"].items():
        hits = searching.search(word, limit=1).total
        yield Counted(kind=Kind.SEARCH, key=word, title=word, hits=hits), a_day
    for entry in plan["missing"]:
        path, referrer = entry["path"], entry["referrer"]
        row = Counted(kind=Kind.MISSING, key=path, path=path, referrer=referrer)
        yield row, entry["a_day"]


def _count(things, number_of_days: int):
    """Create rows for the days until yesterday."""
    today = timezone.localdate()
    days = [today - timedelta(days=back) for back in range(1, number_of_days + 1)]
    things = [(row, a_day) for row, a_day in things]
    for row, _a_day in things:
        row.last_day = days[0]
    rows = Counted.objects.bulk_create([row for row, _a_day in things])
    DailyCount.objects.bulk_create(
        DailyCount(counted=row, day=day, count=count)
        for number, (row, (_row, a_day)) in enumerate(zip(rows, things, strict=True))
        for day in days
        if (count := on_day(a_day, day, number))
    )


def on_day(a_day: int, day: date, number: int) -> int:
    """The count of subject `number` on this day, with `a_day` as its average."""
    chance = CHANCE[(day.toordinal() + 3 * number) % len(CHANCE)]
    return round(a_day * WEEK[day.weekday()] * SEASON[day.month - 1] * chance)


def _answers(pages, answers) -> Iterator[Feedback]:
    """Create answers without remarks, over the last month."""
    today = timezone.localdate()
    for path, (yes, no) in answers.items():
        about = pages.about(path)
        for number in range(yes + no):
            day = today - timedelta(days=1 + (7 * number) % MONTH)
            yield Feedback(**about, day=day, helped=number < yes)


def _remarks(pages, remarks, user_name) -> Iterator[Feedback]:
    """Create remarks, the oldest first; one is dealt with."""
    editor = get_user_model().objects.get(username=user_name)
    for entry in sorted(remarks, key=lambda entry: -entry["days_ago"]):
        day = timezone.localdate() - timedelta(days=entry["days_ago"])
        done = {"done_at": timezone.now(), "done_by": editor} if entry.get("done") else {}
        said = {name: entry[name] for name in ("helped", "reason", "text")}
        yield Feedback(**_subject(pages, entry), **said, day=day, **done)


def _subject(pages, entry) -> dict:
    if "page" in entry:
        return pages.about(entry["page"])
    word = entry["search"]
    return {"kind": Feedback.Kind.SEARCH, "key": word, "title": word, "path": "/suche/"}
