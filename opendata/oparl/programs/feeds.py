"""Atom feeds: the latest papers, an organization, a person, a search, changes of a meeting."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import F
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from harvest.models import Change, Run
from opendata.oparl import following, wording
from opendata.oparl.models import (
    AgendaItem,
    Meeting,
    Organization,
    Paper,
    Person,
)
from opendata.oparl.paper_search import PaperSearch
from opendata.oparl.shown import Shown, of_organization

from .addresses import Addresses
from .http import open_data

MOST_ENTRIES = 50
# What is new comes first; of what the first harvest brought, what is dated latest.
PAPERS = ("-imported_at", F("date").desc(nulls_last=True), "-pk")
MEETINGS = ("-imported_at", F("start").desc(nulls_last=True), "-pk")


@dataclass(frozen=True)
class Entry:
    """id: a UUID that stays. published: when the site learnt of it; updated: of its change."""

    id: UUID
    title: str
    link: str
    text: str
    published: datetime
    updated: datetime
    categories: list[str] = field(default_factory=list)


class CouncilFeed(Feed):
    """What the feeds share. The object of a feed is (request, row or None)."""

    feed_type = Atom1Feed
    language = settings.LANGUAGE_CODE

    def get_object(self, request, pk=None):
        return request, self.row(Shown(), pk) if pk else None

    def link(self, found):
        request, row = found
        otherwise = request.build_absolute_uri("/")
        if row is None:
            return otherwise
        return Addresses(request).page(type(row).__name__, row.pk, row.web or otherwise)

    def items(self, found):
        request, row = found
        entries = self.entries(Shown(), Addresses(request), row)
        return sorted(entries, key=lambda entry: entry.published, reverse=True)[:MOST_ENTRIES]

    def item_title(self, entry):
        return printable(entry.title)

    def item_description(self, entry):
        return printable(entry.text)

    def item_link(self, entry):
        return printable(entry.link)

    def item_guid(self, entry):
        return entry.id.urn

    def item_pubdate(self, entry):
        return entry.published

    def item_updateddate(self, entry):
        return entry.updated

    def item_categories(self, entry):
        return [printable(one) for one in entry.categories]


class LatestPapers(CouncilFeed):
    def title(self):
        return _("Latest papers of the council, %(city)s") % {"city": settings.WAGTAIL_SITE_NAME}

    def entries(self, shown, addresses, row):
        return paper_entries(shown.of(Paper), addresses)


class OfOrganization(CouncilFeed):
    """Papers that it brings in, consults on or is in charge of, and its meetings."""

    def row(self, shown, pk):
        return get_object_or_404(shown.of(Organization).defer("raw"), pk=pk)

    def title(self, found):
        return printable(found[1].name or _("Committee"))

    def entries(self, shown, addresses, row):
        papers = following.papers_of_organization(shown, row)
        meetings = of_organization(shown.of(Meeting), row)
        return [*paper_entries(papers, addresses), *meeting_entries(meetings, addresses)]


class OfPerson(CouncilFeed):
    """Papers that the person brought in."""

    def row(self, shown, pk):
        return get_object_or_404(shown.of(Person).defer("raw"), pk=pk)

    def title(self, found):
        return printable(found[1].name or _("Person"))

    def entries(self, shown, addresses, row):
        return paper_entries(following.papers_of_person(shown, row), addresses)


class OfSearch(CouncilFeed):
    """Papers that a search finds: the words, type and year of the list's address."""

    def get_object(self, request):
        return request, PaperSearch.of(request.GET)

    def title(self, found):
        return printable(
            following.description_of_search(found[1].parameters) if found[1] else _("Papers")
        )

    def link(self, found):
        request, asked = found
        return request.build_absolute_uri(following.page_of_search(asked.parameters))

    def feed_url(self, found):
        request, asked = found
        return request.build_absolute_uri(following.of(following.SEARCH, asked.parameters).feed)

    def entries(self, shown, addresses, asked):
        return paper_entries(asked.rows(), addresses)


class OfMeeting(CouncilFeed):
    """What changes about a meeting and its agenda. That it was withdrawn is told, too."""

    def row(self, shown, pk):
        return get_object_or_404(shown.not_hidden(Meeting).defer("raw"), pk=pk)

    def title(self, found):
        meeting = found[1]
        return printable(_meeting_title(meeting) if meeting.is_published else _("Council meeting"))

    def entries(self, shown, addresses, row):
        link = addresses.page("Meeting", row.pk, row.web or addresses.id("Meeting", row.pk))
        if not row.is_published:
            when = row.withdrawn_at
            text = _("The council information system no longer shows this meeting.")
            return [Entry(uuid5(uuid_of(row), "gone"), _("Withdrawn"), link, text, when, when)]
        return [_beginning(row, link), *_changes(shown, row, link)]


papers = open_data(LatestPapers())
organization = open_data(OfOrganization())
person = open_data(OfPerson())
search = open_data(OfSearch())
meeting = open_data(OfMeeting())


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
    columns = ("key", "name", "start", "cancelled", "web", "url")
    rows = rows.only(*columns, "imported_at", "changed_at").order_by(*MEETINGS)
    return [
        Entry(
            id=uuid_of(row),
            title=_meeting_title(row),
            link=addresses.page("Meeting", row.pk, row.web or addresses.id("Meeting", row.pk)),
            text=_("Cancelled") if row.cancelled else _("Meeting"),
            published=row.imported_at,
            updated=row.changed_at,
            categories=[_("Meeting")],
        )
        for row in rows[:MOST_ENTRIES]
    ]


def _beginning(meeting, link) -> Entry:
    when = meeting.imported_at
    text = _("Cancelled") if meeting.cancelled else _("Meeting")
    return Entry(uuid_of(meeting), _meeting_title(meeting), link, text, when, when)


def _changes(shown, meeting, link) -> list[Entry]:
    """Of the meeting and of items that are shown; of others not even the name is told."""
    items = shown.of(AgendaItem).filter(meeting=meeting).order_by()
    names = {url: _item_title(number, name) for url, number, name in _told(items)}
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
        what = wording.change(one) or (_("Changed") if one.key != meeting.url else "")
        when = one.run.started_at
        if what:
            id = uuid5(uuid_of(meeting), str(one.pk))
            found.append(Entry(id, f"{names[one.key]}: {what}", link, what, when, when))
    return found


def _told(items):
    return items.values_list("url", "number", "name")


def _item_title(number, name) -> str:
    return " ".join(filter(None, [number, name])) or _("Agenda item")


def _meeting_title(meeting) -> str:
    return ", ".join(filter(None, [meeting.name or _("Council meeting"), _day(meeting.start)]))


def _day(value) -> str:
    """Of a date or a moment, as the city writes it."""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return date_format(local, "DATE_FORMAT")


def uuid_of(row) -> UUID:
    """Of the source's id: it stays when the site's own numbers do not."""
    return UUID(row.key[:32])


def printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t")
