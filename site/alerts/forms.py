"""Forms for alerts: a full one for editors, and a short one for whoever is on duty."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.models import Site

from core.schedule_forms import ClockField

from . import sections
from .models import Alert, Severity

HOURS = [
    (3, _("3 hours")),
    (12, _("12 hours")),
    (24, _("1 day")),
    (72, _("3 days")),
    (168, _("7 days")),
]
USUAL_HOURS = 24


class AlertForm(WagtailAdminModelForm):
    """The editors' form. Alerts can begin at any hour, also when the clocks change."""

    class Meta(WagtailAdminModelForm.Meta):
        field_classes = {"starts_at": ClockField, "ends_at": ClockField}

    parts = forms.MultipleChoiceField(
        label=_("In these parts of the site"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=sections.choices,
    )

    def clean(self):
        cleaned = super().clean()
        chosen = cleaned.get("pages") or cleaned.get("parts")
        if "everywhere" in cleaned and not cleaned["everywhere"] and not chosen:
            message = _("Please choose pages or parts of the site, or show it on all pages.")
            raise ValidationError({"everywhere": message})
        return cleaned


class DeskForm(forms.ModelForm):
    """An alert on one screen: it shows everywhere, and at once."""

    title = forms.CharField(label=_("What has happened?"), max_length=120)
    text = forms.CharField(
        label=_("What are people to do?"),
        max_length=800,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Short sentences. An empty line begins a new paragraph."),
    )
    severity = forms.ChoiceField(
        label=_("How bad is it?"),
        choices=Severity.choices,
        initial=Severity.WARNING,
        widget=forms.RadioSelect,
    )
    hours = forms.TypedChoiceField(
        label=_("For how long?"), choices=HOURS, coerce=int, initial=USUAL_HOURS
    )
    sites = forms.ModelMultipleChoiceField(
        Site.objects.order_by("pk"),
        label=_("On which sites?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: on all of them."),
    )

    link_url = forms.URLField(
        label=_("Address of a page that says more"), required=False, assume_scheme="https"
    )

    class Meta:
        model = Alert
        fields = ["title", "text", "severity", "link_url"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["severity", "title", "text", "hours", "sites", "link_url"])
        if Site.objects.count() < 2:
            del self.fields["sites"]

    def clean_text(self):
        """The text as HTML; typed markup is escaped."""
        return linebreaks(self.cleaned_data["text"], autoescape=True)

    def _post_clean(self):
        self.instance.starts_at = timezone.now()
        hours = self.cleaned_data.get("hours", USUAL_HOURS)
        self.instance.ends_at = self.instance.starts_at + timedelta(hours=hours)
        super()._post_clean()

    def unsaved(self) -> Alert:
        """The alert as it would be published."""
        return self.instance

    def publish(self, user) -> Alert:
        """Store the alert and show it at once."""
        alert = self.instance
        alert.live = False
        alert.save()
        alert.sites = self.cleaned_data.get("sites", [])
        alert.save_revision(user=user).publish(user=user)
        return alert
