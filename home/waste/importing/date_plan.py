"""The plan of an import of dates: the changes to the calendar.

The years in the file are replaced, others stay. A removed date with a new one of the same area and
kind within six days has moved: it keeps its id in the calendars of readers.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from home.waste.models.dates import CollectionDate

from .date_rows import Read
from .sheet import Fault

MOVES_AT_MOST = 6
COUNTED = ("created", "changed", "removed", "unchanged")
BATCH = 500


@dataclass
class Change:
    """A date that stays with another day or note; before: day, note."""

    row: CollectionDate
    before: tuple[date, str]


@dataclass
class DatePlan:
    """The changes to write; years: {year: {"created", "changed", "removed", "unchanged"}}."""

    created: list[CollectionDate] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    removed: list[CollectionDate] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    encoding: str = ""
    years: dict[int, dict[str, int]] = field(default_factory=dict)

    @property
    def number(self) -> int:
        return len(self.created) + len(self.changed) + len(self.removed)

    @property
    def has_work(self) -> bool:
        return not self.faults and self.number > 0

    @property
    def digest(self) -> str:
        """Unchanged as long as the file would make the same changes to the present calendar."""
        rows = [(one.area_id, one.kind_id, one.day, one.note) for one in self.created]
        rows += [(one.row.pk, one.row.day, one.row.note, one.before) for one in self.changed]
        rows += [one.pk for one in self.removed]
        return hashlib.sha256(repr(rows).encode()).hexdigest()

    def write(self):
        """Called in a transaction (importing.apply)."""
        gone = [one.pk for one in self.removed]
        for at in range(0, len(gone), BATCH):
            CollectionDate.objects.filter(pk__in=gone[at : at + BATCH]).delete()
        rows = [one.row for one in self.changed]
        for row in rows:
            row.touch()
        fields = ["day", "note", "known_since", "changed_at"]
        CollectionDate.objects.bulk_update(rows, fields, batch_size=BATCH)
        CollectionDate.objects.bulk_create(self.created, batch_size=BATCH)


def plan(read: Read, is_whole: bool) -> DatePlan:
    """is_whole: missing dates in the file's years are deleted; else only those of the areas and
    kinds in the file."""
    made = DatePlan(faults=list(read.faults), ignored=read.ignored, encoding=read.encoding)
    wishes = _without_duplicates(read, made)
    if made.faults:
        made.faults.sort(key=lambda fault: fault.line)
        return made
    there = {(row.area_id, row.kind_id, row.day): row for row in _scope(read, is_whole)}
    new = []
    for key, wish in wishes.items():
        row = there.pop(key, None)
        if row is None:
            new.append(wish)
        elif wish.note is not None and wish.note != row.note:
            _change(made, row, note=wish.note)
        else:
            made.unchanged += 1
            _count(made, row.day, "unchanged")
    _pair_moves(made, new, there)
    return made


def _without_duplicates(read, made) -> dict:
    """{key: wish}; duplicates in the file are faults."""
    found = {}
    for wish in read.wishes:
        first = found.setdefault(wish.key, wish)
        if first is not wish:
            text = f"{wish.area}, {wish.kind}, {wish.day:%d.%m.%Y}"
            reason = _("This date stands in row %(n)s already.") % {"n": first.line}
            made.faults.append(Fault(wish.line, text, reason))
    return found


def _scope(read, is_whole):
    """The rows that the file may change."""
    rows = CollectionDate.objects.of_years({wish.day.year for wish in read.wishes})
    areas = {wish.area.pk for wish in read.wishes}
    if read.is_of_areas or not is_whole:
        rows = rows.filter(area__in=areas)
    rows = rows.select_related("area", "kind").order_by("day", "pk")
    if is_whole:
        return rows
    pairs = {wish.key[:2] for wish in read.wishes}
    return [row for row in rows if (row.area_id, row.kind_id) in pairs]


def _pair_moves(made, new, there):
    """Pair added and removed dates; the rest is new, or deleted."""
    going = {}
    for row in there.values():
        going.setdefault((row.area_id, row.kind_id), []).append(row)
    for wish in sorted(new, key=lambda wish: wish.day):
        near = [row for row in going.get(wish.key[:2], ()) if _is_near(row, wish)]
        if near:
            row = min(near, key=lambda row: abs((row.day - wish.day).days))
            going[wish.key[:2]].remove(row)
            _change(made, row, day=wish.day, note=row.note if wish.note is None else wish.note)
        else:
            row = CollectionDate(area=wish.area, kind=wish.kind, day=wish.day, note=wish.note or "")
            made.created.append(row)
            _count(made, row.day, "created")
    made.removed = [row for rows in going.values() for row in rows]
    for row in made.removed:
        _count(made, row.day, "removed")


def _is_near(row, wish) -> bool:
    return abs((row.day - wish.day).days) <= MOVES_AT_MOST and row.day.year == wish.day.year


def _change(made, row, **values):
    before = row.day, row.note
    for name, value in values.items():
        setattr(row, name, value)
    made.changed.append(Change(row, before))
    _count(made, row.day, "changed")


def _count(made, day, what):
    year = made.years.setdefault(day.year, dict.fromkeys(COUNTED, 0))
    year[what] += 1
