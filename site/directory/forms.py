"""Forms of a unit: imported ones get own parts only, own ones everything."""

import re
from datetime import time

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.forms.models import inlineformset_factory
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

from core.text.email import clean_email
from core.text.html import clean_html, plain_text
from core.text.normalise import clean_line
from core.text.slugs import free_slug
from core.text.sorting import sort_key

from . import hours_form
from .hours_text import is_plausible
from .models import (
    Address,
    ContactChannel,
    ContactPerson,
    OpeningHours,
    OpeningHoursException,
    OrganisationalUnit,
)


class ClosingTimeField(forms.TimeField):
    """A time of day that may be written as 24:00."""

    def to_python(self, value):
        is_midnight = isinstance(value, str) and value.strip() in ("24", "24:00", "24.00")
        return time(0) if is_midnight else super().to_python(value)


class HoursExceptionForm(WagtailAdminModelForm):
    class Meta(WagtailAdminModelForm.Meta):
        field_classes = {"closes": ClosingTimeField}

    def clean(self):
        values = super().clean()
        opens, closes = values.get("opens"), values.get("closes")
        if (opens is None) != (closes is None):
            self.add_error(
                "closes", _("Please give both times; for a closed day leave both empty.")
            )
        elif opens is not None and not is_plausible(f"{opens:%H:%M}", f"{closes:%H:%M}"):
            self.add_error("closes", _("Closes before it opens: please check both times."))
        _check_days(self, "first_day", "last_day")
        return values


def _check_days(form, first, last):
    first_day, last_day = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if first_day and last_day and last_day < first_day:
        form.add_error(last, _("The last day lies before the first: please check both."))


class ChannelForm(WagtailAdminModelForm):
    VALIDATORS = {
        ContactChannel.Kind.EMAIL: validate_email,
        ContactChannel.Kind.WEB: URLValidator(["http", "https"]),
        ContactChannel.Kind.CONTACT_FORM: URLValidator(["http", "https"]),
    }

    def clean_value(self):
        value = clean_line(self.cleaned_data["value"])
        if self.cleaned_data.get("kind") == ContactChannel.Kind.EMAIL:
            value = clean_email(value)
        validate = self.VALIDATORS.get(self.cleaned_data.get("kind"))
        if validate:
            validate(value)
        elif self.cleaned_data.get("kind") == ContactChannel.Kind.PHONE and not re.search(
            r"\d", value
        ):
            raise ValidationError(_("A phone number has digits."))
        return value


# What editors may add to any unit: {relation: (model, form, fields)}. Hours have a formset of
# their own (directory.hours_form).
OWN_PARTS = {
    "hours_exceptions": (
        OpeningHoursException,
        HoursExceptionForm,
        ["first_day", "last_day", "opens", "closes", "reason"],
    ),
    "hours": (OpeningHours, None, hours_form.FIELDS),
    "channels": (ContactChannel, ChannelForm, ["kind", "value", "title"]),
    "addresses": (
        Address,
        WagtailAdminModelForm,
        ["kind", "street", "house_number", "post_box", "postcode", "place", "supplement",
         "latitude", "longitude", "wheelchair", "lift", "accessibility_note"],
    ),
    "persons": (
        ContactPerson,
        WagtailAdminModelForm,
        ["name", "function", "room", "phone", "email"],
    ),
}  # fmt: skip


def own_parts_formset(relation):
    """The formset class for the editors' own parts of one kind."""
    model, form, fields = OWN_PARTS[relation]
    if form is None:
        return hours_form.WeekFormSet
    return inlineformset_factory(
        OrganisationalUnit, model, form=form, fields=fields, extra=0, can_delete=True
    )


class UnitForm(WagtailAdminModelForm):
    """Saves the unit with its own parts; imported parts are neither shown nor touched."""

    relations = ("hours_exceptions", "hours", "channels")

    def __init__(self, data=None, files=None, instance=None, prefix=None, **kwargs):
        super().__init__(data, files, instance=instance, prefix=prefix, **kwargs)
        for relation in self.relations:
            formset = own_parts_formset(relation)
            self.formsets[relation] = formset(
                data,
                files,
                instance=self.instance,
                prefix=relation,
                queryset=_by_hand(OWN_PARTS[relation][0]),
            )

    def save(self, commit=True):
        own_formsets, self.formsets = self.formsets, {}
        self.instance.changed_at = timezone.now()
        unit = super().save(commit)
        self.formsets = own_formsets
        for formset in own_formsets.values():
            formset.instance = unit
            for part in formset.save(commit=False):
                part.own = True
                part.save()
            for part in formset.deleted_objects:
                part.delete()
        return unit


def _by_hand(model):
    """The editors' own rows; those of a closure are changed with it (directory.closures)."""
    rows = model.objects.filter(own=True)
    return rows.filter(closure=None) if model is OpeningHoursException else rows


class ImportedUnitForm(UnitForm):
    """Own parts, the note, and whether the unit is shown."""


class OwnUnitForm(UnitForm):
    """Everything about a unit that no source delivers."""

    relations = tuple(OWN_PARTS)

    also_called = forms.CharField(
        label=_("also called"),
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=_("One name per line."),
    )
    description = forms.CharField(
        label=_("description"),
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=_("Plain text; an empty line begins a new paragraph."),
    )
    hours_text = forms.CharField(
        label=_("opening hours (text)"),
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=_("Only what the table of hours cannot say."),
    )
    accepted_payment = forms.CharField(
        label=_("accepted means of payment"),
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=_("One per line."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        unit = self.instance
        self.initial |= {
            "also_called": "\n".join(unit.alternative_names),
            "description": _as_text(unit.descriptions.get("de", "")),
            "hours_text": _as_text(unit.opening_hours_texts.get("de", "")),
            "accepted_payment": "\n".join(str(item) for item in unit.payment_methods),
        }

    def clean_parent(self):
        parent = self.cleaned_data["parent"]
        above = parent
        while above is not None:
            if above.pk == self.instance.pk:
                raise ValidationError(_("A unit cannot be part of itself. Choose another."))
            above = above.parent
        return parent

    def save(self, commit=True):
        unit, values = self.instance, self.cleaned_data
        unit.alternative_names = _lines(values["also_called"])
        unit.payment_methods = _lines(values["accepted_payment"])
        unit.descriptions = _in_german(unit.descriptions, values["description"])
        unit.opening_hours_texts = _in_german(unit.opening_hours_texts, values["hours_text"])
        unit.names = {**unit.names, "de": unit.name}
        unit.sort_key = sort_key(unit.name)
        if not unit.slug:
            taken = set(OrganisationalUnit.objects.values_list("slug", flat=True))
            unit.slug = free_slug(unit.name, taken, fallback="amt")
        return super().save(commit)


def _lines(text):
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _in_german(texts, text):
    """The texts by language, the German one made of plain text."""
    paragraphs = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    html = "".join(f"<p>{escape(part.strip())}</p>" for part in paragraphs)
    others = {tag: value for tag, value in texts.items() if tag != "de"}
    return {**others, "de": clean_html(html.replace("\n", "<br>"))} if html else others


def _as_text(html):
    paragraphs = [plain_text(part) for part in re.split(r"</p>", html.replace("<br>", "\n"))]
    return "\n\n".join(part for part in paragraphs if part)
