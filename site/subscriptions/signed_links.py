"""Signed links: whoever holds one may act for its address. None of them names the address.

| link | leads to | valid |
|---|---|---|
| confirm | the button that begins one subscription | 48 hours |
| manage | all subscriptions of the address | 30 days; every mail brings a fresh one |
| end | the button that ends everything, and one-click (RFC 8058) | while the address is known |
"""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse

from submissions.signed_links import SignedLink

from .models import CONFIRM_WITHIN, Subscriber, Subscription

CONFIRM = SignedLink("subscriptions.confirm", "subscriptions:confirm", CONFIRM_WITHIN)
MANAGE = SignedLink("subscriptions.manage", "subscriptions:manage", timedelta(days=30))
END = SignedLink("subscriptions.end", "subscriptions:end")


@dataclass(frozen=True)
class Wish:
    """What a confirming link asks for. subscription: None when the row is gone."""

    topic: str
    parameters: dict
    subscription: Subscription | None


def sign_up_path(topic: str, parameters: dict) -> str:
    """Where one begins to follow this."""
    path = reverse("subscriptions:sign_up", args=[topic])
    return f"{path}?{urlencode(parameters)}" if parameters else path


def confirm_path(subscription: Subscription) -> str:
    key = subscription.subscriber.key
    return CONFIRM.path(subscription.pk, key, subscription.topic, subscription.parameters)


def manage_path(subscriber: Subscriber) -> str:
    return MANAGE.path(subscriber.pk, subscriber.key)


def end_path(subscriber: Subscriber) -> str:
    return END.path(subscriber.pk, subscriber.key)


def read_confirm(token: str) -> Wish:
    """Raises Expired, or BadSignature for what is none of our links."""
    pk, key, topic, parameters = CONFIRM.read(token)
    rows = Subscription.objects.select_related("subscriber")
    return Wish(topic, parameters, rows.filter(pk=pk, subscriber__key=key).first())


def read_manage(token: str) -> Subscriber | None:
    """None when the address is not known any more. Raises Expired, BadSignature."""
    return _subscriber(MANAGE.read(token))


def read_end(token: str) -> Subscriber | None:
    """None when the address is not known any more. Raises BadSignature."""
    return _subscriber(END.read(token))


def topic_of_expired(token: str) -> Wish:
    """What an expired confirming link asked for. Raises BadSignature."""
    _pk, _key, topic, parameters = CONFIRM.read_expired(token)
    return Wish(topic, parameters, None)


def _subscriber(told) -> Subscriber | None:
    pk, key = told
    return Subscriber.objects.filter(pk=pk, key=key).first()
