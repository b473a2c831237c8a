"""The ways of a submission (submissions.deliveries): two mails, and an endpoint."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from submissions import delivery_kinds

from . import endpoint_delivery, mails

KIND = "forms"


class Way(models.TextChoices):
    OFFICE = "office", _("mail to the office")
    SENDER = "sender", _("confirmation to the sender")
    ENDPOINT = "hand-over", _("hand-over")


_SENDERS = {
    Way.OFFICE: mails.to_office,
    Way.SENDER: mails.to_sender,
    Way.ENDPOINT: endpoint_delivery.post_to_endpoint,
}


def register():
    """Called once, by FormsConfig.ready()."""
    ways = {way.value: delivery_kinds.Way(way.label, send) for way, send in _SENDERS.items()}
    delivery_kinds.register(delivery_kinds.Kind(KIND, ways))
