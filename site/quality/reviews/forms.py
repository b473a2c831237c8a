"""The owner's answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions.honeypot import HoneypotForm

LONGEST = 5000


class WishForm(HoneypotForm):
    """What is to be changed."""

    text = forms.CharField(
        label=_("What is to be changed?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Please write what is to be changed.")},
    )
