"""Double opt-in: an address is asked by mail, and a button confirms (§ 7 (2) UWG, Art. 7 GDPR)."""

from smtplib import SMTPException

from django.db import transaction
from django.utils import timezone

from . import mails
from .models import Subscriber, Subscription, address_of, digest_of
from .topics import Topic


class NotSent(Exception):
    """The mail server cannot be reached or does not take this mail."""


def ask(topic: Topic, parameters: dict, address: str, rhythm: str) -> None:
    """Send the link that begins the subscription; to those who follow already, one to their list.

    Nothing changes for the address before its owner presses the button. Raises NotSent.
    """
    subscription = _wish(topic, parameters, address, rhythm)
    if subscription.confirmed_at:
        _send(mails.already_following(subscription))
    else:
        _send(mails.please_confirm(subscription))


def send_link(address: str) -> None:
    """Send an address that follows something the link to its list. Raises NotSent."""
    confirmed = Subscription.objects.confirmed().values("subscriber")
    subscriber = Subscriber.objects.at(address).filter(pk__in=confirmed).first()
    _send(mails.link_to_list(subscriber) if subscriber else mails.nothing_followed(address))


@transaction.atomic
def _wish(topic, parameters, address, rhythm) -> Subscription:
    subscriber, _new = Subscriber.objects.get_or_create(address=address_of(address))
    now = timezone.now()
    subscription, new = Subscription.objects.get_or_create(
        subscriber=subscriber,
        topic=topic.name,
        digest=digest_of(parameters),
        defaults={"parameters": parameters, "rhythm": rhythm, "requested_at": now},
    )
    if not new and subscription.confirmed_at is None:
        subscription.rhythm, subscription.requested_at = rhythm, now
        subscription.save(update_fields=["rhythm", "requested_at"])
    return subscription


@transaction.atomic
def end(subscription: Subscription) -> bool:
    """Delete it at once, and the address with the last one that was confirmed.

    Returns whether the address still follows anything.
    """
    subscriber = subscription.subscriber
    subscription.delete()
    if subscriber.subscriptions.confirmed().exists():
        return True
    subscriber.delete()
    return False


def end_all(subscriber: Subscriber) -> None:
    """Delete the address and all that it follows at once."""
    subscriber.delete()


@transaction.atomic
def forget_lapsed(now) -> int:
    """Delete what nobody confirmed within 48 hours. Returns how many addresses went."""
    Subscription.objects.lapsed(now).delete()
    gone, _models = Subscriber.objects.filter(subscriptions=None).delete()
    return gone


def _send(message) -> None:
    try:
        message.send()
    except (SMTPException, OSError) as error:
        raise NotSent from error
