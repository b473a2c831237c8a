"""The filters of the editors' lists."""

from datetime import timedelta

import django_filters
from django.db.models import Q
from django.forms import RadioSelect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from accounts.units import own_units
from harvest.filters import OWN, ShownFilter, source_filter
from quality.ownership import OWN as OWN_OFFICES
from services.models import LastLook, Service, Supplement


class ServiceFilterSet(WagtailFilterSet):
    """Filters of the list of services: new, incomplete, hidden …"""

    source = source_filter(own=_("Own services"))
    changed = django_filters.ChoiceFilter(
        label=_("Changed"),
        choices=[("look", _("since my last look")), ("week", _("in the last seven days"))],
        method="filter_changed",
        widget=RadioSelect,
    )
    missing = django_filters.ChoiceFilter(
        label=_("Incomplete"),
        choices=[
            ("any", _("anything is missing")),
            ("fee", _("no fee")),
            ("documents", _("no documents")),
            ("unit", _("no responsible unit")),
        ],
        method="filter_missing",
        widget=RadioSelect,
    )
    shown = ShownFilter({"hidden": (_("hidden"), Q(visible=False))})
    office = django_filters.ChoiceFilter(
        label=_("Responsible unit"),
        choices=[(OWN_OFFICES, _("my offices"))],
        method="filter_office",
        widget=RadioSelect,
    )
    supplement = django_filters.ChoiceFilter(
        label=_("Supplement"),
        choices=[
            ("with", _("supplemented")),
            ("without", _("not supplemented")),
            ("draft", _("with an unpublished draft")),
            ("moved_on", _("source has changed since")),
        ],
        method="filter_supplement",
        widget=RadioSelect,
    )

    class Meta:
        model = Service
        fields = ["source", "changed", "missing", "shown", "office", "supplement", "status"]

    def filter_changed(self, queryset, name, value):
        if value == "week":
            return queryset.filter(changed_at__gte=timezone.now() - timedelta(days=7))
        look = LastLook.objects.filter(user=self.request.user).first()
        # Without an earlier look everything is new.
        return queryset.filter(changed_at__gt=look.before) if look and look.before else queryset

    def filter_missing(self, queryset, name, value):
        shown = queryset.published()
        return shown.incomplete() if value == "any" else shown.filter(**{f"missing_{value}": True})

    def filter_office(self, queryset, name, value):
        return queryset.of_units(own_units(self.request.user))

    def filter_supplement(self, queryset, name, value):
        conditions = {
            "with": ~Q(supplement=None),
            "without": Q(supplement=None),
            "draft": Q(supplement__has_unpublished_changes=True),
            "moved_on": Q(supplement__live=True, supplement__modules__source_moved_on=True),
        }
        return queryset.filter(conditions[value]).distinct()


class SupplementFilterSet(WagtailFilterSet):
    """Filters of own services and supplements, by the work to do."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        choices=[("supplement", _("supplement to a source")), (OWN, _("own service"))],
        method="filter_kind",
        widget=RadioSelect,
    )
    todo = django_filters.ChoiceFilter(
        label=_("To do"),
        choices=[
            ("draft", _("with an unpublished draft")),
            ("review", _("review is due")),
            ("moved_on", _("source has changed since")),
        ],
        method="filter_todo",
        widget=RadioSelect,
    )

    class Meta:
        model = Supplement
        fields = ["kind", "todo", "status", "featured", "hidden"]

    def filter_kind(self, queryset, name, value):
        return queryset.filter(service__source__isnull=value == OWN)

    def filter_todo(self, queryset, name, value):
        if value == "review":
            return queryset.due_for_review()
        if value == "draft":
            return queryset.filter(Q(has_unpublished_changes=True) | Q(live=False))
        return queryset.filter(modules__source_moved_on=True, live=True).distinct()
