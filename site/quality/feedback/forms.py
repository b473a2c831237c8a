"""The form for a reader's remark on a yes or no."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quality.models import Feedback
from quality.usage.anonymise import masked
from submissions.honeypot import HoneypotForm

TEXT_LENGTH = 1000


class RemarkForm(HoneypotForm):
    """A reason and a few words; at least one of them is needed."""

    reason = forms.ChoiceField(
        label=_("What was it?"),
        choices=Feedback.Reason.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What should we change?"),
        help_text=_(
            "Please write no personal data: no names, no phone numbers, no addresses. "
            "We cannot answer you here."
        ),
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "max_length": _("Please shorten your message to %(limit_value)s characters.")
        },
    )

    def __init__(self, *args, helped=False, **kwargs):
        super().__init__(*args, **{"auto_id": "rueckmeldung-%s", "label_suffix": "", **kwargs})
        if helped:
            # Who found what they looked for needs no list of what may be wrong.
            del self.fields["reason"]

    def clean_text(self):
        return masked(self.cleaned_data["text"].strip())

    def clean(self):
        cleaned = super().clean()
        is_empty = not cleaned.get("reason") and not cleaned.get("text")
        if is_empty and not self.errors:
            self.add_error(None, _("Please choose a reason or write a few words."))
        return cleaned
