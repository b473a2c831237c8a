"""Validators of a source's fields."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

is_ars = RegexValidator(r"^\d{12}\Z", _("An ARS has exactly 12 digits."))
is_variable_name = RegexValidator(
    r"^[A-Z][A-Z0-9_]*\Z",
    _("The name of an environment variable: capital letters, digits and underscores."),
)
