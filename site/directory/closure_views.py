"""Closures in the admin: the list of coming ones, one form, and cancellation."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from alerts.quick_publish import may_publish

from . import closures
from .bounds import offices_of
from .models import Closure, OrganisationalUnit

BEFORE = [
    (0, gettext_lazy("on the first day")),
    (1, gettext_lazy("a day before")),
    (7, gettext_lazy("a week before")),
    (30, gettext_lazy("30 days before")),
]


class ClosureForm(WagtailAdminModelForm):
    """Days and reason; for users who may publish alerts also whether an alert is shown."""

    tell = forms.BooleanField(
        label=gettext_lazy("Tell it on all pages as an alert"),
        required=False,
        help_text=gettext_lazy("It is published at once and ends by itself after the last day."),
    )
    before = forms.TypedChoiceField(
        label=gettext_lazy("The alert begins"), choices=BEFORE, coerce=int, required=False,
        empty_value=0, initial=1,
    )  # fmt: skip

    class Meta(WagtailAdminModelForm.Meta):
        model = Closure
        fields = ["unit", "with_parts", "first_day", "last_day", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = OrganisationalUnit.objects.published().order_by("sort_key")
        bound_to = offices_of(self.for_user)
        if bound_to is not None:
            units = units.filter(pk__in=bound_to)
        self.fields["unit"].queryset = units
        self.fields["last_day"].required = False
        if self.for_user is None or not may_publish(self.for_user):
            del self.fields["tell"], self.fields["before"]
        elif self.instance.alert_id and self.instance.alert.live:
            self.initial["tell"] = self.instance.alert.ends_at > timezone.now()
            days = closures.days_before(self.instance)
            self.initial["before"] = min(dict(BEFORE), key=lambda known: abs(known - days))

    def clean(self):
        values = super().clean()
        first = values.get("first_day")
        last = values["last_day"] = values.get("last_day") or first
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first: please check both."))
        elif last and last < timezone.localdate():
            self.add_error("last_day", _("These days are over. Please check the dates."))
        return values

    def save(self, commit=True):
        closure = super().save(commit)
        if commit:
            self._carry_out(closure)
        return closure

    def _carry_out(self, closure):
        closures.apply(closure)
        if "tell" not in self.fields:
            return
        if self.cleaned_data["tell"]:
            closures.publish_alert(closure, self.for_user, self.cleaned_data["before"])
        else:
            closures.end_alert(closure, self.for_user)


class _OneTransaction:
    """Closure, exceptions and alert are written together or not at all."""

    @transaction.atomic
    def save_instance(self):
        return super().save_instance()


class ClosureCreateView(_OneTransaction, generic.CreateView):
    """The form, for the office that a link names (`?unit=`)."""

    def get_initial(self):
        asked = self.request.GET.get("unit", "")
        today = timezone.localdate()
        return {
            **super().get_initial(),
            "first_day": today,
            **({"unit": asked} if asked.isdecimal() else {}),
        }

    def get_success_message(self, instance):
        return _("Closed: %(closure)s. It stands in the hours everywhere now.") % {
            "closure": instance
        }


class _OwnOffices:
    """Restricted to users who may change the office, also when the address is typed."""

    def get_object(self, queryset=None):
        closure = super().get_object(queryset)
        policy = policy_registry.get_by_type(Closure)
        if not policy.user_has_permission_for_instance(self.request.user, "change", closure):
            raise PermissionDenied
        return closure


class ClosureEditView(_OneTransaction, _OwnOffices, generic.EditView):
    """The same form for a closure that stands."""


class ClosureDeleteView(_OwnOffices, generic.DeleteView):
    """Cancels a closure: the usual hours apply again, and the alert ends."""

    @transaction.atomic
    def delete_action(self):
        # One by one: a cascade does not tell the pages.
        closures.end_alert(self.object, self.request.user)
        for row in self.object.exceptions.all():
            row.delete()
        return super().delete_action()

    @property
    def confirmation_message(self):
        return _("The office is open as usual then, and the alert about it ends.")


class ClosureFilterSet(WagtailFilterSet):
    class Meta:
        model = Closure
        fields = ["unit"]


def _state(closure):
    today = timezone.localdate()
    if closure.last_day < today:
        return _("over")
    return _("to come") if closure.first_day > today else _("now")


def _summary(closure):
    alert = closure.alert
    if alert is None or not alert.live or alert.ends_at <= timezone.now():
        return _("no alert")
    return alert.state().label


class ClosureViewSet(ModelViewSet):
    """Days on which an office is closed."""

    model = Closure
    name = "directory_closures"
    url_prefix = "dienstleistungen/schliesstage"
    icon = "calendar-alt"
    menu_label = gettext_lazy("Closing days")
    copy_view_enabled = False
    inspect_view_enabled = False
    add_view_class = ClosureCreateView
    edit_view_class = ClosureEditView
    delete_view_class = ClosureDeleteView
    filterset_class = ClosureFilterSet
    form_fields = ["unit", "with_parts", "first_day", "last_day", "reason"]
    list_display = [
        TitleColumn("unit", label=gettext_lazy("Office"), url_name="directory_closures:edit"),
        Column("days", label=gettext_lazy("Days"), accessor="days"),
        Column("reason", label=gettext_lazy("Reason"), accessor="reason"),
        Column("state", label=gettext_lazy("State"), accessor=_state),
        Column("alert", label=gettext_lazy("Alert"), accessor=_summary),
    ]

    def get_form_class(self, for_update=False):
        return ClosureForm
