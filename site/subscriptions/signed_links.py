"""Signed links: whoever holds one may act for its address. None of them names the address.

| link | leads to | valid |
|---|---|---|
| confirm | the button that begins one subscription | 48 hours |
| manage | all subscriptions of the address | 30 days; every mail brings a fresh one |
| end | the button that ends everything, and one-click (RFC 8058) | while the address is known |
"""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .models import CONFIRM_WITHIN, Subscriber, Subscription

MANAGE_WITHIN = timedelta(days=30)
CONFIRM, MANAGE, END = (f"subscriptions.{name}" for name in ("confirm", "manage", "end"))


class Expired(Exception):
    """The link was good once: its time is over."""


@dataclass(frozen=True)
class Wish:
    """What a confirming link asks for. subscription: None when the row is gone."""

    topic: str
    parameters: dict
    subscription: Subscription | None


def absolute(path: str) -> str:
    """The full address of a path of this site; of an address with another scheme, the site's."""
    address = urljoin(settings.WAGTAILADMIN_BASE_URL.rstrip("/") + "/", path)
    return address if urlsplit(address).scheme in ("http", "https") else absolute("/")


def sign_up_path(topic: str, parameters: dict) -> str:
    """Where one begins to follow this."""
    path = reverse("subscriptions:sign_up", args=[topic])
    return f"{path}?{urlencode(parameters)}" if parameters else path


def confirm_path(subscription: Subscription) -> str:
    told = [subscription.pk, subscription.subscriber.key]
    told += [subscription.topic, subscription.parameters]
    return reverse("subscriptions:confirm", args=[signing.dumps(told, salt=CONFIRM)])


def manage_path(subscriber: Subscriber) -> str:
    return reverse("subscriptions:manage", args=[_token(subscriber, MANAGE)])


def end_path(subscriber: Subscriber) -> str:
    return reverse("subscriptions:end", args=[_token(subscriber, END)])


def read_confirm(token: str) -> Wish:
    """Raises Expired, or BadSignature for what is none of our links."""
    pk, key, topic, parameters = _read(token, CONFIRM, CONFIRM_WITHIN)
    rows = Subscription.objects.select_related("subscriber")
    return Wish(topic, parameters, rows.filter(pk=pk, subscriber__key=key).first())


def read_manage(token: str) -> Subscriber | None:
    """None when the address is not known any more. Raises Expired, BadSignature."""
    return _subscriber(_read(token, MANAGE, MANAGE_WITHIN))


def read_end(token: str) -> Subscriber | None:
    """None when the address is not known any more. Raises BadSignature."""
    return _subscriber(_read(token, END, None))


def topic_of_expired(token: str) -> Wish:
    """What an expired confirming link asked for. Raises BadSignature."""
    _pk, _key, topic, parameters = _read(token, CONFIRM, None)
    return Wish(topic, parameters, None)


def _token(subscriber, salt) -> str:
    return signing.dumps([subscriber.pk, subscriber.key], salt=salt)


def _read(token, salt, within):
    try:
        return signing.loads(token, salt=salt, max_age=within)
    except signing.SignatureExpired as error:
        raise Expired from error


def _subscriber(told) -> Subscriber | None:
    pk, key = told
    return Subscriber.objects.filter(pk=pk, key=key).first()
