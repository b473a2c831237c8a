"""Following begins when the owner of an address confirms it (submissions.confirmations)."""

from datetime import timedelta
from smtplib import SMTPException

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from submissions import confirmations
from submissions.models import Confirmation

from . import mails, signed_links
from .models import Subscriber, Subscription, address_of, digest_of
from .topics import Topic

PURPOSE = "subscriptions"
CONFIRM_WITHIN = timedelta(hours=48)
GONE = 410


class NotSent(Exception):
    """The mail server cannot be reached or does not take this mail."""


def ask(topic: Topic, parameters: dict, address: str, rhythm: str) -> None:
    """Send the link that begins the subscription; to those who follow already, one to their list.

    Nothing changes for the address before its owner presses the button. Raises NotSent.
    """
    address, digest = address_of(address), digest_of(parameters)
    begun = _begun(address, topic.name, digest)
    if begun is not None:
        _send(mails.already_following(begun))
        return
    payload = {"topic": topic.name, "parameters": parameters, "digest": digest, "rhythm": rhythm}
    asked = confirmations.ask(PURPOSE, address, payload)
    hours = int(CONFIRM_WITHIN.total_seconds() // 3600)
    _send(mails.please_confirm(address, wish(asked), confirmations.path_of(asked), hours))


def send_link(address: str) -> None:
    """Send an address that follows something the link to its list. Raises NotSent."""
    subscriber = Subscriber.objects.at(address).first()
    _send(mails.link_to_list(subscriber) if subscriber else mails.nothing_followed(address))


def waiting():
    """Wishes whose button has not been pressed."""
    return Confirmation.objects.of(PURPOSE).good().waiting()


@transaction.atomic
def end(subscription: Subscription) -> bool:
    """Delete it at once, and the address with the last one.

    Returns whether the address still follows anything.
    """
    subscriber = subscription.subscriber
    # Links to confirm the same, of mails that came twice, are void, too.
    about = {"topic": subscription.topic, "digest": subscription.digest}
    confirmations.forget(PURPOSE, subscriber.address, **about)
    subscription.delete()
    if subscriber.subscriptions.exists():
        return True
    subscriber.delete()
    return False


def end_all(subscriber: Subscriber) -> None:
    """Delete the address and all that it follows at once."""
    subscriber.delete()


@receiver(post_delete, sender=Subscriber)
def forget_wishes(instance, **kwargs):
    """With an address goes all that it was asked."""
    confirmations.forget(PURPOSE, instance.address)


# --- What the button does ------------------------------------------------------------------


def wish(confirmation: Confirmation) -> Subscription:
    """The subscription as it would be; no row."""
    payload = confirmation.payload
    return Subscription(
        topic=payload["topic"], parameters=payload["parameters"], rhythm=payload["rhythm"]
    )


def purpose() -> confirmations.Purpose:
    """Called once, by SubscriptionsConfig.ready()."""
    return confirmations.Purpose(
        PURPOSE,
        view="subscriptions:confirm",
        within=CONFIRM_WITHIN,
        confirm=_begin,
        leads_to=_leads_to,
        show=_show,
        gone=_gone,
        told=lambda payload: [payload["topic"], payload["parameters"]],
    )


def _begin(confirmation):
    asked = wish(confirmation)
    Subscription.objects.begin(
        confirmation.address,
        asked.topic,
        asked.parameters,
        asked.rhythm,
        now=timezone.now(),
        requested_at=confirmation.created_at,
    )


def _leads_to(confirmation):
    begun = _begun_by(confirmation)
    if begun is None:
        return reverse("subscriptions:ended")
    return f"{signed_links.manage_path(begun.subscriber)}?stand=bestaetigt"


def _show(request, confirmation):
    begun = _begun_by(confirmation)
    context = {"subscription": begun or wish(confirmation)}
    if begun is not None:
        context["manage"] = signed_links.manage_path(begun.subscriber)
    return render(request, "subscriptions/confirm.html", context)


def _gone(request, told):
    topic, parameters = told
    again = signed_links.sign_up_path(topic, parameters)
    return render(request, "subscriptions/expired.html", {"again": again}, status=GONE)


def _begun_by(confirmation):
    payload = confirmation.payload
    return _begun(confirmation.address, payload["topic"], payload["digest"])


def _begun(address, topic, digest) -> Subscription | None:
    found = Subscription.objects.filter(subscriber__address=address, topic=topic, digest=digest)
    return found.select_related("subscriber").first()


def _send(message) -> None:
    try:
        message.send()
    except (SMTPException, OSError) as error:
        raise NotSent from error
