"""What readers fill in: a mail address, and how often."""

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions.honeypot import HoneypotForm

from .frequency import Rhythm
from .models import Subscriber, address_of

LONGEST_ADDRESS = Subscriber._meta.get_field("address").max_length


class AddressForm(HoneypotForm):
    """A mail address, with the traps for programs."""

    address = forms.EmailField(
        label=_("Your mail address"),
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none"}),
        error_messages={
            "required": _("Enter your mail address."),
            "invalid": _("Enter a whole mail address, for example name@example.org."),
        },
    )
    field_order = ["address"]

    def clean_address(self):
        return address_of(self.cleaned_data["address"])


class SignUpForm(AddressForm):
    """An address and a rhythm."""

    rhythm = forms.ChoiceField(
        label=_("How often should we write to you?"),
        choices=Rhythm.choices,
        initial=Rhythm.DAILY,
        error_messages={
            "required": _("Choose how often we should write to you."),
            "invalid_choice": _("Choose how often we should write to you."),
        },
    )
    field_order = ["address", "rhythm"]
