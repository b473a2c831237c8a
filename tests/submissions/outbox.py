"""Things whose mails wait: notices, each with a mail to one address."""

from contextlib import contextmanager

from django.conf import settings
from django.core.mail import EmailMessage

from core.models import PeriodicRun
from submissions import deliveries, delivery_kinds
from submissions.models import Delivery

KIND = "notices"


def send(delivery):
    """A mail to the address that the notice is called by."""
    address = delivery.target.name
    headers = {"Message-ID": delivery.message_id(address)}
    EmailMessage("Notice", "…", settings.DEFAULT_FROM_EMAIL, [address], headers=headers).send()


@contextmanager
def offered(send=send, gives_up=True):
    """For the time of a test, notices go out in this way."""
    ways = {"mail": delivery_kinds.Way("by mail", send)}
    delivery_kinds.register(delivery_kinds.Kind(KIND, ways, gives_up))
    try:
        yield
    finally:
        delivery_kinds._kinds.pop(KIND)


def notice(address="ada@example.org") -> PeriodicRun:
    """A row of any kind, with its mail waiting."""
    made = PeriodicRun.objects.create(name=address)
    deliveries.put(made, KIND, ["mail"])
    return made


def state_of(target) -> Delivery:
    return Delivery.objects.of(target).get()
