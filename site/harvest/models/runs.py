"""The log of harvests: runs and their changes."""

from django.conf import settings
from django.contrib.postgres.indexes import HashIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from harvest.querysets import RunQuerySet
from harvest.report import HELD_GROUP

from .sources import Source


class Run(models.Model):
    """One harvest of one source: time, duration, result."""

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
    def held_groups(self) -> list[str]:
        """Which groups would be emptied, or lose too much, and of how many how many."""
        return self.warnings.get(HELD_GROUP, {}).get("samples", [])

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
    """The changes of one run to one object, field by field."""

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
