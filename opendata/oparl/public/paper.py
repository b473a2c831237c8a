"""The content of a paper's page, composed with few queries.

References are collected first and then read type by type: so a page costs the same few queries
whether it has two or two hundred of them.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import CharField, Value
from django.db.models.functions import Concat

from core.registries import linkable

from .. import formatting
from ..models import (
    AgendaItem,
    Consultation,
    ConsultationOrganization,
    File,
    Location,
    Meeting,
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
from ..visibility import HiddenObjects, Visibility
from . import lists
from .history import Event, history


@dataclass
class Step:
    """One step on a paper's way. The first organization leads."""

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


def paper_page(paper: Paper) -> PaperPage:
    """Eight queries, and one more each for items that alone name a consultation, for each kind of
    link, and while editors hide something."""
    way = _way(paper)
    links = _links_of(paper, list(way))
    every = [pk for (name, _owner), pks in links.items() if name in _ORGANIZATIONS for pk in pks]
    organizations = lists.organizations().only("name").in_bulk(every)
    for pk, step in way.items():
        step.organizations = lists.pick(organizations, links["before", pk])
    hidden = {pk for pk, step in way.items() if links["before", pk] and not step.organizations}
    shown = [step for pk, step in way.items() if pk not in hidden]
    others = [pk for pk in links["file", paper.pk] if pk != paper.main_file_id]
    files = lists.files().in_bulk([paper.main_file_id, *others])
    every = [pk for name in _RELATIONS for pk in links[name, paper.pk]]
    papers = lists.latest_first(lists.papers()).in_bulk(every)
    relations = [(name, lists.pick(papers, links[name, paper.pk])) for name in _RELATIONS]
    persons = lists.persons().defer("raw").in_bulk(links["person", paper.pk])
    places = lists.places().in_bulk(links["place", paper.pk])
    places = lists.pick(places, links["place", paper.pk])
    return PaperPage(
        paper=paper,
        main_file=files.get(paper.main_file_id),
        files=lists.pick(files, others),
        way=shown,
        persons=lists.pick(persons, links["person", paper.pk]),
        organizations=lists.pick(organizations, links["originator", paper.pk]),
        in_charge=lists.pick(organizations, links["in_charge", paper.pk]),
        places=[place for place in places if formatting.place_lines(place)],
        relations=[(name, papers) for name, papers in relations if papers],
        links=_linked(paper, links),
        history=history(paper, _items_of(shown)),
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
    """The editors' links; one query for each kind in use."""
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
    """{consultation: step} in the order of the meetings; those without a date come last."""
    consultations = (
        Consultation.objects.published()
        .filter(paper=paper)
        .defer(*("raw", "meeting__raw", "agenda_item__raw", "agenda_item__meeting__raw"))
    )
    rows = list(consultations.select_related("meeting", "agenda_item__meeting"))
    items = {one.pk: one.agenda_item for one in rows if one.agenda_item_id}
    items |= _items_that_name([one for one in rows if one.pk not in items])
    items = {pk: item for pk, item in items.items() if item.is_published}
    named = [one.meeting for one in [*rows, *items.values()] if one.meeting_id]
    seen = Visibility(HiddenObjects.cached()).among(Meeting, named)
    meetings = {meeting.pk: meeting for meeting in named if meeting.pk in seen}
    steps = {}
    for one in rows:
        item = items.get(one.pk)
        meeting = meetings.get(one.meeting_id or (item.meeting_id if item else None))
        steps[one.pk] = Step(one, meeting, item if meeting else None)
    return dict(sorted(steps.items(), key=lambda pair: _when(pair[1])))


def _items_that_name(consultations) -> dict[int, AgendaItem]:
    """{consultation: item}, where only the item names the consultation."""
    if not consultations:
        return {}
    items = AgendaItem.objects.published().filter(consultation__in=consultations)
    items = items.select_related("meeting").defer("raw", "meeting__raw")
    return {item.consultation_id: item for item in items}


def _items_of(way: list[Step]) -> dict[AgendaItem, str]:
    """{item: its meeting's title}"""
    steps = [step for step in way if step.item and step.meeting]
    return {step.item: formatting.meeting_title(step.meeting) for step in steps}


def _when(step):
    start = step.meeting.start if step.meeting else None
    return (start is None, start.timestamp() if start else 0, step.consultation.pk)
