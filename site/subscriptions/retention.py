"""Retention of mail addresses (core.registries.retention); wishes not confirmed: submissions."""

from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Kept


def register():
    """Called once, by SubscriptionsConfig.ready()."""
    retention.keep(
        Kept(
            ("subscriptions.Subscriber", "subscriptions.Subscription"),
            _("mail addresses of readers who follow something, with consent"),
            _("one click in any mail ends it, at once"),
        )
    )
