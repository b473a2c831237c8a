"""The form of a life situation: imported ones keep their title, own ones are free."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from core.text.slugs import free_slug
from services import situation_counts
from services.models import LifeSituation

# Icons of KERN that the public pages can draw, by name.
ICONS = [
    ("", _("none")),
    ("account-circle", _("person")),
    ("autorenew", _("arrows")),
    ("calendar-today", _("calendar")),
    ("checklist", _("list")),
    ("draft", _("document")),
    ("edit", _("pen")),
    ("help", _("question")),
    ("home", _("house")),
    ("info", _("information")),
    ("language", _("globe")),
    ("mail", _("letter")),
    ("search", _("magnifier")),
    ("sign-language", _("hands")),
    ("warning", _("warning")),
]


class LifeSituationForm(WagtailAdminModelForm):
    icon = forms.ChoiceField(label=_("icon"), choices=ICONS, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.external_id:
            self.fields["title"].disabled = True
            self.fields["title"].help_text = _("From the source; it is changed there.")
        self.tree = LifeSituation.objects.tree()
        below = self._below()
        self.fields["parent"].choices = [
            ("", _("at the top")),
            *(
                (node.pk, "– " * node.depth + node.title)
                for node in self.tree
                if node.pk not in below
            ),
        ]

    def clean_parent(self):
        parent = self.cleaned_data["parent"]
        if parent and parent.pk in self._below():
            raise ValidationError(_("A life situation cannot stand below itself."))
        return parent

    def save(self, commit=True):
        node = self.instance
        if not node.slug:
            taken = set(LifeSituation.objects.values_list("slug", flat=True))
            node.slug = free_slug(node.title, taken, fallback="lebenslage")
        node = super().save(commit)
        situation_counts.count_services()
        return node

    def _below(self) -> set[int]:
        """The node itself and all below it."""
        return self.tree.subtree(self.instance.pk) if self.instance.pk else set()
