"""Messages from readers to offices: the form and the mail; they are stored nowhere."""

from django import forms
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from core.mail import message_id
from submissions.honeypot import HoneypotForm

MESSAGE_LENGTH = 5000


class ContactForm(HoneypotForm):
    """The data that an office needs to reply, and no more."""

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
        headers={"Message-ID": message_id("content.contact", number, recipient)},
    ).send()
