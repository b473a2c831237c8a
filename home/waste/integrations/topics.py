"""Reminders of collection days by mail: a topic of the app subscriptions.

Parameters: `strasse`, a street's primary key, and `nr` and `art` as in the address of its page
(kinds with commas between them); the last two may be missing.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions import Item, Topic
from subscriptions.frequency import MORNING

from ..house import KINDS, NUMBER, TOPIC
from ..models import CollectionDate, Kind, Street, WasteCalendarPage
from ..spelling import house_number

GONE = gettext_lazy("There is nothing at this address.")


def items(parameters, since: datetime, until: datetime) -> list[Item]:
    """One item for each coming day whose reminder is due: on the morning before, or at once for a
    date that became known later."""
    street = _street(parameters)
    area = street and (street.area_of(parameters.get(NUMBER)) or street.area_of(None))
    if not area:
        return []
    today = timezone.localdate(until)
    dates = CollectionDate.objects.filter(area=area, day__lte=today + timedelta(days=1))
    dates = dates.from_day(today)
    if parameters.get(KINDS):
        dates = dates.filter(kind__slug__in=parameters[KINDS].split(","))
    due = [one for one in dates if since < due_at(one) <= until]
    days = groupby(due, lambda one: one.day)
    return [_item(day, list(found), today, parameters) for day, found in days]


def due_at(date: CollectionDate) -> datetime:
    """The moment at which the reminder is due."""
    eve = date.day - timedelta(days=1)
    return max(timezone.make_aware(datetime.combine(eve, MORNING)), date.known_since)


def _item(day, dates, today, parameters) -> Item:
    day_text = date_format(day, _("l, j F Y"))
    name = _("Today") if day == today else _("Tomorrow")
    kinds = ", ".join(one.kind.name for one in dates)
    notes = dict.fromkeys(text for one in dates for text in (one.note, one.kind.note) if text)
    when = max(map(due_at, dates))
    return Item(f"{name}, {day_text}: {kinds}", address(parameters), " ".join(notes), when)


def _street(parameters) -> Street | None:
    found = Street.objects.filter(pk=parameters.get("strasse", 0))
    return found.prefetch_related("stretches__area").first()


def describe(parameters) -> str:
    """`Waste collection: Lindenallee 12 (Paper, Organic waste)`; without any free text."""
    street = _street(parameters)
    if street is None:
        return _("A street that is no longer in the waste calendar")
    number = parameters.get(NUMBER)
    where = f"{street} {number}" if number else str(street)
    title = _("Waste collection: %(where)s") % {"where": where}
    chosen = Kind.objects.filter(slug__in=parameters.get(KINDS, "").split(","))
    kinds = ", ".join(kind.name for kind in chosen)
    return f"{title} ({kinds})" if kinds else title


def address(parameters) -> str:
    street, page = _street(parameters), WasteCalendarPage.first()
    if street is None or page is None:
        return (page and page.get_url()) or "/"
    number = [(NUMBER, parameters[NUMBER])] if NUMBER in parameters else []
    kinds = [(KINDS, slug) for slug in filter(None, parameters.get(KINDS, "").split(","))]
    query = urlencode([*number, *kinds])
    return f"{street.get_absolute_url()}{'?' if query else ''}{query}"


def clean(raw: Mapping[str, str]) -> dict:
    """Raises ValidationError for an unknown street, number or kind."""
    pk = raw.get("strasse", "")
    is_number = pk.isascii() and pk.isdigit() and len(pk) < 18
    street = _street({"strasse": int(pk)}) if is_number else None
    if street is None or WasteCalendarPage.first() is None:
        raise ValidationError(GONE)
    found = {"strasse": street.pk}
    if number := house_number(raw.get(NUMBER, "")):
        found[NUMBER] = number
    if not (street.area_of(found.get(NUMBER)) or street.area_of(None)):
        raise ValidationError(GONE)
    if asked := set(filter(None, raw.get(KINDS, "").split(","))):
        slugs = [kind.slug for kind in Kind.objects.filter(slug__in=asked)]
        if len(slugs) != len(asked):
            raise ValidationError(GONE)
        found[KINDS] = ",".join(sorted(slugs))
    return found


DATES = Topic(
    name=TOPIC,
    label=gettext_lazy("Reminders of waste collection"),
    items=items,
    describe=describe,
    clean=clean,
    url=address,
    reminds=gettext_lazy("on the morning of the day before each date"),
)
