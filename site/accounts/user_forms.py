"""Wagtail's forms of users, with the offices; only administrators make administrators."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from directory.models import OrganisationalUnit

from .models import Profile


class UnitsField(forms.ModelMultipleChoiceField):
    """The offices as a tree of check boxes."""

    widget = forms.CheckboxSelectMultiple

    def fill(self):
        """Offer the offices that there are now, each below the one that it is part of."""
        self.queryset = OrganisationalUnit.objects.filter(withdrawn_at=None, generalised=False)
        self.choices = [
            (unit.pk, "– " * depth + unit.name) for depth, unit in _in_tree_order(self.queryset)
        ]


def _in_tree_order(units):
    """(depth, office) of all offices; one whose parent is not among them stands on top."""
    units = list(units.only("name", "parent").order_by("sort_key", "pk"))
    known, below = {unit.pk for unit in units}, {}
    for unit in units:
        parent = unit.parent_id if unit.parent_id in known else None
        below.setdefault(parent, []).append(unit)
    waiting = [(0, unit) for unit in reversed(below.get(None, []))]
    while waiting:
        depth, unit = waiting.pop()
        yield depth, unit
        waiting += [(depth + 1, child) for child in reversed(below.get(unit.pk, []))]


class AccountFormMixin:
    """for_user: who fills in the form."""

    def __init__(self, *args, for_user=None, **kwargs):
        super().__init__(*args, **kwargs)
        if for_user is not None and not for_user.is_superuser:
            self.fields.pop("is_superuser", None)
        self.fields["units"].fill()
        if self.instance.pk:
            own = Profile.units.through.objects.filter(profile__user=self.instance)
            self.initial["units"] = list(own.values_list("organisationalunit", flat=True))

    def save(self, commit=True):
        user = super().save(commit)
        if commit:
            profile, _is_new = Profile.objects.get_or_create(user=user)
            profile.units.set(self.cleaned_data["units"])
        return user


def units_field():
    return UnitsField(
        OrganisationalUnit.objects.none(),
        required=False,
        label=_("Offices"),
        help_text=_(
            "Department editors change only the content of these offices and of those below them."
        ),
    )


class AccountCreationForm(AccountFormMixin, UserCreationForm):
    units = units_field()


class AccountEditForm(AccountFormMixin, UserEditForm):
    units = units_field()
