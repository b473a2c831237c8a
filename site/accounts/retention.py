"""Retention of the login log (core.registries.retention)."""

from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Kept, Rule

from . import login_log


def register():
    """Called once, by AccountsConfig.ready()."""
    retention.register(
        Rule(
            "logins",
            ("accounts.LoginEvent",),
            _("logins and failed attempts"),
            _("90 days"),
            _("to see attacks on accounts"),
            login_log.expired,
        )
    )
    retention.keep(
        Kept(
            ("accounts.Profile",),
            _("which offices an editor answers for"),
            _("until the account is deleted"),
        )
    )
