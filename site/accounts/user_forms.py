"""Wagtail's user forms with offices; only administrators make administrators."""

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from core.trees import Tree
from directory.models import OrganisationalUnit

from . import rights
from .models import Profile
from .proof import ProvenForm


class UnitsField(forms.ModelMultipleChoiceField):
    """The offices as a tree of check boxes."""

    widget = forms.CheckboxSelectMultiple

    def fill(self):
        """Offer the offices that there are now, each below the one that it is part of."""
        self.queryset = OrganisationalUnit.objects.filter(withdrawn_at=None, generalised=False)
        units = self.queryset.only("name", "parent").order_by("sort_key", "pk")
        self.choices = [(unit.pk, "– " * unit.depth + unit.name) for unit in Tree(units)]


class RolesWidget(forms.CheckboxSelectMultiple):
    """Check boxes; those in `fixed` are disabled."""

    fixed: frozenset[int] = frozenset()

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if getattr(value, "value", value) in self.fixed:
            option["attrs"]["disabled"] = True
        return option


class AccountFormMixin(ProvenForm):
    """request: of whoever fills in the form. Roles follow accounts.rights."""

    def __init__(self, *args, request=None, **kwargs):
        self.for_user = request and request.user
        super().__init__(*args, request=request, **kwargs)
        self.fields["units"].fill()
        if self.instance.pk:
            own = Profile.units.through.objects.filter(profile__user=self.instance)
            self.initial["units"] = list(own.values_list("organisationalunit", flat=True))
        if self.for_user is not None:
            self._keep_to_ones_rights()

    def _keep_to_ones_rights(self):
        if not self.for_user.is_superuser:
            self.fields.pop("is_superuser", None)
        groups = self.fields["groups"]
        groups.widget = RolesWidget(choices=groups.widget.choices)
        every = {group.pk for group in groups.queryset}
        if self.instance == self.for_user:
            self.fixed_groups = frozenset(every)
            self.fields["units"].disabled = True
            groups.help_text = _("Nobody changes her own roles; ask another administrator.")
        else:
            self.fixed_groups = frozenset(every - rights.grantable_groups(self.for_user))
            if self.fixed_groups:
                groups.help_text = _(
                    "Grey roles may do what you may not. An administrator gives them."
                )
        groups.widget.fixed = self.fixed_groups

    def clean_groups(self):
        """Keep disabled roles as they were; report those who send them all the same."""
        chosen = {group.pk for group in self.cleaned_data["groups"]}
        if self.for_user is None:
            return self.cleaned_data["groups"]
        had = set(self.instance.groups.values_list("pk", flat=True)) if self.instance.pk else set()
        if refused := (chosen - had) & self.fixed_groups:
            names = Group.objects.filter(pk__in=refused).values_list("name", flat=True)
            raise forms.ValidationError(
                _("You cannot give this role: %(names)s"), params={"names": ", ".join(names)}
            )
        kept = had & self.fixed_groups
        return Group.objects.filter(pk__in=(chosen - self.fixed_groups) | kept)

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
    """The login of users with more rights than the sender is read-only: it would give them away."""

    units = units_field()
    proven_fields = frozenset(
        {"username", "email", "password1", "is_active", "is_superuser", "groups", "units"}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.for_user is not None and rights.is_above(self.for_user, self.instance):
            for name in ("username", "email"):
                self.fields[name].disabled = True
            self.fields["email"].help_text = _(
                "This person may do what you may not, so an administrator changes the login."
            )
            del self.fields["password1"], self.fields["password2"]
            self.password_enabled_here = False

    @property
    def password_enabled(self):
        return super().password_enabled and getattr(self, "password_enabled_here", True)
