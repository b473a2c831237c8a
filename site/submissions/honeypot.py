"""What keeps programs out of public forms without asking people anything: no puzzle, no script.

A field that people do not see must stay empty, and a signed time-stamp must be neither too young
(no person types so fast) nor from yesterday. What was typed is never lost: the form comes back
with a fresh stamp.
"""

import time

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

SALT = "submissions.honeypot"
SOONEST = 2  # seconds
LATEST = 24 * 60 * 60  # WCAG 2.2.1: at least twenty hours


class HoneypotForm(forms.Form):
    """A public form with two traps; `{% include "components/traps.html" %}` renders them."""

    # A name that browsers do not fill in by themselves.
    leave_empty = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("opened", stamp())

    def clean(self):
        cleaned = super().clean()
        if cleaned.pop("leave_empty", ""):
            self.add_error(None, _("Please leave the field that asks for it empty."))
        age = _age(cleaned.pop("opened", ""))
        if age is None:
            self._stamp_anew()
            self.add_error(
                None, _("The form was open for too long. Please check it and send it again.")
            )
        elif age < SOONEST and not self.errors:
            self.add_error(None, _("That was very fast. Please send the form once more."))
        return cleaned

    def _stamp_anew(self):
        self.data = self.data.copy()
        self.data[self.add_prefix("opened")] = stamp()


def stamp(age: int = 0) -> str:
    """The moment so many seconds ago, signed."""
    return signing.dumps(int(time.time()) - age, salt=SALT)


def _age(value: str) -> int | None:
    """Seconds; None when the stamp is not ours or too old."""
    try:
        return int(time.time()) - signing.loads(value, salt=SALT, max_age=LATEST)
    except signing.BadSignature:
        return None
