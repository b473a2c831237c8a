"""Marks in the demo's JSON files, which stand for values that only the database knows.

`@page:familie/kitas`, `@service:1002001`, `@unit:9021`, `@situation:9150`, `@picture:stadttor`,
`@document:hundesteuer` become primary keys; `@news:Familie` and `@events:Kultur` those of
categories, `@field:Verwaltung` that of a field of work. `@day:14` is the day in a fortnight,
`@day:14:sat` the first Saturday from then on, `@day:14:1sat` and `@day:14:lastsat` the first one
that is the first or last of its month, and `@day:14:12-31` the next New Year's Eve.
Inside a text, `href="@page:…"` becomes a link, and `[[day:14]]` a date in words.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page

from directory.models import OrganisationalUnit
from home.jobs.models import FieldOfWork
from home.news.models import Category
from services.models import LifeSituation, Service

from . import media

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MARK = re.compile(r"@(\w+):(\S.*)")
_LINK = re.compile(r"""href=["']@(\w+):([^"']+)["']""")
_DAY = re.compile(r"\[\[day:([^\]]+)\]\]")


def day_of(key: str) -> date:
    """`-3`, `14`, `14:sat`, `14:1sat`, `14:12-31`: days from today, then on to such a day."""
    distance, _colon, wanted = key.partition(":")
    day = timezone.localdate() + timedelta(days=int(distance))
    while wanted and not _is(day, wanted):
        day += timedelta(days=1)
    return day


def _is(day: date, wanted: str) -> bool:
    """Whether a day fits the rule. Raises ValueError for an unknown rule."""
    if "-" in wanted:
        date.fromisoformat(f"2000-{wanted}")
        return f"{day:%m-%d}" == wanted
    rank, weekday = wanted[:-3], wanted[-3:]
    if day.weekday() != WEEKDAYS.index(weekday):
        return False
    if rank == "last":
        return (day + timedelta(days=7)).month != day.month
    return not rank or (day.day - 1) // 7 + 1 == int(rank)


class Marks:
    """Resolves marks; `@page:` counts from one home page.

    Raises LookupError or DoesNotExist for what is not there.
    """

    def __init__(self, home: Page):
        self.home = home
        self._known: dict[tuple[str, str], object] = {}
        self._kinds: dict[str, Callable[[str], object]] = {
            "page": self.page,
            "service": lambda key: Service.objects.get(source__name="demo", external_id=key).pk,
            "unit": lambda key: OrganisationalUnit.objects.get(external_id=key).pk,
            "situation": lambda key: LifeSituation.objects.get(external_id=key).pk,
            "picture": lambda name: media.picture(name).pk,
            "document": lambda name: media.document(name).pk,
            "news": lambda title: _category(Category.Kind.NEWS, title),
            "events": lambda title: _category(Category.Kind.EVENTS, title),
            "field": lambda title: FieldOfWork.objects.get_or_create(title=title)[0].pk,
            "day": day_of,
        }

    def page(self, path: str) -> int:
        return Page.objects.get(url_path=f"{self.home.url_path}{path.strip('/')}/").pk

    def resolve(self, value):
        """The same with every mark in it resolved, through lists and dictionaries."""
        if isinstance(value, dict):
            return {name: self.resolve(item) for name, item in value.items()}
        if isinstance(value, list):
            return [self.resolve(item) for item in value]
        if not isinstance(value, str):
            return value
        mark = _MARK.fullmatch(value)
        return self._find(*mark.groups()) if mark else self._in_text(value)

    def _find(self, kind: str, key: str):
        if (kind, key) not in self._known:
            self._known[kind, key] = self._kinds[kind](key)
        return self._known[kind, key]

    def _in_text(self, text: str) -> str:
        linked = _LINK.sub(lambda link: self._href(*link.groups()), text)
        return _DAY.sub(lambda found: date_format(day_of(found[1]), "j. F Y"), linked)

    def _href(self, kind: str, key: str) -> str:
        pk = self._find(kind, key)
        if kind in ("page", "document"):
            return f'linktype="{kind}" id="{pk}"'
        model = {"service": Service, "unit": OrganisationalUnit, "situation": LifeSituation}[kind]
        return f'href="{model.objects.get(pk=pk).get_absolute_url()}"'


def _category(kind, title: str) -> int:
    category, _made = Category.objects.get_or_create(kind=kind, title=title)
    return category.pk
