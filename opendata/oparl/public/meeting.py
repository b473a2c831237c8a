"""The content of a meeting's page, composed with few queries.

References are collected first and then read type by type: so a page costs the same few queries
whether it has two or two hundred of them.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import F, Q

from .. import formatting
from ..models import (
    AgendaItem,
    AgendaItemFile,
    Consultation,
    File,
    Location,
    Meeting,
    MeetingFile,
    Paper,
    Person,
)
from . import lists
from .history import Event, history


@dataclass
class Entry:
    """One item of an agenda."""

    item: AgendaItem
    paper: Paper | None = None
    files: list[File] = field(default_factory=list)


@dataclass
class Part:
    """Consecutive items that are all public (True), non-public (False), or undetermined (None)."""

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
    files = lists.files().in_bulk(every)
    for entry in entries:
        entry.files = lists.pick(files, of_items[entry.item.pk])
    place = meeting.location
    return MeetingPage(
        meeting=meeting,
        title=formatting.meeting_title(meeting),
        place=place if place and place.is_published else None,
        invitation=files.get(meeting.invitation_id),
        minutes=lists.pick(files, minutes),
        files=lists.pick(files, own),
        participants=_participants(meeting),
        parts=_parts(entries),
        history=history(meeting, {e.item: formatting.item_title(e.item) for e in entries}),
    )


def _entries(meeting) -> list[Entry]:
    """The agenda in its order. The link of item and consultation may be on either side only."""
    items = AgendaItem.objects.published().filter(meeting=meeting).defer("raw")
    entries = {item.pk: Entry(item) for item in items.order_by(F("order").asc(nulls_last=True))}
    named = {entry.item.consultation_id: pk for pk, entry in entries.items()}
    named.pop(None, None)
    shown = Consultation.objects.published().filter(paper__in=lists.papers())
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
    present = lists.persons().filter(pk__in=links.values("person"))
    return list(present.only("name", "title", "given_name", "family_name"))
