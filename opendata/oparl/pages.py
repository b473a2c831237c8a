"""What the pages of a meeting and of a paper show, put together with few queries.

References are collected first and then read type by type: so a page costs the same few queries
whether it has two or two hundred of them.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import F, IntegerField, Q, Value

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
    PaperLocation,
    PaperOriginatorOrganization,
    PaperOriginatorPerson,
    PaperRelated,
    PaperSubordinated,
    PaperSuperordinated,
    Person,
)

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
    """Ten queries at most."""
    of_paper = {"paper": paper}
    others = list(PaperFile.objects.filter(**of_paper).values_list("file", flat=True))
    files = _by_pk(listing.files(), [paper.main_file_id, *others])
    others = [pk for pk in others if pk != paper.main_file_id]
    places = PaperLocation.objects.filter(**of_paper).values("location")
    persons = PaperOriginatorPerson.objects.filter(**of_paper).values("person")
    way = _way(paper)
    links = _links(
        _numbered(PaperOriginatorOrganization.objects.filter(**of_paper), "organization", 1),
        _numbered(PaperDirection.objects.filter(**of_paper), "organization", 2),
        _numbered(
            ConsultationOrganization.objects.filter(consultation__in=[*way]), "organization", 0
        ),
    )
    columns = ("name", "short_name")
    every = [pk for pks in links.values() for pk in pks]
    organizations = _by_pk(listing.organizations().only(*columns), every)
    for pk, step in way.items():
        step.organizations = _each(organizations, links.get((0, pk), []))
    hidden = {pk for pk, step in way.items() if links.get((0, pk)) and not step.organizations}
    return PaperPage(
        paper=paper,
        main_file=files.get(paper.main_file_id),
        files=_each(files, others),
        way=[step for pk, step in way.items() if pk not in hidden],
        persons=list(listing.persons().filter(pk__in=persons).defer("raw")),
        organizations=_each(organizations, links.get((1, paper.pk), [])),
        in_charge=_each(organizations, links.get((2, paper.pk), [])),
        places=[one for one in listing.places().filter(pk__in=places) if wording.place_lines(one)],
        relations=_relations(paper),
        history=history("paper", paper),
    )


def _way(paper) -> dict[int, Step]:
    """{consultation: step} in the order of the meetings; what has no date yet comes last."""
    rows = Consultation.objects.published().filter(paper=paper)
    rows = rows.select_related("meeting", "agenda_item", "agenda_item__meeting")
    rows = rows.defer("raw", "meeting__raw", "agenda_item__raw", "agenda_item__meeting__raw")
    # An agenda item may name its consultation without being named by it.
    naming = AgendaItem.objects.published().filter(consultation__paper=paper).defer("raw")
    named = {item.consultation_id: item for item in naming.select_related("meeting")}
    steps = {}
    for one in rows:
        item = one.agenda_item or named.get(one.pk)
        item = item if item and item.is_published else None
        steps[one.pk] = Step(one, one.meeting or (item.meeting if item else None), item)
    pks = [step.meeting.pk for step in steps.values() if step.meeting]
    shown = set(listing.meetings().filter(pk__in=pks).values_list("pk", flat=True))
    for step in steps.values():
        if step.meeting and step.meeting.pk not in shown:
            step.meeting = step.item = None
    return dict(sorted(steps.items(), key=lambda pair: _when(pair[1])))


def _when(step):
    start = step.meeting.start if step.meeting else None
    return (start is None, start.timestamp() if start else 0, step.consultation.pk)


def _relations(paper) -> list[tuple[str, list[Paper]]]:
    of_paper = {"paper": paper}
    links = _links(
        _numbered(PaperSuperordinated.objects.filter(**of_paper), "superordinated", 0),
        _numbered(PaperSubordinated.objects.filter(**of_paper), "subordinated", 1),
        _numbered(PaperRelated.objects.filter(**of_paper), "related", 2),
    )
    every = [pk for pks in links.values() for pk in pks]
    found = _by_pk(listing.latest_first(listing.papers()), every)
    named = ((0, "superordinated"), (1, "subordinated"), (2, "related"))
    relations = [(name, _each(found, links.get((number, paper.pk), []))) for number, name in named]
    return [(name, papers) for name, papers in relations if papers]


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


def _numbered(links, target, number):
    """(number, owner, position, target) of each link; queries of this form go into one union."""
    owner = "consultation" if links.model is ConsultationOrganization else "paper"
    numbered = links.annotate(number=Value(number, IntegerField())).order_by()
    return numbered.values_list("number", owner, "position", target)


def _links(first, *others) -> dict[tuple[int, int], list[int]]:
    """{(number, owner): targets in their order}. One query."""
    found = defaultdict(list)
    for number, owner, _position, target in sorted(
        first.union(*others, all=True), key=lambda row: row[:3]
    ):
        found[number, owner].append(target)
    return found


def _by_pk(queryset, pks) -> dict:
    wanted = {pk for pk in pks if pk is not None}
    return {row.pk: row for row in queryset.filter(pk__in=wanted)} if wanted else {}


def _each(by_pk, pks) -> list:
    """Those that are shown, each once, in this order."""
    return [by_pk[pk] for pk in dict.fromkeys(pks) if pk in by_pk]
