"""Logins in the admin: addresses, account page, users, reports; permissions by office."""

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import ListingButton
from wagtail.log_actions import LogFormatter
from wagtail.permissions import policy_registry

from . import (
    bulk_actions,
    operator_views,
    retention_views,
    role_log,
    session_views,
    views,
)
from .middleware import STILL_SIGNED_IN

SECOND_FACTOR = "anmeldung/zweiter-faktor/"


@hooks.register("register_admin_urls")
def register_urls():
    return [
        path(SECOND_FACTOR, views.overview, name="accounts_second_factor"),
        path(f"{SECOND_FACTOR}code/", views.verify, name="accounts_verify"),
        path(f"{SECOND_FACTOR}einrichten/", views.set_up, name="accounts_set_up"),
        path(f"{SECOND_FACTOR}notfallcodes/", views.renew_codes, name="accounts_renew_codes"),
        path(f"{SECOND_FACTOR}abschalten/", views.switch_off, name="accounts_switch_off"),
        path(STILL_SIGNED_IN, session_views.still_signed_in, name="accounts_still_signed_in"),
        path(
            "anmeldung/wieder-da/", session_views.signed_in_again, name="accounts_signed_in_again"
        ),
        path("anmeldung/<int:pk>/", operator_views.login_of, name="accounts_login_of"),
        path("anmeldung/<int:pk>/freigeben/", operator_views.unlock, name="accounts_unlock"),
        path(
            "anmeldung/<int:pk>/zweiter-faktor-weg/",
            operator_views.remove_factor,
            name="accounts_remove_factor",
        ),
        path("reports/aufbewahrung/", retention_views.overview, name="accounts_retention"),
        path("reports/anmeldungen/", operator_views.LoginsView.as_view(), name="accounts_logins"),
        path(
            "reports/anmeldungen/ergebnisse/",
            operator_views.LoginsView.as_view(results_only=True),
            name="accounts_logins_results",
        ),
    ]


hooks.register("insert_global_admin_js", session_views.watch)


@hooks.register("register_account_menu_item")
def second_factor_of_account(request):
    return {
        "url": reverse("accounts_second_factor"),
        "label": _("Second factor"),
        "help_text": _("Log in with your password and a code from your telephone."),
    }


for action in bulk_actions.ALL:
    # After Wagtail's own: the last of one name is taken.
    hooks.register("register_bulk_action", action, order=100)


@hooks.register("register_user_listing_buttons")
def login_button(user, request_user):
    if operator_views.may_help(request_user, user):
        address = operator_views.button_address(user)
        yield ListingButton(_("Login"), address, icon_name="key", priority=30)


class LoginsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("accounts.view_loginevent")


@hooks.register("register_reports_menu_item")
def logins_report():
    url = reverse("accounts_logins")
    return LoginsMenuItem(gettext_lazy("Logins"), url, icon_name="key", order=950)


@hooks.register("register_reports_menu_item")
def retention_report():
    url = reverse("accounts_retention")
    return LoginsMenuItem(gettext_lazy("Retention"), url, icon_name="history", order=960)


@hooks.register("register_permissions")
def permissions():
    return Permission.objects.filter(
        content_type__app_label="accounts",
        codename__in=["edit_any_unit", "must_use_second_factor", "view_loginevent"],
    )


@hooks.register("register_log_actions")
def log_of_help(actions):
    @actions.register_action("accounts.factor_off")
    class FactorOff(LogFormatter):
        label = gettext_lazy("Take the second factor away")
        message = gettext_lazy("Took the second factor away")

    @actions.register_action(role_log.ACTION)
    class Roles(LogFormatter):
        label = gettext_lazy("Change roles")

        def format_message(self, entry):
            return "; ".join(entry.data.get("lines", ()))


@hooks.register("before_edit_snippet")
def edit_own_only(request, instance):
    """Check the permission for this snippet; Wagtail checks it for the model only."""
    policy = policy_registry.get_by_type(type(instance))
    if policy.user_has_permission_for_instance(request.user, "change", instance):
        return
    task = getattr(instance, "current_workflow_task", None)
    if not (task and task.user_can_access_editor(instance, request.user)):
        raise PermissionDenied
