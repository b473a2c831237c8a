"""From an editor's fields to a form of Django: right keyboards, limits, words for what is wrong."""

import json
import re
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from submissions.honeypot import HoneypotForm
from submissions.uploads import UploadField, safe_name

from . import conditions

LINE_LENGTH = 255
TEXT_LENGTH = 10_000
# What XML 1.0 (section 2.2) has no place for, except line breaks and tabs.
_NO_TEXT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class PlainTextField(forms.CharField):
    """Text without control characters: fit for databases, XML and spreadsheets."""

    def __init__(self, *, one_line=False, **kwargs):
        self.one_line = one_line
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values:
            return self.empty_value
        text = _NO_TEXT.sub("", str(value).replace("\r\n", "\n"))
        return super().to_python(" ".join(text.split()) if self.one_line else text)


@dataclass
class Element:
    """A part of the form, top to bottom. field: None for a heading.

    source: the field on the same page on which it depends; then the page's script hides it, and
    without script it says when it is to be answered. stored: the file that is here already.
    """

    row: object
    field: forms.BoundField | None = None
    source: forms.BoundField | None = None
    stored: str = ""

    @property
    def shown_by(self) -> list[str]:
        """The answers that show it; []: any."""
        return conditions.lines(self.row.condition_answers)

    @property
    def shown_by_as_json(self) -> str:
        return json.dumps(self.shown_by)

    @property
    def is_group(self):
        return self.field is not None and self.row.field_type in ("radio", "checkboxes")


class CityForm(BaseForm, HoneypotForm):
    """A form that citizens fill in, or one page of it. `rows`: the editor's fields (FormField).

    rows_before, known: the rows of the pages before, and their answers {name: value}; what is
    asked here may depend on them. stored: {name: file name} of what came before.
    """

    rows: list = []
    rows_before: list = []
    known: dict = {}
    stored: dict = {}
    sent_files: frozenset = frozenset()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"auto_id": "feld-%s", **kwargs})

    @property
    def elements(self) -> list[Element]:
        """What is asked, and what may be asked as soon as something on this page is answered."""
        found: list[Element] = []
        fields: dict[str, forms.BoundField | None] = {}
        before = {conditions.name_of(row) for row in self._visible(self.known)}
        for row in self.rows:
            name = conditions.name_of(row)
            label = conditions.folded(row.condition_question)
            source = fields.get(label)
            if (source is None and name not in before) or (
                row.is_asked and name not in self.fields
            ):
                continue
            field = self[name] if row.is_asked else None
            found.append(Element(row, field, source, self.stored.get(name, "")))
            if field is not None:
                fields[conditions.folded(row.label)] = field
        return found

    def _clean_fields(self):
        super()._clean_fields()
        for name in {*map(conditions.name_of, self.rows)} - {*self._asked_names()}:
            self.errors.pop(name, None)
            self.cleaned_data.pop(name, None)

    def _asked_names(self):
        """The names of what these answers show."""
        return [conditions.name_of(row) for row in self._visible(self.cleaned_data)]

    def _visible(self, answers):
        rows = conditions.visible([*self.rows_before, *self.rows], {**self.known, **answers})
        own = {id(row) for row in self.rows}
        return [row for row in rows if id(row) in own]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """[(what is wrong, the id of the field that it is about or "")] for the summary."""
        general = [(error, "") for error in self.non_field_errors()]
        for element in self.elements:
            if element.field is not None:
                target = element.field.auto_id + ("_0" if element.is_group else "")
                general += [(error, target) for error in element.field.errors]
        return general

    @property
    def takes_files(self) -> bool:
        return any(isinstance(field, UploadField) for field in self.fields.values())

    @property
    def lost_files(self) -> bool:
        """Whether files were chosen that a browser forgets when the form comes back."""
        return bool(self.errors) and any(
            self.files.get(self.add_prefix(name)) and name not in self.stored
            for name, field in self.fields.items()
            if isinstance(field, UploadField)
        )

    def refuse_too_large(self, names):
        """Say of the files that `submissions.uploads.Quota` passed over that it did."""
        for name in names:
            field = self.fields.get(name)
            if isinstance(field, UploadField):
                self.errors.pop(name, None)
                self.add_error(name, field.too_large())

    def answers(self) -> dict:
        """{name: value} as it is stored: texts, true or false, lists of texts, names of files."""
        given = {
            row.clean_name: _stored(self.cleaned_data.get(row.clean_name)) for row in self._asked()
        }
        fixed = {row.clean_name: row.default_value for row in self._hidden()}
        return {row.clean_name: {**given, **fixed}[row.clean_name] for row in self.asked}

    def questions(self) -> list[dict]:
        return [
            {"name": row.clean_name, "label": row.label, "type": str(row.field_type)}
            for row in self.asked
        ]

    @property
    def asked(self) -> list:
        """The rows that have an answer: what the other answers hide is not among them."""
        return [row for row in self._visible(self.cleaned_data) if row.is_asked]

    def attached(self) -> dict:
        """{name: uploaded file}."""
        found = {
            name: self.cleaned_data.get(name)
            for name, field in self.fields.items()
            if isinstance(field, UploadField)
        }
        return {name: file for name, file in found.items() if file}

    def _asked(self):
        return [row for row in self.asked if row.field_type != "hidden"]

    def _hidden(self):
        return [row for row in self.asked if row.field_type == "hidden"]


class CityFormBuilder(FormBuilder):
    """Wagtail's builder with the fields of this site."""

    def __init__(self, fields):
        super().__init__(list(fields))

    @property
    def formfields(self):
        rows, self.fields = self.fields, [row for row in self.fields if _is_shown(row)]
        try:
            return super().formfields
        finally:
            self.fields = rows

    def get_form_class(self):
        return type("CityForm", (CityForm,), {**self.formfields, "rows": self.fields})

    def get_field_options(self, field):
        options = super().get_field_options(field)
        options["error_messages"] = {"required": _required(field)}
        if field.field_type != "checkboxes":
            options["initial"] = field.default_value.strip()
        return options

    def create_singleline_field(self, field, options):
        options["error_messages"]["max_length"] = _(
            "Please write at most %(limit_value)s characters."
        )
        widget = forms.TextInput(attrs=_attrs(field, {"tel": "tel", "postal-code": "numeric"}))
        return PlainTextField(one_line=True, max_length=LINE_LENGTH, widget=widget, **options)

    def create_multiline_field(self, field, options):
        options["error_messages"]["max_length"] = _(
            "Please write at most %(limit_value)s characters."
        )
        widget = forms.Textarea(attrs={"rows": 6, **_attrs(field)})
        return PlainTextField(max_length=TEXT_LENGTH, widget=widget, **options)

    def create_email_field(self, field, options):
        options["error_messages"]["invalid"] = _(
            "Enter a whole mail address, for example name@example.org."
        )
        return forms.EmailField(
            max_length=254, widget=forms.EmailInput(attrs=_attrs(field)), **options
        )

    def create_number_field(self, field, options):
        options["error_messages"] |= {
            "invalid": _("Please enter a number."),
            "min_value": _("Please enter a number of at least %(limit_value)s."),
            "max_value": _("Please enter a number of at most %(limit_value)s."),
        }
        return forms.DecimalField(
            min_value=field.minimum,
            max_value=field.maximum,
            max_digits=18,
            decimal_places=6,
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal", **_attrs(field)}),
            **options,
        )

    def create_date_field(self, field, options):
        options["error_messages"]["invalid"] = _("Please enter a date, for example 31.12.2026.")
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **_attrs(field)})
        return forms.DateField(input_formats=["%Y-%m-%d", "%d.%m.%Y"], widget=widget, **options)

    def create_dropdown_field(self, field, options):
        choices = [("", _("Please choose")), *self.get_formatted_field_choices(field)]
        return forms.ChoiceField(choices=choices, **options)

    def create_checkbox_field(self, field, options):
        options["initial"] = bool(field.default_value.strip())
        return super().create_checkbox_field(field, options)

    def create_file_field(self, field, options):
        options.pop("initial")
        limits = _("%(kinds)s; up to %(n)s MB") % {
            "kinds": field.get_accepted_display(),
            "n": field.max_megabytes,
        }
        options["help_text"] = "\n".join(filter(None, [options["help_text"], limits]))
        return UploadField(accepted=field.accepted, max_megabytes=field.max_megabytes, **options)

    def get_formatted_field_choices(self, field):
        lines = dict.fromkeys(" ".join(line.split()) for line in field.choices.splitlines())
        return [(line, line) for line in lines if line]

    def get_formatted_field_initial(self, field):
        return [line.strip() for line in field.default_value.splitlines() if line.strip()]


def _is_shown(row) -> bool:
    return row.is_asked and row.field_type != "hidden"


def _attrs(field, keyboards=None):
    attrs = {"autocomplete": field.meaning} if field.meaning else {}
    keyboard = (keyboards or {}).get(field.meaning)
    return {**attrs, "inputmode": keyboard} if keyboard else attrs


def _required(field):
    words = {
        "checkbox": _("Please tick “%(label)s”."),
        "radio": _("Please choose under “%(label)s”."),
        "checkboxes": _("Please choose under “%(label)s”."),
        "dropdown": _("Please choose under “%(label)s”."),
        "file": _("Please choose a file under “%(label)s”."),
    }
    text = words.get(field.field_type, _("Please fill in “%(label)s”."))
    return str(text) % {"label": field.label}


def _stored(value):
    if value is None:
        return ""
    if isinstance(value, (bool, str, list)):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "media_type"):
        return safe_name(value.name)
    return f"{value:f}"
