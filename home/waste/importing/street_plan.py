"""The plan of an import of streets: `strasse; ortsteil; von; bis; seite; bezirk`.

A street has a row for each part that belongs to an area of its own. A known street keeps its
address when its parts change.
"""

import hashlib
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.formats import cells
from core.text.normalise import matching_key
from home.waste.models.streets import Street, Stretch
from home.waste.rows import STREET_COLUMNS
from home.waste.spelling import HIGHEST_NUMBER, street_key
from search import indexing

from .names import Areas
from .sheet import Fault, Sheet

BATCH = 300
_SIDES = {
    Stretch.Side.BOTH: ("", "alle", "beide", "beidseitig", "all", "both"),
    Stretch.Side.ODD: ("ungerade", "u", "odd"),
    Stretch.Side.EVEN: ("gerade", "g", "even"),
}
_SIDE_OF = {word: side for side, words in _SIDES.items() for word in words}


@dataclass
class Change:
    """A street with its new parts. before: the present parts, in words; "" for a new street."""

    street: Street
    stretches: list[Stretch] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    before: str = ""

    @property
    def after(self) -> str:
        return describe(self.stretches)


@dataclass
class StreetPlan:
    """The changes to write."""

    created: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    removed: list[Street] = field(default_factory=list)
    missing: list[Street] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    encoding: str = ""

    @property
    def number(self) -> int:
        return len(self.created) + len(self.changed) + len(self.removed)

    @property
    def has_work(self) -> bool:
        return not self.faults and self.number > 0

    @property
    def digest(self) -> str:
        """Unchanged as long as the file would make the same changes to the present streets."""
        both = (*self.created, *self.changed)
        rows = [(one.street.pk, one.street.key, one.before, one.after) for one in both]
        return hashlib.sha256(repr((rows, [one.pk for one in self.removed])).encode()).hexdigest()

    def write(self):
        """Called in a transaction (importing.apply)."""
        for street in self.removed:  # one by one: their addresses are remembered as gone
            street.delete()
        taken = set(Street.objects.values_list("slug", flat=True))
        for one in self.created:
            one.street.assign_slug(taken)
            taken.add(one.street.slug)
        Street.objects.bulk_create([one.street for one in self.created], batch_size=BATCH)
        changed = [one.street for one in self.changed]
        for at in range(0, len(changed), BATCH):
            Stretch.objects.filter(street__in=changed[at : at + BATCH]).delete()
        both = [*self.created, *self.changed]
        rows = [_stretch_of(stretch, one.street) for one in both for stretch in one.stretches]
        Stretch.objects.bulk_create(rows, batch_size=BATCH)
        indexing.mark(Street, [one.street.pk for one in self.created])


def plan(sheet: Sheet, is_whole: bool) -> StreetPlan:
    """is_whole: missing streets are deleted. Raises ValidationError for missing columns."""
    sheet.require(["strasse", "bezirk"])
    made = StreetPlan(ignored=sheet.ignored(STREET_COLUMNS), encoding=sheet.encoding)
    known = {(one.key, one.district_key): one for one in _streets()}
    given, areas = {}, Areas()
    for line in sheet.lines:
        try:
            _add_row(line, given, known, areas)
        except ValidationError as error:
            made.faults += [line.fault(reason) for reason in error.messages]
    for key, change in given.items():
        _compare(made, change, known.get(key))
    made.missing = [street for key, street in known.items() if key not in given]
    made.removed = made.missing if is_whole and not made.faults else []
    return made


def _streets():
    return Street.objects.order_by("sort_key", "pk").prefetch_related("stretches__area")


def _add_row(line, given, known, areas):
    """Add a row to its street. Raises ValidationError."""
    name, district = line.cells["strasse"], line.cells.get("ortsteil", "")
    key = street_key(name), street_key(district)
    if not key[0]:
        raise ValidationError(_("The cell %(column)s is empty.") % {"column": "strasse"})
    for text in (name, district):
        if told := cells.spoilt_name(text):
            raise ValidationError(told)
    if not line.cells["bezirk"]:
        raise ValidationError(_("The cell %(column)s is empty.") % {"column": "bezirk"})
    street = known.get(key) or Street(name=name, district=district)
    if street.pk is None:
        street.prepare()
        street.clean_fields(exclude=["slug"])
    stretch = _stretch(line, areas)
    change = given.setdefault(key, Change(street))
    for number, other in zip(change.lines, change.stretches, strict=True):
        if stretch.overlaps(other):
            raise ValidationError(
                _("These house numbers stand in line %(n)s already.") % {"n": number}
            )
    change.stretches.append(stretch)
    change.lines.append(line.number)


def _stretch(line, areas) -> Stretch:
    side = matching_key(line.cells.get("seite", ""))
    if side not in _SIDE_OF:
        raise ValidationError(
            _("“%(text)s”: please write gerade, ungerade or alle.") % {"text": side[:80]}
        )
    first = _number(line.cells.get("von", ""), 1)
    last = _number(line.cells.get("bis", ""), HIGHEST_NUMBER)
    if last < first:
        raise ValidationError(_("The last number is before the first one."))
    area = areas.find(line.cells["bezirk"])
    stretch = Stretch(area=area, side=_SIDE_OF[side], first=first, last=last)
    if not (stretch.covers(first) or stretch.covers(first + 1) and first < last):
        raise ValidationError(_("No house number of this side lies between these two."))
    return stretch


def _number(text, otherwise) -> int:
    if not text:
        return otherwise
    if odd := cells.spoilt(text):
        raise ValidationError(odd)
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= HIGHEST_NUMBER):
        raise ValidationError(
            _(
                "“%(text)s” is no house number. Please write it without letters, which belong to "
                "their number."
            )
            % {"text": text[:80]}
        )
    return int(text)


def _compare(made, change, known):
    change.stretches.sort(key=_order)
    if known is None:
        made.created.append(change)
        return
    there = sorted(known.stretches.all(), key=_order)
    if [_order(one) for one in there] == [_order(one) for one in change.stretches]:
        made.unchanged += 1
    else:
        change.before = describe(there)
        made.changed.append(change)


def _order(stretch):
    return stretch.first, stretch.last, stretch.side, stretch.area_id


def describe(stretches) -> str:
    """`1–19 odd: Area 1; from 20: Area 2`"""
    return "; ".join(map(str, stretches)) or "–"


def _stretch_of(stretch, street):
    stretch.street = street
    return stretch
