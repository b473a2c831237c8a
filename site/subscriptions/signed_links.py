"""Signed links: whoever holds one may act for its address. None of them names the address.

| link | leads to | valid |
|---|---|---|
| manage | all subscriptions of the address | 30 days; every mail brings a fresh one |
| end | the button that ends everything, and one-click (RFC 8058) | while the address is known |

The link that confirms is `submissions.confirmations.path_of`.
"""

from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse

from submissions.signed_links import SignedLink

from .models import Subscriber

MANAGE = SignedLink("subscriptions.manage", "subscriptions:manage", timedelta(days=30))
END = SignedLink("subscriptions.end", "subscriptions:end")


def sign_up_path(topic: str, parameters: dict) -> str:
    """Where one begins to follow this."""
    path = reverse("subscriptions:sign_up", args=[topic])
    return f"{path}?{urlencode(parameters)}" if parameters else path


def manage_path(subscriber: Subscriber) -> str:
    return MANAGE.path(subscriber.pk, subscriber.key)


def end_path(subscriber: Subscriber) -> str:
    return END.path(subscriber.pk, subscriber.key)


def read_manage(token: str) -> Subscriber | None:
    """None when the address is not known any more. Raises Expired, BadSignature."""
    return _subscriber(MANAGE.read(token))


def read_end(token: str) -> Subscriber | None:
    """None when the address is not known any more. Raises BadSignature."""
    return _subscriber(END.read(token))


def _subscriber(told) -> Subscriber | None:
    pk, key = told
    return Subscriber.objects.filter(pk=pk, key=key).first()
