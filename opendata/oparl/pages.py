"""What the pages of a meeting and of a paper show, put together with few queries.

References are collected first and then read type by type: so a page costs the same few queries
whether it has two or two hundred of them.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Concat

from core import linkable
from harvest.models import Change, Run

from . import listing, wording
from .models import (
    AgendaItem,
    AgendaItemFile,
    Consultation,
    ConsultationOrganization,
    File,
    Location,
    Meeting,
    MeetingFile,
    Organization,
    Paper,
    PaperDirection,
    PaperFile,
    PaperLink,
    PaperLocation,
    PaperOriginatorOrganization,
    PaperOriginatorPerson,
    PaperRelated,
    PaperSubordinated,
    PaperSuperordinated,
    Person,
)
from .shown import Hidden, Shown

MOST_CHANGES = 30


@dataclass(frozen=True)
class Event:
    """One line of a change history."""

    moment: object
    text: str


@dataclass
class Entry:
    """One item of an agenda."""

    item: AgendaItem
    paper: Paper | None = None
    files: list[File] = field(default_factory=list)


@dataclass
class Part:
    """Items in a row that are all public, all not (False), or of which it is not told (None)."""

    public: bool | None
    entries: list[Entry] = field(default_factory=list)


@dataclass
class MeetingPage:
    meeting: Meeting
    title: str
    place: Location | None
    invitation: File | None
    minutes: list[File]
    files: list[File]
    participants: list[Person]
    parts: list[Part]
    history: list[Event]

    @property
    def is_divided(self):
        return any(part.public is not None for part in self.parts)


@dataclass
class Step:
    """One stop on a paper's way. The first organization leads."""

    consultation: Consultation
    meeting: Meeting | None
    item: AgendaItem | None
    organizations: list[Organization] = field(default_factory=list)


@dataclass
class PaperPage:
    paper: Paper
    main_file: File | None
    files: list[File]
    way: list[Step]
    persons: list[Person]
    organizations: list[Organization]
    in_charge: list[Organization]
    places: list[Location]
    # [(heading's name, papers)]
    relations: list[tuple[str, list[Paper]]]
    # [(heading, targets)]
    links: list[tuple[str, list[linkable.Target]]]
    history: list[Event]


# --- Meeting -----------------------------------------------------------------------------


def meeting_page(meeting: Meeting) -> MeetingPage:
    """meeting: of listing.with_committees. Seven queries at most."""
    entries = _entries(meeting)
    own = list(MeetingFile.objects.filter(meeting=meeting).values_list("file", flat=True))
    of_items = defaultdict(list)
    items = [entry.item.pk for entry in entries]
    links = AgendaItemFile.objects.filter(agenda_item__in=items)
    for item, file in links.values_list("agenda_item", "file"):
        of_items[item].append(file)
    for entry in entries:
        of_items[entry.item.pk].insert(0, entry.item.resolution_file_id)
    minutes = [meeting.results_protocol_id, meeting.verbatim_protocol_id]
    every = [meeting.invitation_id, *minutes, *own]
    every += [pk for pks in of_items.values() for pk in pks]
    files = _by_pk(listing.files(), every)
    for entry in entries:
        entry.files = _each(files, of_items[entry.item.pk])
    place = meeting.location
    return MeetingPage(
        meeting=meeting,
        title=wording.meeting_title(meeting),
        place=place if place and place.is_published else None,
        invitation=files.get(meeting.invitation_id),
        minutes=_each(files, minutes),
        files=_each(files, own),
        participants=_participants(meeting),
        parts=_parts(entries),
        history=history("meeting", meeting),
    )


def _entries(meeting) -> list[Entry]:
    """The agenda in its order. An item and its consultation may each name the other alone."""
    items = AgendaItem.objects.published().filter(meeting=meeting).defer("raw")
    entries = {item.pk: Entry(item) for item in items.order_by(F("order").asc(nulls_last=True))}
    named = {entry.item.consultation_id: pk for pk, entry in entries.items()}
    named.pop(None, None)
    shown = Consultation.objects.published().filter(paper__in=listing.papers())
    found = shown.filter(Q(pk__in=named) | Q(agenda_item__in=list(entries)))
    columns = ("agenda_item", "paper__name", "paper__reference", "paper__paper_type")
    for one in found.select_related("paper").only(*columns):
        entry = entries.get(one.agenda_item_id) or entries.get(named.get(one.pk))
        if entry is not None and entry.paper is None:
            entry.paper = one.paper
    return list(entries.values())


def _parts(entries) -> list[Part]:
    parts = []
    for entry in entries:
        if not parts or parts[-1].public is not entry.item.public:
            parts.append(Part(entry.item.public))
        parts[-1].entries.append(entry)
    return parts


def _participants(meeting) -> list[Person]:
    links = Meeting.participant.through.objects.filter(meeting=meeting)
    present = listing.persons().filter(pk__in=links.values("person"))
    return list(present.only("name", "title", "given_name", "family_name"))


# --- Paper -------------------------------------------------------------------------------


def paper_page(paper: Paper) -> PaperPage:
    """Nine queries at most; one more for each kind of link, and while editors hide something."""
    way = _way(paper)
    links = _links_of(paper, list(way))
    every = [pk for (name, _owner), pks in links.items() if name in _ORGANIZATIONS for pk in pks]
    organizations = _by_pk(listing.organizations().only("name"), every)
    for pk, step in way.items():
        step.organizations = _each(organizations, links["before", pk])
    hidden = {pk for pk, step in way.items() if links["before", pk] and not step.organizations}
    others = [pk for pk in links["file", paper.pk] if pk != paper.main_file_id]
    files = _by_pk(listing.files(), [paper.main_file_id, *others])
    every = [pk for name in _RELATIONS for pk in links[name, paper.pk]]
    papers = _by_pk(listing.latest_first(listing.papers()), every)
    relations = [(name, _each(papers, links[name, paper.pk])) for name in _RELATIONS]
    persons = _by_pk(listing.persons().defer("raw"), links["person", paper.pk])
    places = _by_pk(listing.places(), links["place", paper.pk])
    places = _each(places, links["place", paper.pk])
    return PaperPage(
        paper=paper,
        main_file=files.get(paper.main_file_id),
        files=_each(files, others),
        way=[step for pk, step in way.items() if pk not in hidden],
        persons=_each(persons, links["person", paper.pk]),
        organizations=_each(organizations, links["originator", paper.pk]),
        in_charge=_each(organizations, links["in_charge", paper.pk]),
        places=[place for place in places if wording.place_lines(place)],
        relations=[(name, papers) for name, papers in relations if papers],
        links=_linked(paper, links),
        history=history("paper", paper),
    )


_ORGANIZATIONS = ("before", "originator", "in_charge")
_RELATIONS = ("superordinated", "subordinated", "related")
# {name: (model of the links, their target)}
_LINKS = {
    "originator": (PaperOriginatorOrganization, "organization"),
    "in_charge": (PaperDirection, "organization"),
    "person": (PaperOriginatorPerson, "person"),
    "place": (PaperLocation, "location"),
    "file": (PaperFile, "file"),
    "superordinated": (PaperSuperordinated, "superordinated"),
    "subordinated": (PaperSubordinated, "subordinated"),
    "related": (PaperRelated, "related"),
}


def _links_of(paper, consultations) -> dict[tuple[str, int], list[int]]:
    """{(name, paper or consultation): targets in their order}; of all lists in one query."""
    before = ConsultationOrganization.objects.filter(consultation__in=consultations)
    first = _named("before", before, "consultation", "organization")
    others = [
        _named(name, model.objects.filter(paper=paper), "paper", target)
        for name, (model, target) in _LINKS.items()
    ]
    own = PaperLink.objects.filter(paper=paper).annotate(
        named=Concat(Value("link:"), "kind", output_field=CharField())
    )
    own = own.order_by().values_list("named", "paper", "pk", "target")
    found = defaultdict(list)
    rows = first.union(*others, own, all=True)
    for name, owner, _position, target in sorted(rows, key=lambda row: row[:3]):
        found[name, owner].append(target)
    return found


def _linked(paper, links) -> list[tuple[str, list[linkable.Target]]]:
    """What the editors point to; a query for each kind of which there is something."""
    found = [
        (kind.heading, kind.targets(links[_kind(kind.name), paper.pk])) for kind in linkable.kinds()
    ]
    return [(heading, targets) for heading, targets in found if targets]


def _kind(name):
    """Apart from the names in _LINKS."""
    return f"link:{name}"


def _named(name, links, owner, target):
    """Rows (name, owner, position, target) of one list of links."""
    named = links.annotate(named=Value(name, CharField())).order_by()
    return named.values_list("named", owner, "position", target)


def _way(paper) -> dict[int, Step]:
    """{consultation: step} in the order of the meetings; what has no date yet comes last."""
    told = Consultation.objects.published().filter(paper=paper).select_related("meeting")
    rows = list(told.defer("raw", "meeting__raw"))
    # An item and its consultation may each name the other alone.
    named = Q(pk__in=[one.agenda_item_id for one in rows]) | Q(consultation__in=rows)
    items = AgendaItem.objects.published().filter(named).select_related("meeting")
    items = list(items.defer("raw", "meeting__raw"))
    by_pk = {item.pk: item for item in items}
    by_consultation = {item.consultation_id: item for item in items}
    named = [one.meeting for one in [*rows, *items] if one.meeting_id]
    seen = Shown(Hidden.kept()).among(Meeting, named)
    meetings = {meeting.pk: meeting for meeting in named if meeting.pk in seen}
    steps = {}
    for one in rows:
        item = by_pk.get(one.agenda_item_id) or by_consultation.get(one.pk)
        meeting = meetings.get(one.meeting_id or (item.meeting_id if item else None))
        steps[one.pk] = Step(one, meeting, item if meeting else None)
    return dict(sorted(steps.items(), key=lambda pair: _when(pair[1])))


def _when(step):
    start = step.meeting.start if step.meeting else None
    return (start is None, start.timestamp() if start else 0, step.consultation.pk)


# --- Both --------------------------------------------------------------------------------


def history(kind: str, row) -> list[Event]:
    """What harvests have changed, the latest first. No query for what has never changed."""
    if row.changed_at == row.imported_at:
        return []
    changes = Change.objects.filter(
        object_kind=kind,
        key=row.url,
        run__source=row.source_id,
        run__status=Run.Status.GOOD,
        run__dry_run=False,
    )
    latest = changes.select_related("run").order_by("-pk")[:MOST_CHANGES]
    events = [Event(one.run.started_at, wording.change(one)) for one in latest]
    return [event for event in events if event.text]


def _by_pk(queryset, pks) -> dict:
    wanted = {pk for pk in pks if pk is not None}
    return {row.pk: row for row in queryset.filter(pk__in=wanted)} if wanted else {}


def _each(by_pk, pks) -> list:
    """Those that are shown, each once, in this order."""
    return [by_pk[pk] for pk in dict.fromkeys(pks) if pk in by_pk]
