"""Collection dates."""

from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .kinds import Kind
from .streets import Area


class DateQuerySet(models.QuerySet):
    def from_day(self, day):
        return self.filter(day__gte=day).select_related("kind").order_by("day", "kind")

    def of_years(self, years):
        return self.filter(day__year__in=years)


class CollectionDate(models.Model):
    """The collection of one kind of waste in one area on one day.

    uuid: the id of the date in calendars, also after it moves. known_since: when this day was
    published; reminders that were due before are sent late rather than never.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="dates", verbose_name=_("collection area")
    )
    kind = models.ForeignKey(
        Kind, models.PROTECT, related_name="dates", verbose_name=_("kind of waste")
    )
    day = models.DateField(_("day"))
    note = models.CharField(
        _("note"),
        max_length=200,
        blank=True,
        help_text=_("For example: moved because of Christmas."),
    )
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    known_since = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)

    objects = DateQuerySet.as_manager()

    class Meta:
        verbose_name = _("collection date")
        verbose_name_plural = _("collection dates")
        ordering = ["day", "area", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "day"],
                name="waste_date_once",
                violation_error_message=_("This date stands in the calendar already."),
            )
        ]
        indexes = [
            models.Index(fields=["area", "day"], name="waste_date_of_area"),
            models.Index(fields=["day"], name="waste_date_day"),
        ]

    def __str__(self):
        return f"{self.day:%d.%m.%Y}, {self.area}: {self.kind}"

    def save(self, **kwargs):
        self.touch()
        super().save(**kwargs)

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        row.told_day = row.__dict__.get("day")
        return row

    def touch(self):
        """Record a change now, and whether the day changes."""
        self.changed_at = timezone.now()
        if getattr(self, "told_day", None) != self.day:
            self.known_since = self.changed_at
            self.told_day = self.day
