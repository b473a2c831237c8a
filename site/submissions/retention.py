"""Retention of what readers send (core.registries.retention); most goes with what it belongs to."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Rule

from .models import Confirmation, Delivery, PrivateFile


def register():
    """Called once, by SubmissionsConfig.ready()."""
    retention.register(
        Rule(
            "confirmations",
            ("submissions.Confirmation",),
            _("mail addresses that were asked to confirm what somebody wished by them"),
            _("as long as the mailed link is good: 48 hours at most"),
            _("to do nothing that the owner of the address does not want"),
            lambda now: [Confirmation.objects.lapsed(now)],
        ),
        Rule(
            "submissions-without-owner",
            ("submissions.PrivateFile", "submissions.Delivery"),
            _("files and mails whose submission is gone already"),
            _("1 hour at most"),
            _("nothing: they are left over"),
            lambda now: [_without_owner(PrivateFile), _without_owner(Delivery)],
        ),
    )


def _without_owner(model):
    """No constraint of the database keeps these rows and what they belong to together."""
    rows = model.objects.order_by()
    found = rows.none()
    for kind in ContentType.objects.filter(pk__in=rows.values("content_type")):
        owner = kind.model_class()
        # Of an app that is left out nobody knows what is there.
        if owner is not None:
            there = owner._base_manager.values("pk")
            found |= rows.filter(content_type=kind).exclude(object_id__in=there)
    return found
