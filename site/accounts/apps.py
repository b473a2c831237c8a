from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Logins, the second factor and roles."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        from django.core import checks
        from wagtail.models import AbstractPage, Page
        from wagtail.permissions import register_permission_policy

        from core.registries import worklist
        from directory import bounds
        from directory.models import Closure, OrganisationalUnit

        from . import login_log, policies, retention, reviewing, roles, units
        from .checks import no_known_passwords

        register_permission_policy(AbstractPage, policies.UnitPagePolicy(Page))
        for model, lookup in ((OrganisationalUnit, "pk"), (Closure, "unit")):
            policy = policies.OwnUnitPolicy(model, lookup)
            register_permission_policy(model, policy, exact_class=True)
        bounds.register(units.bound_to)
        checks.register(no_known_passwords, checks.Tags.security, deploy=True)
        login_log.follow_logins()
        worklist.register(
            worklist.Todo("reviewing", _("Awaiting your review"), reviewing.items, 10)
        )
        worklist.register(
            worklist.Todo("sent-back", _("Came back from the review"), reviewing.sent_back, 11)
        )
        roles.allow_admin()
        retention.register()
