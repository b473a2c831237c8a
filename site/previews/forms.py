"""What an editor says of a new preview link."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .models import MOST_DAYS, USUAL_DAYS


class LinkForm(forms.Form):
    days = forms.IntegerField(
        label=_("Valid for how many days?"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        help_text=_("1 to 30 days. After that the link shows nothing."),
    )
    note = forms.CharField(
        label=_("For whom?"),
        max_length=100,
        required=False,
        help_text=_("To find the link again in the list. Who opens it does not see this."),
    )
    fixed = forms.BooleanField(
        label=_("Always show the draft as it is now"),
        required=False,
        help_text=_("Otherwise the link shows what is written later, too."),
    )
    with_section = forms.BooleanField(
        label=_("Show the pages below, too"),
        required=False,
        help_text=_("With their latest drafts. Links between these pages lead to the previews."),
    )

    def __init__(self, instance, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not isinstance(instance, Page) or not instance.get_children().exists():
            del self.fields["with_section"]
        if not instance.latest_revision_id:
            del self.fields["fixed"]
