"""The editor's form of an event, with the checks of its dates."""

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.unit_forms import CityPageForm

from .recurrence import Repeats, Rule

RULE_FIELDS = (
    *("starts_on", "ends_on", "starts_at", "ends_at", "repeats", "interval", "weekdays"),
    *("until", "count"),
)


def check_times(event):
    """Raises ValidationError ({field: message}) for impossible times."""
    if not event.starts_on:
        return
    errors = {}
    last = event.ends_on or event.starts_on
    if last < event.starts_on:
        errors["ends_on"] = _("The last day is before the first day. Correct one of them.")
    if event.ends_at and event.starts_at is None:
        errors["starts_at"] = _("Enter when the event begins, or leave both times empty.")
    elif event.ends_at and last == event.starts_on and event.ends_at <= event.starts_at:
        errors["ends_at"] = _(
            "The end is before the beginning. For an event that goes on after midnight, enter the "
            "next day as the last day."
        )
    if errors:
        raise ValidationError(errors)


def check_rule(event):
    """Raises ValidationError ({field: message}) for an implausible repetition."""
    if not event.starts_on:
        return
    errors = {}
    if not event.repeats:
        for name in ("until", "count"):
            if getattr(event, name):
                errors[name] = _("Choose above how the event repeats, or leave this empty.")
    elif event.until and event.count:
        errors["count"] = _("Enter either the last day or the number of dates, not both.")
    if event.repeats and event.until and event.until < event.starts_on:
        errors["until"] = _("The repetition ends before the first date. Choose a later day.")
    if event.repeats == Repeats.WEEKLY and event.weekdays:
        weekday = event.starts_on.weekday()
        if weekday not in event.weekdays:
            errors["weekdays"] = _(
                "The first day is a %(weekday)s. Tick it here too, or choose another first day."
            ) % {"weekday": WEEKDAYS[weekday]}
    if errors:
        raise ValidationError(errors)


class EventPageForm(CityPageForm):
    """Checks that skipped days belong to the rule."""

    def clean(self):
        cleaned = super().clean()
        formset = self.formsets.get("skipped_dates")
        rule = self._rule(cleaned)
        if formset is not None and rule and formset.is_valid():
            self._check_skipped(formset, rule)
        return cleaned

    def _rule(self, cleaned) -> Rule | None:
        names = ("repeats", "interval", "until", "count")
        if not cleaned.get("starts_on") or not cleaned.get("interval"):
            return None
        values = {name: cleaned.get(name) for name in names}
        if values["until"] and values["count"]:
            return None
        weekdays = tuple(cleaned.get("weekdays") or ())
        return Rule(first=cleaned["starts_on"], weekdays=weekdays, **values)

    def _check_skipped(self, formset, rule):
        forms = [form for form in formset.forms if form not in formset.deleted_forms]
        days = {form: form.cleaned_data.get("date") for form in forms}
        for form, day in days.items():
            if day and not rule.days(day, day):
                form.add_error("date", _no_date(rule, day))
        left = set(filter(None, days.values()))
        last = rule.last()
        if last and left and not set(rule.days(rule.first, last)) - left:
            self.add_error(
                "repeats", _("All dates are left out. Take the page down instead, or cancel it.")
            )


def _no_date(rule, day):
    near = rule.days(day, day.replace(year=min(day.year + 1, 9999), day=min(day.day, 28)))[:1]
    if not near:
        return _("There is no date on this day. Remove the line.")
    return _("There is no date on this day. The next one is on %(day)s.") % {
        "day": date_format(near[0], _("D, j F Y"))
    }
