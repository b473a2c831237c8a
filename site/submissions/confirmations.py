"""Double opt-in: an address is asked by mail, and a button confirms (§ 7 (2) UWG, Art. 7 GDPR).

The mailed link only shows what is asked for: mail programs and virus scanners open links by
themselves. What does it is the button (POST); pressed again, it does nothing more. Apps register
their purposes in AppConfig.ready() and write the mails themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from .guards import secret_form_page
from .models import Confirmation
from .signed_links import SignedLink


@dataclass(frozen=True)
class Purpose:
    """What addresses are asked to confirm.

    name: lasting. view: the name of the address that `page(name)` serves, which takes the token
    alone. within: so long the link is good.
    confirm(confirmation) does what was asked for, once, in a transaction.
    leads_to(confirmation): the address to go on to, once it is confirmed.
    show(request, confirmation): the page with the button; also once it is confirmed.
    gone(request, told): the page where the link is good no more, or the wish was taken back.
    told(payload): what the link itself says of the wish for that page, as JSON can hold it.
    """

    name: str
    view: str
    within: timedelta
    confirm: Callable[[Confirmation], None]
    leads_to: Callable[[Confirmation], str]
    show: Callable[[HttpRequest, Confirmation], HttpResponse]
    gone: Callable[[HttpRequest, object], HttpResponse]
    told: Callable[[dict], object] = lambda payload: None

    @property
    def link(self) -> SignedLink:
        # The row knows until when it is good.
        return SignedLink(f"submissions.confirm.{self.name}", self.view)


_purposes: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Offer a purpose; registering a name again replaces it."""
    _purposes[purpose.name] = purpose


def ask(name: str, address: str, payload: dict) -> Confirmation:
    """Note the wish; `path_of` is the link for the mail. address: as core.text.email spells it."""
    now = timezone.now()
    return Confirmation.objects.create(
        purpose=name,
        address=address,
        payload=payload,
        created_at=now,
        expires_at=now + _purposes[name].within,
    )


def path_of(confirmation: Confirmation) -> str:
    purpose = _purposes[confirmation.purpose]
    return purpose.link.path(confirmation.key, purpose.told(confirmation.payload))


def forget(name: str, address: str, **payload) -> int:
    """Delete what this address was asked, at once; payload: only where it says so."""
    told = {f"payload__{key}": value for key, value in payload.items()}
    number, _models = Confirmation.objects.of(name, address).filter(**told).delete()
    return number


def page(name: str) -> Callable[..., HttpResponse]:
    """The view behind the mailed link: GET shows, POST confirms."""

    @secret_form_page
    def confirm(request, token):
        purpose = _purposes[name]
        key, told = purpose.link.read(token)
        confirmation = Confirmation.objects.of(name).good().filter(key=key).first()
        if confirmation is None:
            return purpose.gone(request, told)
        if request.method == "POST":
            _confirm(purpose, confirmation)
            return redirect(purpose.leads_to(confirmation))
        return purpose.show(request, confirmation)

    return confirm


@transaction.atomic
def _confirm(purpose, confirmation):
    now = timezone.now()
    # Of two buttons pressed at once the second waits here, and finds nothing to do.
    if Confirmation.objects.waiting().filter(pk=confirmation.pk).update(confirmed_at=now):
        confirmation.confirmed_at = now
        purpose.confirm(confirmation)
