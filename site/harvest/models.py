"""Sources, their runs, and what each run changed: the book that every harvest keeps."""

import orjson
from django.conf import settings
from django.contrib.postgres.indexes import HashIndex
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, validate_email
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .querysets import RunQuerySet, SourceQuerySet
from .redaction import FORBIDDEN_SECRET_NAMES
from .registry import kind_choices
from .validators import is_ars, is_variable_name


class Source(models.Model):
    """A place outside that the site is filled from, and how carefully."""

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


class Run(models.Model):
    """One harvest of one source: when, how long, what came of it."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        GOOD = "good", _("good")
        HELD = "held", _("held")
        FAILED = "failed", _("failed")
        INTERRUPTED = "interrupted", _("interrupted")

    class Trigger(models.TextChoices):
        COMMAND = "command", _("command")
        EDITOR = "editor", _("editor")
        SCHEDULE = "schedule", _("schedule")
        RELEASE = "release", _("release of a held run")

    source = models.ForeignKey(
        Source, models.CASCADE, related_name="runs", verbose_name=_("source")
    )
    trigger = models.CharField(_("started by"), max_length=20, choices=Trigger)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by whom"),
    )
    full = models.BooleanField(_("in full"), default=False)
    # Only editors' dry runs become rows: a page has to show what came of them.
    dry_run = models.BooleanField(_("dry run"), default=False)
    file = models.TextField(_("file"), blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.RUNNING, db_index=True
    )
    stage = models.CharField(_("stage"), max_length=200, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    started_at = models.DateTimeField(_("started"), default=timezone.now, db_index=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    created = models.PositiveIntegerField(_("created"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    withdrawn = models.PositiveIntegerField(_("withdrawn"), default=0)
    held = models.PositiveIntegerField(_("held back"), default=0)
    # {object kind: {"created": n, "updated": n, …}}
    by_kind = models.JSONField(_("by kind"), default=dict, blank=True)
    # {kind: {"count": int, "samples": [str, …]}}
    warnings = models.JSONField(_("warnings"), default=dict, blank=True)
    error = models.TextField(_("error"), blank=True)
    # When somebody was told by e-mail about this failed or held run.
    told_at = models.DateTimeField(_("e-mail sent"), null=True, blank=True, editable=False)

    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )
    released_at = models.DateTimeField(_("released"), null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ["-started_at"]
        get_latest_by = "started_at"
        permissions = [("release_run", _("Can release held runs"))]
        indexes = [models.Index(fields=["source", "-started_at"], name="harvest_run_by_source")]
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(status="queued"),
                name="harvest_one_run_waits_per_source",
            )
        ]

    def __str__(self):
        return f"{self.source} · {timezone.localtime(self.started_at):%d.%m.%Y %H:%M}"

    @property
    def duration(self):
        """How long the run took, or has taken so far."""
        return (self.finished_at or timezone.now()) - self.started_at

    @property
    def is_finished(self):
        return self.status not in (self.Status.QUEUED, self.Status.RUNNING)

    @property
    def can_be_released(self):
        return Run.objects.waiting_for_release().filter(pk=self.pk).exists()

    @property
    def percent(self):
        """Progress of the present stage in percent, None when the end is not known."""
        return min(100, round(100 * self.done / self.total)) if self.total else None

    @property
    def warning_count(self):
        return sum(entry["count"] for entry in self.warnings.values())


class Change(models.Model):
    """What one run did to one object, field by field."""

    class Action(models.TextChoices):
        CREATED = "created", _("created")
        UPDATED = "updated", _("updated")
        WITHDRAWN = "withdrawn", _("withdrawn")
        RESTORED = "restored", _("restored")

    run = models.ForeignKey(Run, models.CASCADE, related_name="changes", verbose_name=_("run"))
    action = models.CharField(_("action"), max_length=20, choices=Action)
    object_kind = models.CharField(_("object"), max_length=40)
    key = models.TextField(_("key"))
    label = models.TextField(_("label"), blank=True)
    # [{"field": str, "old": value, "new": value}, …]
    fields = models.JSONField(_("fields"), default=list, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["id"]
        # By hash on PostgreSQL, whose usual index takes no long texts; SQLite makes its own of it.
        indexes = [HashIndex(fields=["key"], name="harvest_change_key")]

    def __str__(self):
        return f"{self.get_action_display()}: {self.label or self.key}"


class Harvested(models.Model):
    """Identity and state of anything that a source delivers (design: rules 1, 3, 4).

    An object without a source is the editors' own: then agency and external_id are empty.
    """

    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    agency = models.CharField(_("editorial office (agency)"), max_length=120, blank=True)
    external_id = models.CharField(_("identifier"), max_length=300, blank=True)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    # What the source's listing said of it (dates): while that stays, it need not be fetched again.
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    # The normalised record as JSON text, for field diffs and better mappings later.
    record = models.TextField(blank=True, editable=False)
    source_updated_at = models.DateTimeField(_("updated at the source"), null=True, blank=True)
    imported_at = models.DateTimeField(_("first imported"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_own(self):
        return self.source_id is None

    @cached_property
    def delivered(self):
        """The normalised record as a dict; empty for the editors' own objects."""
        return orjson.loads(self.record) if self.record else {}

    @property
    def key(self):
        """`agency/id`, as commands and reports print it."""
        return f"{self.agency}/{self.external_id}"


def identity_constraint(name):
    """One row per (source, agency, id); the editors' own rows are free of it."""
    return models.UniqueConstraint(
        fields=["source", "agency", "external_id"],
        condition=models.Q(source__isnull=False),
        name=name,
    )
