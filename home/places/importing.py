"""Import of places from a table: first compared and shown, then written, all or nothing.

A row is the place of its identifier, else the only place of its name, else a new one. A column
that the file lacks is left as it is; an empty cell empties. Rows with faults are left out and
can be downloaded as a file of their own, with the faults beside them.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from core import caching
from core.formats import cells
from core.text.normalise import matching_key
from search import indexing

from . import csv_files, csv_rows, facet_values
from .area import is_outside_city
from .models.place import Place

FAULT_COLUMN = "fehler"
WRITTEN = [name for _column, name in csv_rows.FIELD_OF.items()]


@dataclass
class Change:
    """One row of the file: the place as it would be. differences: [(label, before, after)]."""

    line: csv_files.Line
    place: Place
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the place in the row."""
        return self.line.cells.get("titel") or self.line.cells.get("kennung", "")

    @property
    def is_new(self) -> bool:
        return self.place.pk is None


@dataclass
class Plan:
    """The changes by a file. ignored: unknown columns."""

    table: csv_files.Table
    created: list[Change] = field(default_factory=list)
    updated: list[Change] = field(default_factory=list)
    unchanged: list[Change] = field(default_factory=list)
    faulty: list[Change] = field(default_factory=list)
    missing: list[Place] = field(default_factory=list)
    hidden: list[Place] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    @property
    def has_work(self) -> bool:
        return bool(self.created or self.updated or self.hidden)

    @property
    def warned(self) -> list[Change]:
        changes = (*self.created, *self.updated, *self.unchanged)
        return [change for change in changes if change.warnings]

    @property
    def digest(self) -> str:
        """Unchanged as long as the file would make the same changes to the present directory."""
        said = [
            (change.line.number, change.place.pk, change.differences)
            for change in (*self.created, *self.updated)
        ]
        text = repr((said, [place.pk for place in self.hidden]))
        return hashlib.sha256(text.encode()).hexdigest()


def plan(page, content: bytes, hide_missing: bool = False) -> Plan:
    """Compare a file with a directory; writes nothing.

    Raises ValidationError when the file as a whole cannot be used.
    """
    table = csv_files.read(content)
    columns = _Columns(page, table)
    made = Plan(table, ignored=columns.ignored)
    places = list(page.all_places().order_by("sort_key", "pk"))
    finder = _Finder(page, places, table)
    seen = set()
    for line in table.lines:
        change = columns.change(line, finder)
        if change.place.pk:
            seen.add(change.place.pk)
        if change.faults:
            made.faulty.append(change)
        elif change.is_new:
            made.created.append(change)
        else:
            (made.updated if change.differences else made.unchanged).append(change)
    made.missing = [place for place in places if place.pk not in seen and place.is_shown]
    # With faults in the file it does not say for sure what is missing.
    made.hidden = made.missing if hide_missing and not made.faulty else []
    return made


def apply(page, made: Plan, user) -> None:
    """Write a plan: in one transaction, so that a reader sees all of it or nothing."""
    with transaction.atomic():
        taken = list(page.all_places().values_list("slug", "reference"))
        slugs, references = ({pair[0] for pair in taken}, {pair[1] for pair in taken})
        new = [change.place for change in made.created]
        references |= {place.reference for place in new}
        for place in new:
            place.prepare(slugs, references)
            slugs.add(place.slug)
            references.add(place.reference)
        changed = [change.place for change in made.updated]
        for place in changed:
            place.prepare(slugs, references)
        Place.objects.bulk_create(new, batch_size=200)
        _write(changed)
        Place.objects.filter(pk__in=[place.pk for place in made.hidden]).update(is_shown=False)
        indexing.mark(Place, [place.pk for place in (*new, *changed, *made.hidden)])
        data = {"created": len(new), "updated": len(changed), "hidden": len(made.hidden)}
        log(page, "places.import", user=user, data=data)
    indexing.follow()
    caching.invalidate()


def faults_as_table(made: Plan) -> tuple[list[str], list[list[str]]]:
    """The skipped rows, unchanged, with a column for the fault: header, rows."""
    width = len(made.table.header)
    lines = (
        [*change.line.raw[:width], *[""] * (width - len(change.line.raw)), " ".join(change.faults)]
        for change in made.faulty
    )
    header = [name for name in made.table.header if csv_files.column_name(name) != FAULT_COLUMN]
    keep = [
        at
        for at, name in enumerate(made.table.header)
        if csv_files.column_name(name) != FAULT_COLUMN
    ]
    return [*header, FAULT_COLUMN], [[*(line[at] for at in keep), line[-1]] for line in lines]


def _write(places):
    for place in places:
        place.changed_at = timezone.now()
    fields = [*WRITTEN, "values", "sort_key", "changed_at"]
    Place.objects.bulk_update(places, fields, batch_size=200)


class _Finder:
    """Finds the place of a row."""

    def __init__(self, page, places, table):
        self.page = page
        self.by_reference = {place.reference: place for place in places}
        self.by_title = {}
        for place in places:
            self.by_title.setdefault(matching_key(place.title), []).append(place)
        self.references = Counter(line.cells.get("kennung", "") for line in table.lines)
        self.taken = set()

    def place(self, line) -> tuple[Place, str]:
        """(the place or a new one, why the row cannot be used or "")."""
        reference, title = line.cells.get("kennung", ""), line.cells.get("titel", "")
        if reference and self.references[reference] > 1:
            text = _("The identifier “%(id)s” stands in several rows.") % {"id": reference[:60]}
            return self._new(), text
        if reference not in self.by_reference and (odd := cells.spoilt(reference)):
            return self._new(), odd
        try:
            found = self.by_reference.get(cells.restored(reference, self.by_reference))
        except ValidationError as error:
            return self._new(), error.messages[0]
        same_title = [] if reference else self.by_title.get(matching_key(title), [])
        if len(same_title) > 1:
            return self._new(), _(
                "Several places have this name. Please give the identifier (column kennung)."
            )
        found = found or next(iter(same_title), None)
        if found is None:
            return self._new(), ""
        if found.pk in self.taken:
            return self._new(), _("Another row of the file means the same place.")
        self.taken.add(found.pk)
        return found, ""

    def _new(self):
        return Place(directory=self.page)


class _Columns:
    """The columns of a file that this directory knows."""

    def __init__(self, page, table):
        self.facets = {facet.name_in_data: facet for facet in page.facet_list}
        named = {csv_files.column_name(facet.name): facet for facet in page.facet_list}
        known = {**named, **self.facets}
        self.used = {column: known[column] for column in table.columns if column in known}
        self.fields = [column for column in table.columns if column in csv_rows.FIELD_OF]
        self.ignored = [
            heading
            for heading, column in zip(table.header, table.columns, strict=True)
            if column and column not in {*self.fields, *self.used, FAULT_COLUMN}
        ]
        if "titel" not in self.fields and "kennung" not in self.fields:
            raise ValidationError(
                _(
                    "The file has neither a column “titel” nor a column “kennung”, so no row can "
                    "be told from another. Its columns: %(found)s. Is the first line the header?"
                )
                % {"found": ", ".join(table.header)[:300]}
            )

    def change(self, line, finder) -> Change:
        place, fault = finder.place(line)
        change = Change(line, place)
        change.faults += [text for text in (line.fault, fault) if text]
        if change.faults:
            return change
        before = self._texts(place)
        for column in self.fields:
            self._set(change, column, line.cells.get(column, ""))
        answers = dict(place.values)
        for column, facet in self.used.items():
            self._answer(change, answers, facet, line.cells.get(column, ""))
        place.values = answers
        if not change.faults:
            self._check(change)
        after = self._texts(place)
        change.differences = [
            (name, "" if change.is_new else before[name], after[name])
            for name in after
            if (after[name] if change.is_new else after[name] != before[name])
        ]
        return change

    def _set(self, change, column, text):
        name = csv_rows.FIELD_OF[column]
        if name == "reference" and not text:  # it stays, or follows from the name
            return
        before = csv_rows.write_field(name, getattr(change.place, name))
        if text == before:
            return
        try:
            text = self._whole(change, name, text, before)
            setattr(change.place, name, csv_rows.read_field(name, text))
        except ValidationError as error:
            change.faults += [f"{column}: {message}" for message in error.messages]

    def _whole(self, change, name, text, before) -> str:
        """The text before a spreadsheet changed it. Raises ValidationError where it must not be
        guessed; guessed and odd values are reported as warnings."""
        if odd := cells.spoilt(text):
            if name in csv_rows.EXACT:
                raise ValidationError(odd)
            change.warnings.append(odd)
        whole = cells.restored(text, [before])
        if whole != text:
            message = _("“%(text)s” was read as “%(whole)s”: a spreadsheet has cut leading zeros.")
            change.warnings.append(message % {"text": text[:80], "whole": whole[:80]})
        return whole

    def _answer(self, change, answers, facet, text):
        try:
            value = facet_values.read(facet, text)
        except ValidationError as error:
            change.faults += error.messages
            return
        answers.pop(facet.name_in_data, None)
        if value is not None:
            answers[facet.name_in_data] = value

    def _check(self, change):
        place = change.place
        try:
            place.full_clean(
                exclude=["directory", "slug", "sort_key", "unit", "picture"],
                validate_unique=False,
                validate_constraints=False,
            )
        except ValidationError as error:
            names = {name: column for column, name in csv_rows.FIELD_OF.items()}
            change.faults += [
                f"{names.get(name, name)}: {text}"
                for name, texts in error.message_dict.items()
                for text in texts
            ]
        if is_outside_city(place.latitude, place.longitude):
            change.warnings.append(_("The place lies outside the city. Is that right?"))

    def _texts(self, place) -> dict[str, str]:
        own = {
            column: csv_rows.write_field(name, getattr(place, name))
            for column, name in csv_rows.FIELD_OF.items()
        }
        given = {
            facet.name: facet_values.write(facet, value)
            for key, facet in self.facets.items()
            if facet_values.matches_kind(facet, value := place.values.get(key))
        }
        return own | {facet.name: "" for facet in self.facets.values()} | given
