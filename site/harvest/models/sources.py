"""Sources: systems that the site imports data from."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, validate_email
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from harvest.querysets import SourceQuerySet
from harvest.registry import kind_choices
from harvest.validators import is_ars, is_variable_name
from outbound.redaction import FORBIDDEN_SECRET_NAMES


class Source(models.Model):
    """An external system that the site imports data from, with the limits of its runs."""

    name = models.SlugField(
        _("name"),
        unique=True,
        help_text=_("Short and without spaces; commands use it: --source NAME."),
    )
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=40, choices=kind_choices)
    url = models.TextField(
        _("address"),
        blank=True,
        help_text=_("Base address of the interface, of a folder with index.txt, or a file's path."),
    )
    area = models.CharField(
        _("area (ARS)"),
        max_length=12,
        blank=True,
        validators=[is_ars],
        help_text=_("12 digits. Only what is valid here is taken. Empty: everything."),
    )
    secret_name = models.CharField(
        _("secret"),
        max_length=80,
        blank=True,
        validators=[is_variable_name],
        help_text=_("Name of the environment variable that holds the key; never the key itself."),
    )
    options = models.JSONField(_("options"), default=dict, blank=True)

    enabled = models.BooleanField(_("enabled"), default=True)
    interval_hours = models.PositiveIntegerField(
        _("every … hours"), default=24, help_text=_("0: only by hand.")
    )
    full_interval_days = models.PositiveIntegerField(
        _("in full every … days"),
        default=7,
        help_text=_(
            "Timestamps of a source can lie; a full run compares everything. 0: every run in full."
        ),
    )
    withdrawal_percent = models.PositiveIntegerField(
        _("hold above … percent withdrawn"),
        default=10,
        validators=[MaxValueValidator(100)],
        help_text=_("If a run would withdraw more, it waits for a person."),
    )
    withdrawal_minimum = models.PositiveIntegerField(_("but never below"), default=5)
    silent_after_hours = models.PositiveIntegerField(
        _("alarm after … hours without a good run"), default=48, help_text=_("0: never.")
    )
    contacts = models.TextField(
        _("who is told"), blank=True, help_text=_("E-mail addresses, one per line.")
    )

    # Written by runs only.
    cursor = models.JSONField(_("cursor"), default=dict, blank=True, editable=False)
    alarm_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title"]

        permissions = [("run_source", _("Can start runs"))]

    def __str__(self):
        return self.title

    def clean(self):
        errors = {}
        if self.secret_name in FORBIDDEN_SECRET_NAMES:
            # Whoever edits a source must not be able to send the site's own secrets elsewhere.
            errors["secret_name"] = _("This variable belongs to the site itself.")
        if not isinstance(self.options, dict):
            errors["options"] = _("Options are a JSON object: {…}.")
        for address in self.contact_list:
            try:
                validate_email(address)
            except ValidationError:
                errors["contacts"] = _("“%(address)s” is not an e-mail address.") % {
                    "address": address
                }
        if errors:
            raise ValidationError(errors)

    @property
    def contact_list(self):
        return [line.strip() for line in self.contacts.splitlines() if line.strip()]

    @property
    def last_run(self):
        return self.runs.real().order_by("-started_at").first()

    @property
    def last_good_run(self):
        return self.runs.good().order_by("-started_at").first()
