"""Retention of mail addresses that were never confirmed (core.registries.retention)."""

from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Rule

from .double_opt_in import forget_lapsed
from .models import Subscriber, Subscription


def register():
    """Called once, by SubscriptionsConfig.ready()."""
    retention.register(
        Rule(
            "subscriptions",
            ("subscriptions.Subscriber", "subscriptions.Subscription"),
            _("mail addresses of readers who follow something"),
            _("unconfirmed 48 hours; others until one click in any mail ends it, then at once"),
            _("to write what is new, with consent"),
            _expired,
            forget_lapsed,
        )
    )


def _expired(now):
    lapsed = Subscription.objects.lapsed(now)
    followers = Subscription.objects.exclude(pk__in=lapsed.values("pk")).values("subscriber")
    return [lapsed, Subscriber.objects.exclude(pk__in=followers)]
