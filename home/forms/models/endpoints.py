"""Where submissions are handed over to: a specialist system of the administration."""

from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Endpoint(models.Model):
    """An address that takes submissions by POST, kept by operators.

    It has `url` and `secret_name` as a source has (outbound.factory). The secret itself stands in
    the environment and is sent as a bearer token (RFC 6750).
    """

    class Form(models.TextChoices):
        JSON = "json", _("JSON")
        XML = "xml", _("XML")

    name = models.CharField(_("name"), max_length=100, unique=True)
    url = models.CharField(
        _("address"), max_length=500, validators=[URLValidator(schemes=["https", "http"])]
    )
    format = models.CharField(_("format"), max_length=4, choices=Form, default=Form.JSON)
    secret_name = models.CharField(
        _("environment variable with the key"),
        max_length=100,
        blank=True,
        validators=[
            RegexValidator(
                r"^[A-Z][A-Z0-9_]*\Z", _("Capital letters, digits and underscores, please.")
            )
        ],
        help_text=_("The name of the variable, never the key itself. Left empty, none is sent."),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("system that takes submissions")
        verbose_name_plural = _("systems that take submissions")

    def __str__(self):
        return self.name
