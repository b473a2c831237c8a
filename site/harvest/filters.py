"""Filters of editors' lists of harvested objects: by source and by visibility."""

import django_filters
from django.forms import RadioSelect
from django.utils.translation import gettext_lazy as _

from .models import Source

OWN = "own"


def source_filter(own) -> django_filters.ModelChoiceFilter:
    """By the source; own: the label of the editors' own objects."""
    return django_filters.ModelChoiceFilter(
        label=_("Source"),
        queryset=Source.objects.all(),
        null_label=own,
        null_value=OWN,
        widget=RadioSelect,
    )


class ShownFilter(django_filters.ChoiceFilter):
    """Shown to citizens (the queryset's `published`), withdrawn by the source, or hidden.

    hidden: the ways of being hidden without being withdrawn, {value: (label, condition)}.
    """

    def __init__(self, hidden):
        self.hidden = hidden
        choices = [
            ("yes", _("shown")),
            *((value, label) for value, (label, _condition) in hidden.items()),
            ("withdrawn", _("withdrawn by the source")),
        ]
        super().__init__(label=_("Shown to citizens"), choices=choices, widget=RadioSelect)

    def filter(self, queryset, value):
        if not value:
            return queryset
        if value == "yes":
            return queryset.published()
        if value == "withdrawn":
            return queryset.exclude(withdrawn_at=None)
        _label, condition = self.hidden[value]
        return queryset.filter(condition, withdrawn_at=None)
