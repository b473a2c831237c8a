"""The week as editors write it: days that have the same hours are one row, with all its times."""

from itertools import combinations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from . import hours_faults
from .hours_text import Doubt, check_overlaps, read_times, write_times
from .models import OpeningHours

FIELDS = ["days", "times", "note", "valid_from", "valid_through"]


class HoursRowForm(forms.Form):
    """One row: `Mo, Di, Mi`, `8–12 und 14–18 Uhr`. cleaned_data["times"]: [(opens, closes)]."""

    days = forms.TypedMultipleChoiceField(
        label=_("Days"),
        coerce=int,
        choices=OpeningHours.Weekday.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick every day that has these hours."),
        error_messages={"required": _("Please tick at least one day.")},
    )
    times = forms.CharField(
        label=_("Times"),
        max_length=200,
        help_text=_(
            "For example: 8–12 und 14–18 Uhr. Past midnight: 18–2 Uhr; until midnight: 18–24 Uhr; "
            "the whole day: rund um die Uhr."
        ),
    )
    note = forms.CharField(label=_("note"), max_length=200, required=False)
    valid_from = forms.DateField(label=_("valid from"), required=False, widget=AdminDateInput)
    valid_through = forms.DateField(label=_("valid through"), required=False, widget=AdminDateInput)

    @property
    def instance(self):
        """For Wagtail's panels, which are made for model forms."""
        return OpeningHours()

    def defer_required_fields(self):
        """Nothing: units have no drafts, a row is complete or wrong (Wagtail's forms ask)."""

    restore_required_fields = defer_required_fields

    def clean_times(self):
        try:
            return read_times(self.cleaned_data["times"])
        except Doubt as doubt:
            text = hours_faults.message(doubt, hours_faults.TIMES_EXAMPLE)
            raise ValidationError(text) from doubt

    def clean(self):
        values = super().clean()
        first, last = values.get("valid_from"), values.get("valid_through")
        if first and last and last < first:
            self.add_error(
                "valid_through", _("The last day lies before the first: please check both.")
            )
        return values

    @property
    def spans(self):
        values = self.cleaned_data
        times, days = values.get("times", ()), values.get("days", ())
        return [(day, *pair) for day in days for pair in times]


class BaseWeekFormSet(forms.BaseFormSet):
    """The editors' own hours of one unit; saved as one row for each span (directory.models)."""

    def __init__(self, data=None, files=None, instance=None, prefix=None, queryset=None):
        self.instance = instance
        self.deleted_objects = []
        rows = queryset.filter(unit=instance) if instance and instance.pk else queryset.none()
        self.rows = list(rows)
        super().__init__(data, files, prefix=prefix, initial=grouped(self.rows))

    @cached_property
    def kept_forms(self):
        return [
            form
            for form in self.forms
            if form not in self.deleted_forms and form.cleaned_data.get("days")
        ]

    def clean(self):
        if any(self.errors):
            return
        for one, other in combinations(self.kept_forms, 2):
            if _at_the_same_time(one.cleaned_data, other.cleaned_data):
                try:
                    check_overlaps([*one.spans, *other.spans])
                except Doubt:
                    other.add_error("times", _("These hours lie over those of a row above."))

    def save(self, commit=False):
        """New rows, unsaved; the old ones are `deleted_objects`. Nothing changed: neither."""
        if not self.has_changed():
            return []
        self.deleted_objects = self.rows
        return [
            OpeningHours(
                unit=self.instance,
                weekday=day,
                opens=opens,
                closes=closes,
                note=form.cleaned_data["note"],
                valid_from=form.cleaned_data["valid_from"],
                valid_through=form.cleaned_data["valid_through"],
            )
            for form in self.kept_forms
            for day, opens, closes in form.spans
        ]


WeekFormSet = forms.formset_factory(HoursRowForm, formset=BaseWeekFormSet, extra=0, can_delete=True)


def grouped(rows) -> list[dict]:
    """Rows of the database as rows of the form: days with the same hours stand together."""
    by_day: dict[tuple, list] = {}
    for row in sorted(rows, key=lambda row: (row.weekday, row.opens)):
        key = (row.weekday, row.note, row.valid_from, row.valid_through)
        by_day.setdefault(key, []).append((f"{row.opens:%H:%M}", f"{row.closes:%H:%M}"))
    groups: dict[tuple, list] = {}
    for (day, *rest), times in by_day.items():
        groups.setdefault((tuple(times), *rest), []).append(day)
    return [
        {
            "days": days,
            "times": write_times(times),
            "note": note,
            "valid_from": first,
            "valid_through": last,
        }
        for (times, note, first, last), days in groups.items()
    ]


def _at_the_same_time(one, other) -> bool:
    def begins_before_end(first, second):
        start, end = first["valid_from"], second["valid_through"]
        return not (start and end) or start <= end

    return begins_before_end(one, other) and begins_before_end(other, one)
