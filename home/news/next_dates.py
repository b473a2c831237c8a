"""The next dates of an event in the editor's form, requested by static/news/next-dates.js."""

from django import forms
from django.shortcuts import render
from django.views.decorators.http import require_POST

from . import formatting, schedule
from .event_form import RULE_FIELDS
from .models import EventPage, ExtraDate, SkippedDate

SHOWN = 10
TEMPLATE = "news/admin/_next_dates.html"

_RuleForm = forms.modelform_factory(EventPage, fields=RULE_FIELDS)
_ROWS = {
    "skipped_dates": forms.modelform_factory(SkippedDate, fields=["date"]),
    "extra_dates": forms.modelform_factory(ExtraDate, fields=["date", "starts_at", "ends_at"]),
}


def context_of(event) -> dict:
    """The template's context: the rule in words, the next dates."""
    return {
        "rule": formatting.describe_rule(event.rule),
        "dates": [formatting.when(one) for one in schedule.upcoming(event, limit=SHOWN)],
        "is_open": event.rule.is_open,
    }


@require_POST
def next_dates(request):
    """The list for an event as it stands in the editor's form, saved or not."""
    event = typed(request.POST)
    return render(request, TEMPLATE, context_of(event) if event else {"is_unclear": True})


def typed(data) -> EventPage | None:
    """An event with the dates of the editor's form, not saved; None while they make no sense."""
    form = _RuleForm(data)
    rows = {name: _rows(name, row_form, data) for name, row_form in _ROWS.items()}
    if not form.is_valid() or not all(one.is_valid() for one in rows.values()):
        return None
    event = form.save(commit=False)
    for name, formset in rows.items():
        left = [row for row in formset if row not in formset.deleted_forms]
        setattr(event, name, [row.instance for row in left if row.cleaned_data.get("date")])
    return event


def _rows(name, row_form, data):
    return forms.formset_factory(row_form, can_delete=True)(data, prefix=name)
