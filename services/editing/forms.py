"""The form of a supplement."""

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm

from accounts.unit_forms import OwnUnitFormMixin
from services.models import LifeSituation

WRITTEN = {"code", "mode", "language", "text"}


class SupplementForm(OwnUnitFormMixin, WagtailAdminModelForm):
    """Stores the source's text when an editor replaces it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        situations = self.fields.get("life_situations")
        if situations:
            situations.widget = forms.CheckboxSelectMultiple()
            shown = LifeSituation.objects.filter(hidden=False)
            situations.choices = [
                (node.pk, "– " * node.depth + node.title) for node in shown.tree()
            ]

    def save(self, commit=True):
        formset = self.formsets.get("modules")
        for form in formset.forms if formset else ():
            # An unchanged own text keeps what it replaced: the source may have moved on.
            if WRITTEN & set(form.changed_data):
                form.instance.remember_source(self.instance.service)
        return super().save(commit)
