"""Atom feeds: the latest papers, an organization, a person, a search, changes of a meeting."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import F
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.formats import feeds
from core.formats.feeds import MOST_ENTRIES, Entry
from harvest.models import Change, Run
from opendata.oparl import following, formatting, paper_search
from opendata.oparl.models import AgendaItem, Meeting, Organization, Paper, Person
from opendata.oparl.paper_search import PaperSearch
from opendata.oparl.visibility import Visibility, of_organization

from .links import Addresses
from .responses import last_change, open_data

# What is new comes first; of what the first harvest brought, what is dated latest.
PAPERS = ("-imported_at", F("date").desc(nulls_last=True), "-pk")
MEETINGS = ("-imported_at", F("start").desc(nulls_last=True), "-pk")


@open_data
def papers(request):
    """The latest papers of the council."""
    title = _("Latest papers of the council, %(city)s") % {"city": settings.WAGTAIL_SITE_NAME}
    entries = paper_entries(Visibility().visible(Paper), Addresses(request))
    page = request.build_absolute_uri(reverse("oparl:papers"))
    return _response(request, feeds.identity(request, "council", "papers"), title, page, entries)


@open_data
def organization(request, pk: int):
    """Papers that it brings in, consults on or is in charge of, and its meetings."""
    shown, addresses = Visibility(), Addresses(request)
    row = get_object_or_404(shown.visible(Organization).defer("raw"), pk=pk)
    brought = paper_search.papers_of_organization(shown, row)
    held = of_organization(shown.visible(Meeting), row)
    entries = [*paper_entries(brought, addresses), *meeting_entries(held, addresses)]
    return _of_row(request, row, row.name or _("Committee"), entries)


@open_data
def person(request, pk: int):
    """Papers that the person brought in."""
    shown = Visibility()
    row = get_object_or_404(shown.visible(Person).defer("raw"), pk=pk)
    entries = paper_entries(paper_search.papers_of_person(shown, row), Addresses(request))
    return _of_row(request, row, row.name or _("Person"), entries)


@open_data
def search(request):
    """Papers that a search finds: the words, type and year of the list's address."""
    asked = PaperSearch.from_parameters(request.GET)
    entries = paper_entries(asked.rows(), Addresses(request))
    title = following.description_of_search(asked.parameters) if asked else _("Papers")
    own = following.for_topic(following.SEARCH, asked.parameters).feed
    return _response(
        request,
        feeds.identity(request, "council", own),
        title,
        request.build_absolute_uri(following.page_of_search(asked.parameters)),
        entries,
        address=request.build_absolute_uri(own),
    )


@open_data
def meeting(request, pk: int):
    """Changes of a meeting and its agenda, including its withdrawal."""
    shown, addresses = Visibility(), Addresses(request)
    row = get_object_or_404(shown.not_hidden(Meeting).defer("raw"), pk=pk)
    link = addresses.page("Meeting", row.pk, row.web or addresses.id("Meeting", row.pk))
    if row.is_published:
        entries = [_meeting_entry(row, link), *_changes(shown, row, link)]
        return _of_row(request, row, _meeting_title(row), entries)
    when = row.withdrawn_at
    text = _("The council information system no longer shows this meeting.")
    entries = [Entry(uuid5(uuid_of(row), "gone"), _("Withdrawn"), link, text, when, when)]
    return _of_row(request, row, _("Council meeting"), entries)


def _of_row(request, row, title: str, entries: Sequence[Entry]):
    """The feed of an object. Its id is not the object's own, which is that of an entry."""
    home = request.build_absolute_uri("/")
    page = Addresses(request).page(type(row).__name__, row.pk, row.web or home)
    return _response(request, uuid5(uuid_of(row), "feed"), title, page, entries)


def _response(
    request, id: UUID, title: str, page: str, entries: Sequence[Entry], address: str = ""
):
    latest = sorted(entries, key=lambda entry: entry.published, reverse=True)
    feed = feeds.Feed(
        id=id,
        title=title,
        link=page,
        entries=latest[:MOST_ENTRIES],
        address=address,
        language=settings.LANGUAGE_CODE,
        changed_at=last_change(),
    )
    return feeds.atom(request, feed)


# --- Entries ------------------------------------------------------------------------------


def paper_entries(rows, addresses: Addresses) -> list[Entry]:
    columns = ("key", "name", "reference", "paper_type", "date", "web", "url")
    rows = rows.only(*columns, "imported_at", "changed_at").order_by(*PAPERS)
    return [
        Entry(
            id=uuid_of(row),
            title=": ".join(filter(None, [row.reference, row.name])) or _("Paper"),
            link=addresses.page("Paper", row.pk, row.web or addresses.id("Paper", row.pk)),
            text=", ".join(filter(None, [row.paper_type, _day(row.date)])),
            published=row.imported_at,
            updated=row.changed_at,
            categories=[row.paper_type] if row.paper_type else [],
        )
        for row in rows[:MOST_ENTRIES]
    ]


def meeting_entries(rows, addresses: Addresses) -> list[Entry]:
    columns = ("key", "name", "start", "is_cancelled", "is_postponed", "web", "url")
    rows = rows.only(*columns, "imported_at", "changed_at").order_by(*MEETINGS)
    return [
        _meeting_entry(
            row, addresses.page("Meeting", row.pk, row.web or addresses.id("Meeting", row.pk))
        )
        for row in rows[:MOST_ENTRIES]
    ]


def _meeting_entry(row, link: str) -> Entry:
    badge = formatting.meeting_badge(row)
    return Entry(
        id=uuid_of(row),
        title=_meeting_title(row),
        link=link,
        text=badge.label if badge else _("Meeting"),
        published=row.imported_at,
        updated=row.changed_at,
        categories=[_("Meeting")],
    )


def _changes(shown, meeting, link) -> list[Entry]:
    """Changes of the meeting and of shown items; of others not even the name is given."""
    items = shown.visible(AgendaItem).filter(meeting=meeting).order_by()
    names = {url: _item_title(number, name) for url, number, name in _item_names(items)}
    names[meeting.url] = _("Meeting")
    changes = Change.objects.filter(
        object_kind__in=("meeting", "agenda_item"),
        key__in=list(names),
        run__source=meeting.source_id,
        run__status=Run.Status.GOOD,
        run__dry_run=False,
    )
    found = []
    for one in changes.select_related("run").order_by("-pk")[:MOST_ENTRIES]:
        # `wording` knows the properties that a meeting's page names; of an item the name is enough.
        what = formatting.change(one) or (_("Changed") if one.key != meeting.url else "")
        when = one.run.started_at
        if what:
            id = uuid5(uuid_of(meeting), str(one.pk))
            found.append(Entry(id, f"{names[one.key]}: {what}", link, what, when, when))
    return found


def _item_names(items):
    return items.values_list("url", "number", "name")


def _item_title(number, name) -> str:
    return " ".join(filter(None, [number, name])) or _("Agenda item")


def _meeting_title(meeting) -> str:
    """The title, which begins with a cancellation: many feed readers show titles only."""
    badge = formatting.meeting_badge(meeting)
    name = ", ".join(filter(None, [meeting.name or _("Council meeting"), _day(meeting.start)]))
    return f"{badge.label}: {name}" if badge else name


def _day(value) -> str:
    """The day of a date or a moment, formatted for people."""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return date_format(local, "DATE_FORMAT")


def uuid_of(row) -> UUID:
    """The UUID of a row, made of the source's id, which is stable when primary keys are not."""
    return UUID(row.key[:32])
