"""Forms of content that belongs to an office: bound editors choose among their own offices."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from core.reserved_slugs import refuse_reserved
from core.slug_forms import clean_slugs
from directory.models import OrganisationalUnit

from .units import direct_units, is_bound, own_units


class OwnUnitFormMixin:
    """A form with `for_user`, of a model with `unit`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_bound_to_units = (
            "unit" in self.fields and self.for_user is not None and is_bound(self.for_user)
        )
        if self.is_bound_to_units:
            field = self.fields["unit"]
            field.queryset = OrganisationalUnit.objects.filter(pk__in=own_units(self.for_user))
            if self.instance.unit_id is None:
                self.initial["unit"] = next(iter(direct_units(self.for_user)), None)

    def clean(self):
        cleaned = super().clean()
        if self.is_bound_to_units and not cleaned.get("unit") and "unit" not in self.errors:
            self.add_error("unit", self._what_to_do())
        return cleaned

    def _what_to_do(self):
        if own_units(self.for_user):
            return _("Choose your office: it answers for this content.")
        return _("Your account belongs to no office yet. Ask the operators to enter yours.")


class CityPageForm(OwnUnitFormMixin, WagtailAdminPageForm):
    """The form of every page of the city."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            clean_slugs(self.fields["slug"], standing=self.instance.slug)

    def clean(self):
        cleaned = super().clean()
        if "slug" in cleaned and self.parent_page:
            try:
                refuse_reserved(cleaned["slug"], self.parent_page)
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned
