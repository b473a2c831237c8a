"""Wizard of a form of several pages: values typed so far, pages shown, errors left."""

import time
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from submissions import private_files
from submissions.honeypot import LATEST, SOONEST, stamp
from submissions.uploads import UploadField

from . import conditions
from .formatting import shown


@dataclass(frozen=True)
class ReviewSection:
    """One page of the form as the review shows it. number: of the page, from 1."""

    number: int
    title: str
    answers: list[tuple[str, str, str]]  # label, answer, id of the field


class Wizard:
    """One reader's progress through one form: the page with its draft."""

    def __init__(self, page, draft):
        self.page, self.draft = page, draft
        self.sections = page.sections
        self.files = {file.field: file for file in draft.files.all()}

    @cached_property
    def full_form(self):
        """The form of all pages, bound to everything that was typed and chosen so far."""
        data = QueryDict(mutable=True)
        for name, values in self.draft.typed.items():
            data.setlist(name, values)
        data["opened"] = self.stamp
        return self.page.get_form_class()(data, self.stored_files(), page=self.page)

    @property
    def stamp(self) -> str:
        """When the reader began; never too old, as the draft itself ends after a day."""
        age = int(time.time() - self.draft.created_at.timestamp())
        return stamp(min(max(age, SOONEST), LATEST // 2))

    @cached_property
    def answers(self) -> dict:
        """{name: value} of all answers that are right and asked for."""
        self.full_form.errors  # noqa: B018 - cleans
        return self.full_form.cleaned_data

    @cached_property
    def shown(self) -> list[int]:
        """The numbers of the pages that these answers show, from 0."""
        rows = conditions.visible(self.page.all_rows, self.answers)
        visible = {id(row) for row in rows}
        return [
            number
            for number, section in enumerate(self.sections)
            if (section.row is None or id(section.row) in visible)
            and any(id(row) in visible and row.field_type != "hidden" for row in section.rows)
        ]

    def form(self, number, *args, **kwargs):
        """The form of one page; unbound it shows what was typed."""
        form = self.page.form_for(
            number, *args, known=self.answers, initial=self._initial(number), **kwargs
        )
        form.stored = {name: file.name for name, file in self.files.items()}
        return form

    def next_section(self, number) -> int | None:
        return next((one for one in self.shown if one > number), None)

    def previous_section(self, number) -> int | None:
        return next((one for one in reversed(self.shown) if one < number), None)

    def progress(self, number) -> dict:
        """For the template: `Schritt 2 von 4`. Steps count what is shown."""
        shown = sorted({*self.shown, number})
        return {
            "number": shown.index(number) + 1,
            "count": len(shown),
            "section": self.sections[number],
            "is_certain": True,
        }

    def first_invalid(self) -> int | None:
        """The number of the first page with an error."""
        names = {*self.full_form.errors} - {"__all__"}
        return next(
            (
                number
                for number in self.shown
                if names & {conditions.name_of(row) for row in self.sections[number].rows}
            ),
            None,
        )

    def review(self) -> list[ReviewSection]:
        """All answers by page, as people read them."""
        given = self.full_form.answers()
        asked = {id(row) for row in self.full_form.asked}
        return [
            ReviewSection(
                number + 1,
                self.sections[number].title,
                [
                    (row.label, shown(row.field_type, given[row.clean_name]), _anchor(row))
                    for row in self.sections[number].rows
                    if id(row) in asked and row.field_type != "hidden"
                ],
            )
            for number in self.shown
        ]

    def save_typed(self, form) -> None:
        """Save the values typed on this page, valid or not, and its valid files."""
        names = [name for name, field in form.fields.items() if not isinstance(field, UploadField)]
        typed = {
            name: form.data.getlist(name) for name in names if name not in ("opened", "leave_empty")
        }
        self.draft.typed = {**self.draft.typed, **typed}
        self.draft.save()
        for name, file in form.attached().items():
            if name in form.sent_files:
                self._save_file(name, file)

    def stored_files(self) -> MultiValueDict:
        """{name: file} as if they had been sent just now."""
        files = self.draft.files.all()
        return MultiValueDict(
            {file.field: [SimpleUploadedFile(file.name, file.read())] for file in files}
        )

    def _save_file(self, name, file):
        with private_files.together() as store, transaction.atomic():
            self.draft.files.filter(field=name).delete()
            store(self.draft, name, file)

    def _initial(self, number):
        typed = self.draft.typed
        initial = {"opened": self.stamp}
        for row in self.sections[number].rows:
            name = conditions.name_of(row)
            if name in typed:
                initial[name] = _as_initial(row, typed[name])
        return initial


def _as_initial(row, values):
    if row.field_type == "checkboxes":
        return values
    if row.field_type == "checkbox":
        return bool(values)
    return values[-1] if values else ""


def _anchor(row) -> str:
    many = row.field_type in ("radio", "checkboxes")
    return f"feld-{row.clean_name}" + ("_0" if many else "")
