"""The dates of events: rows for the lists, and the editors' additions and exceptions."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, Min
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from home.news.recurrence import BERLIN, Span, span


class OccurrenceQuerySet(models.QuerySet):
    def of_pages(self, pages):
        return self.filter(page__in=pages.order_by().values("pk"))

    def upcoming(self, now):
        return self.filter(over_at__gt=now)

    def overlapping(self, start, end):
        """Not over at `start`, and begun before `end`."""
        return self.filter(over_at__gt=start, start__lt=end).order_by("start", "page")

    def one_per_page(self):
        """{"page", "first": start of the first of these dates, "dates": how many there are}"""
        grouped = self.order_by().values("page", pinned=F("page__pinned"))
        grouped = grouped.annotate(first=Min("start"), dates=Count("pk"))
        return grouped.order_by("-pinned", "first", "page")


class Occurrence(models.Model):
    """One date of a published event, derived by home.news.schedule.

    end: None if unknown; over_at: the moment at which it is certainly over.
    """

    page = models.ForeignKey("news.EventPage", models.CASCADE, related_name="occurrences")
    start = models.DateTimeField()
    end = models.DateTimeField(null=True)
    over_at = models.DateTimeField()
    all_day = models.BooleanField(default=False)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("date of an event")
        verbose_name_plural = _("dates of events")
        ordering = ["start", "pk"]
        indexes = [
            models.Index(fields=["over_at", "start"], name="news_occurrence_over"),
            models.Index(fields=["start", "over_at"], name="news_occurrence_start"),
        ]

    def __str__(self):
        return f"{self.span.start:%d.%m.%Y %H:%M}"

    @classmethod
    def from_span(cls, page, one: Span) -> "Occurrence":
        return cls(
            page=page, start=one.start, end=one.end, over_at=one.over_at, all_day=one.all_day
        )

    @property
    def span(self) -> Span:
        end = self.end and self.end.astimezone(BERLIN)
        return Span(self.start.astimezone(BERLIN), end, self.all_day)


class SkippedDate(models.Model):
    """A day on which a repeating event does not take place."""

    page = ParentalKey("news.EventPage", related_name="skipped_dates")
    date = models.DateField(_("day"))
    reason = models.CharField(
        _("reason"), max_length=120, blank=True, help_text=_("Shown on the page: holidays …")
    )

    panels = [FieldRowPanel([FieldPanel("date"), FieldPanel("reason")])]

    class Meta:
        verbose_name = _("day without the event")
        verbose_name_plural = _("days without the event")
        ordering = ["date"]

    def __str__(self):
        return f"{self.date:%d.%m.%Y}"


class ExtraDate(models.Model):
    """One more date of an event; without times it is at the event's own.

    uuid: its id in calendars, which stays when the day changes. It is part of the editor's form,
    since a row of a draft has no other identity; the form of a new row has none yet.
    """

    page = ParentalKey("news.EventPage", related_name="extra_dates")
    date = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("to"), null=True, blank=True)
    uuid = models.UUIDField(null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("date"), FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("uuid", widget=forms.HiddenInput, classname="w-hidden"),
    ]

    class Meta:
        verbose_name = _("further date")
        verbose_name_plural = _("further dates")
        ordering = ["date", "starts_at"]

    def __str__(self):
        return f"{self.date:%d.%m.%Y}"

    def save(self, *args, **kwargs):
        self.uuid = self.uuid or uuid4()
        super().save(*args, **kwargs)

    @property
    def span(self) -> Span:
        if self.starts_at is None:
            return self.page.span_on(self.date)
        return span(self.date, self.date, self.starts_at, self.ends_at)

    def clean(self):
        self.uuid = self.uuid or uuid4()
        if self.ends_at and not self.starts_at:
            raise ValidationError({"starts_at": _("Enter when it begins, too.")})
        if self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end is before the beginning.")})
