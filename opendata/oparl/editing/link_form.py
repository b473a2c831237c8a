"""The form by which editors link a paper with a page, a service, or other linkable objects."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList

from core.registries import linkable

from ..models import PaperLink


def field_of(kind: linkable.Linkable) -> str:
    return f"to_{kind.name}"


class PaperLinkForm(WagtailAdminModelForm):
    """One chooser for each kind of target; exactly one is to be used."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kind in linkable.kinds():
            if kind.name == self.instance.kind:
                self.initial[field_of(kind)] = self.instance.target

    def clean(self):
        cleaned = super().clean()
        chosen = {
            kind.name: cleaned[field_of(kind)]
            for kind in linkable.kinds()
            if cleaned.get(field_of(kind))
        }
        if len(chosen) != 1:
            raise forms.ValidationError(_("Choose exactly one: where shall the paper lead to?"))
        ((kind, target),) = chosen.items()
        others = PaperLink.objects.filter(
            paper=self.instance.paper_id, kind=kind, target=target.pk
        ).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("The paper leads there already."))
        self.instance.kind, self.instance.target = kind, target.pk
        return cleaned


def link_panels() -> ObjectList:
    """The panels, built once all apps have registered their linkable objects."""
    fields = {
        field_of(kind): forms.ModelChoiceField(
            kind.everything(), required=False, label=kind.label, widget=kind.widget()
        )
        for kind in linkable.kinds()
    }
    return ObjectList(
        [FieldPanel(name) for name in fields],
        base_form_class=type("LinkForm", (PaperLinkForm,), fields),
    )
