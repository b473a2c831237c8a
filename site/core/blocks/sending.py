"""A message from a reader to an office: checked, numbered, sent by mail, stored nowhere.

The form stands on pages that everybody gets from one cache, so it can hold no secret of one
reader's own (Django's CSRF token would need a cookie and a page for each). There is nothing to
steal either: who sends the form is not logged in. What is left is sending by machines, or from
foreign websites by readers' browsers. Against these stand the traps (core.traps), the browser's
word on where the form comes from (`is_from_here`), and a limit for each network and each office.
"""

import secrets
from datetime import date
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from core.throttle import allow, network_of
from core.traps import TrapForm

MESSAGE_LENGTH = 5000
HOUR = 60 * 60
PER_NETWORK = 5  # messages in an hour
PER_OFFICE = 60
# Without signs that look or sound alike.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class ContactForm(TrapForm):
    """What an office needs to answer: nothing more is asked."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please enter your name.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send the answer to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Please enter your e-mail address."),
            "invalid": _("Please enter a whole e-mail address, for example name@example.org."),
        },
    )
    message = forms.CharField(
        label=_("Your message"),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Please write a message."),
            "max_length": _("Please shorten your message to %(limit_value)s characters."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"auto_id": "nachricht-%s", "label_suffix": "", **kwargs})

    def clean_name(self):
        # It goes into a header of the mail: one line.
        return " ".join(self.cleaned_data["name"].split())


def is_from_here(request) -> bool:
    """Whether the browser says that the form was sent from this website (Fetch Metadata, Origin).

    Programs that say nothing at all are let through to the traps.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def may_send(request, recipient: str) -> bool:
    """Count one message of this network and to this office; False when it is one too many."""
    network = network_of(request)
    return allow("contact-form", network, PER_NETWORK, HOUR) and allow(
        "contact-form-office", recipient, PER_OFFICE, HOUR
    )


def new_number(today: date) -> str:
    """A receipt number to name on the phone: `K-261122-7F3KQ`."""
    return f"K-{today:%y%m%d}-" + "".join(secrets.choice(_SIGNS) for _sign in range(5))


def send(form, recipient: str, subject: str, number: str, page_url: str):
    """Send the message. Raises OSError (smtplib's errors too) when the mail server does not."""
    cleaned = form.cleaned_data
    body = render_to_string(
        "blocks/contact_form_mail.txt", {**cleaned, "number": number, "page_url": page_url}
    )
    EmailMessage(
        " ".join(f"{subject} [{number}]".split()),
        body,
        settings.DEFAULT_FROM_EMAIL,
        [recipient],
        reply_to=[cleaned["email"]],
    ).send()
