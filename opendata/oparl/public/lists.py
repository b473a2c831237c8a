"""Lists of visible objects for the council's pages."""

import calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.core.paginator import Paginator
from django.db.models import Case, F, Max, Min, Prefetch, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from core.caching import cached

from .. import visibility
from ..models import (
    AgendaItem,
    Body,
    File,
    Location,
    Meeting,
    MeetingOrganization,
    Membership,
    Organization,
    Paper,
    Person,
)

PER_PAGE = 50
# Of a longer group only the beginning stands in the overview of all groups.
LONG = 60
BEGINNING = 30
_OF_PLACE = ("description", "street_address", "room", "postal_code", "locality", "geojson")
# {organization_type in small letters: place in the order of the page}; all others come last.
_TYPES = {"gremium": 0, "fraktion": 1, "partei": 2}


# --- What is shown -----------------------------------------------------------------------


def bodies():
    return visibility.visible(Body)


def organizations():
    return visibility.visible(Organization)


def meetings():
    return visibility.visible(Meeting)


def papers():
    return visibility.visible(Paper)


def memberships():
    """Memberships in known organizations."""
    return visibility.visible(Membership).exclude(organization=None)


def persons():
    return visibility.visible(Person)


def files():
    """Files without their texts, but with `has_text`.

    Their holders have to be visible: that is the rule for files.
    """
    has_text = Case(When(text="", search_text="", then=Value(False)), default=Value(True))
    rows = File.objects.published().defer("raw", "text", "search_text")
    return rows.annotate(has_text=has_text)


def places():
    return Location.objects.published().only(*_OF_PLACE)


def is_there() -> bool:
    """Whether the site has any council to show; cached like the frame that calls it."""
    return cached("council-is-there", lambda: bodies().exists())


# --- Lists -------------------------------------------------------------------------------


def with_committees(meetings, also=()):
    """For rows: each meeting with `committees`, its place and its body. Two queries.

    also: names of further columns.
    """
    committees = Prefetch("organization", organizations().only("name"), to_attr="committees")
    columns = ("name", "start", "end", "is_cancelled", "is_postponed", "body__name")
    return (
        meetings.select_related("body", "location")
        .only(*columns, *also, *(f"location__{name}" for name in (*_OF_PLACE, "withdrawn_at")))
        .prefetch_related(committees)
    )


def upcoming(meetings):
    """Meetings from today's midnight on, the next first."""
    return meetings.filter(start__gte=midnight(timezone.localdate())).order_by("start", "pk")


def past(meetings):
    """Meetings before today, the latest first; those without a date at the end."""
    before = Q(start__lt=midnight(timezone.localdate())) | Q(start=None)
    return meetings.filter(before).order_by(F("start").desc(nulls_last=True), "pk")


def held_by(meetings, organization):
    links = MeetingOrganization.objects.filter(organization=organization)
    return meetings.filter(pk__in=links.values("meeting"))


def committees_that_meet():
    held = MeetingOrganization.objects.exclude(organization=None)
    return organizations().filter(pk__in=held.values("organization")).only("name")


def latest_first(papers):
    """For rows, the latest first; papers without a date at the end."""
    columns = ("name", "reference", "date", "paper_type", "body__name")
    ordered = papers.order_by(F("date").desc(nulls_last=True), "-pk")
    return ordered.select_related("body").only(*columns)


def years_of(papers) -> list[int]:
    """The years of the papers, the latest first."""
    return [day.year for day in papers.order_by().dates("date", "year", order="DESC")]


def types_of(papers) -> list[str]:
    types = papers.exclude(paper_type="").order_by("paper_type")
    return list(types.values_list("paper_type", flat=True).distinct())


def page_of(request, queryset, per_page=PER_PAGE):
    """The page of a list, by `?seite=`."""
    return Paginator(queryset, per_page).get_page(request.GET.get("seite"))


@dataclass
class Group:
    """Organizations of one type, of one body when there are several."""

    title: str
    type: str = ""
    body: Body | None = None
    organizations: list[Organization] = field(default_factory=list)

    @property
    def first(self) -> list[Organization]:
        """All rows of a short group, the first ones of a long one."""
        return self.organizations if not self.is_long else self.organizations[:BEGINNING]

    @property
    def is_long(self) -> bool:
        return len(self.organizations) > LONG


def groups(organizations, several_bodies=False) -> list[Group]:
    """Committees, factions, parties, others; by body when there are several. One query."""
    found = defaultdict(list)
    columns = ("name", "organization_type", "end_date", "body__name")
    for one in organizations.select_related("body").only(*columns):
        body = one.body if several_bodies else None
        found[body, one.organization_type].append(one)
    return [
        Group(
            " · ".join(filter(None, [body.name if body else "", type_title(type)])),
            type,
            body,
            found[body, type],
        )
        for body, type in sorted(found, key=_place_of_group)
    ]


def _place_of_group(key) -> tuple:
    body, type = key
    name = body.name if body else ""
    return (name, body.pk if body else 0, _TYPES.get(type.casefold(), len(_TYPES)), type)


def type_title(type: str) -> str:
    titles = {"gremium": _("Committees"), "fraktion": _("Factions"), "partei": _("Parties")}
    return titles.get(type.casefold(), type or _("Others"))


def holding(organizations):
    """Organizations existing today."""
    return organizations.filter(Q(end_date=None) | Q(end_date__gte=timezone.localdate()))


def former(organizations):
    return organizations.filter(end_date__lt=timezone.localdate())


# --- Months ------------------------------------------------------------------------------


@dataclass
class Day:
    """One field of a month's calendar. column: 1 (Monday) to 7."""

    date: date
    column: int
    is_today: bool
    meetings: list[Meeting] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    """The calendar of one month; earlier, later: the next months with meetings."""

    first: date
    days: list[Day]
    earlier: date | None
    later: date | None

    @property
    def has_meetings(self):
        return any(day.meetings for day in self.days)


def month_of(year: int, month: int, meetings) -> Month:
    """Three queries. Raises ValueError when there is no such month."""
    first = date(year, month, 1)
    last = date(year, month, calendar.monthrange(year, month)[1])
    begin, end = midnight(first), midnight(last + timedelta(days=1))
    days = {}
    for number in range(1, last.day + 1):
        day = first.replace(day=number)
        days[day] = Day(day, day.isoweekday(), day == timezone.localdate())
    within = with_committees(meetings.between(begin, end).order_by("start", "pk"))
    for meeting in within:
        days[timezone.localdate(meeting.start)].meetings.append(meeting)
    around = meetings.aggregate(
        earlier=Max("start", filter=Q(start__lt=begin)),
        later=Min("start", filter=Q(start__gte=end)),
    )
    return Month(first, list(days.values()), *map(_month, (around["earlier"], around["later"])))


def _month(moment) -> date | None:
    return timezone.localdate(moment).replace(day=1) if moment else None


def midnight(day: date) -> datetime:
    """The beginning of a day in the city's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


# --- Where a file belongs ------------------------------------------------------------------


def paper_with(file):
    """The first shown paper that has this file, or None."""
    held = Q(main_file=file) | Q(
        pk__in=Paper.auxiliary_file.through.objects.filter(file=file).values("paper")
    )
    return papers().filter(held).only("name").first()


def meeting_with(file):
    """The first shown meeting that has this file, itself or in its agenda, or None."""
    own = Meeting.auxiliary_file.through.objects.filter(file=file)
    of_items = AgendaItem.auxiliary_file.through.objects.filter(file=file)
    items = AgendaItem.objects.published().filter(
        Q(resolution_file=file) | Q(pk__in=of_items.values("agenda_item"))
    )
    held = Q(invitation=file) | Q(results_protocol=file) | Q(verbatim_protocol=file)
    held |= Q(pk__in=own.values("meeting")) | Q(pk__in=items.values("meeting"))
    return meetings().filter(held).only("name", "start").first()


def pick(rows: dict, pks) -> list:
    """Those of these rows that are shown, each once, in the order of `pks`."""
    return [rows[pk] for pk in dict.fromkeys(pks) if pk in rows]
