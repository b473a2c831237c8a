"""Views of operators: the login log, and help for users who cannot log in."""

import django_filters
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.log_actions import log

from . import login_log, second_factor
from .models import LoginEvent
from .proof import ProofForm

LATEST = 20


def may_help(helper, user) -> bool:
    """Whether `helper` may change the login of `user`; only administrators change another's."""
    return helper.has_perm("auth.change_user") and (helper.is_superuser or not user.is_superuser)


class LoginFilterSet(WagtailFilterSet):
    at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Time"), widget=DateRangePickerWidget
    )
    name = django_filters.CharFilter(label=gettext_lazy("User name"), lookup_expr="icontains")

    class Meta:
        model = LoginEvent
        fields = ["at", "name", "kind"]


class LoginsView(ReportView):
    """Logins and failed attempts of the last 90 days."""

    model = LoginEvent
    permission_required = "view"
    page_title = gettext_lazy("Logins")
    header_icon = "key"
    index_url_name = "accounts_logins"
    index_results_url_name = "accounts_logins_results"
    filterset_class = LoginFilterSet
    is_searchable = False
    list_export = ["at", "name", "kind", "network", "by"]
    columns = [
        DateColumn("at", label=gettext_lazy("Time")),
        Column("name", label=gettext_lazy("User name")),
        Column("get_kind_display", label=gettext_lazy("What happened")),
        Column("network", label=gettext_lazy("Origin")),
        Column("by", label=gettext_lazy("By")),
    ]

    def get_queryset(self):
        return LoginEvent.objects.select_related("by")


@require_safe
def login_of(request, pk):
    return _login_of(request, _user(request, pk), ProofForm(request))


def _login_of(request, user, proof):
    """One user's login: second factor and latest events, with the two buttons that help."""
    context = {
        "page_title": _("Login of %(name)s") % {"name": user.get_username()},
        "header_icon": "key",
        "account": user,
        "proof": proof,
        "device": second_factor.device_of(user),
        "is_obligatory": second_factor.is_obligatory(user),
        "events": LoginEvent.objects.filter(name=user.get_username()).select_related("by")[:LATEST],
    }
    return render(request, "accounts/login_of.html", context)


@require_POST
def unlock(request, pk):
    """Disregard all wrong passwords and codes until now."""
    user = _user(request, pk)
    login_log.record(LoginEvent.Kind.UNLOCKED, user, request, by=request.user)
    messages.success(request, _("%(name)s can log in again.") % {"name": user.get_username()})
    return redirect("accounts_login_of", pk)


@require_POST
def remove_factor(request, pk):
    """For users without the telephone and the backup codes. Recorded in the audit log, too."""
    user = _user(request, pk)
    proof = ProofForm(request, request.POST)
    if not proof.is_valid():
        return _login_of(request, user, proof)
    second_factor.remove(user, request, by=request.user)
    log(user, "accounts.factor_off", user=request.user)
    messages.success(
        request,
        _("%(name)s logs in with the password alone now.") % {"name": user.get_username()},
    )
    return redirect("accounts_login_of", pk)


def button_address(user) -> str:
    return reverse("accounts_login_of", args=[user.pk])


def _user(request, pk):
    user = get_object_or_404(get_user_model(), pk=pk)
    if not may_help(request.user, user):
        raise PermissionDenied
    return user
