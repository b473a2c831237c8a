"""Events in the city, single or repeated."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page, PageManager
from wagtail.search import index

from content.listing import Entry
from content.pages import CityPage
from core.fields import BlocksField
from home.blocks import PageBody
from home.news import calendars, formatting, places, schedule, schema_org
from home.news.event_form import EventPageForm, check_rule, check_times
from home.news.fields import ManyChoicesField
from home.news.panels import NextDatesPanel
from home.news.recurrence import Repeats, Rule, Span, span

from .categories import Category
from .event_lists import EventIndexPage, EventQuerySet
from .occurrences import ExtraDate, Occurrence, SkippedDate

__all__ = ["EventIndexPage", "EventPage", "ExtraDate", "Occurrence", "SkippedDate"]

FORGOTTEN_AFTER = timedelta(days=365)


class EventPage(CityPage, RoutablePageMixin, Entry):
    """One event with all its dates."""

    class Status(models.TextChoices):
        PLANNED = "", _("takes place")
        CANCELLED = "cancelled", _("cancelled")
        POSTPONED = "postponed", _("postponed")
        SOLD_OUT = "sold-out", _("sold out")

    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Only for events of several days.")
    )
    starts_at = models.TimeField(
        _("from"), null=True, blank=True, help_text=_("Without a time: the whole day.")
    )
    ends_at = models.TimeField(_("to"), null=True, blank=True)

    repeats = models.CharField(
        _("repeats"), max_length=20, choices=Repeats, blank=True, default=Repeats.NEVER
    )
    interval = models.PositiveSmallIntegerField(
        _("only every … time"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("2 with “every week”: every second week."),
    )
    weekdays = ManyChoicesField(
        _("weekdays"),
        options=sorted(WEEKDAYS.items()),
        help_text=_("Only for “every week”. None ticked: the weekday of the first day."),
    )
    until = models.DateField(_("repeats until"), null=True, blank=True)
    count = models.PositiveSmallIntegerField(
        _("or: number of dates"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
    )

    status = models.CharField(
        _("status"), max_length=10, choices=Status, blank=True, default=Status.PLANNED
    )
    status_note = models.CharField(
        _("note on the status"), max_length=250, blank=True, help_text=_("Why, and what now.")
    )
    status_changed_at = models.DateTimeField(null=True, editable=False)

    organiser = models.CharField(_("organiser"), max_length=200, blank=True)
    organiser_url = models.URLField(_("website of the organiser"), blank=True)

    venue = models.ForeignKey(
        "directory.OrganisationalUnit",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("at an office of the city"),
        help_text=_("Address and map come from the address book. Anything typed below counts."),
    )
    place_name = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("Town hall, great hall")
    )
    place_street = models.CharField(_("street and number"), max_length=200, blank=True)
    place_town = models.CharField(_("postcode and town"), max_length=120, blank=True)
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("For the map, in degrees: 50.1234"),
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    for_children = models.BooleanField(
        _("for children"), default=False, help_text=_("Families find it by this filter.")
    )
    is_free = models.BooleanField(_("free of charge"), default=False)
    price = models.CharField(
        _("price"), max_length=200, blank=True, help_text=_("8 euros, reduced 5 euros")
    )
    registration_url = models.URLField(_("link for registration or tickets"), blank=True)
    registration_until = models.DateField(_("registration until"), null=True, blank=True)

    accessibility = ManyChoicesField(_("accessibility"), options=formatting.ACCESSIBILITY)
    accessibility_note = models.CharField(
        _("more on accessibility"), max_length=300, blank=True, help_text=_("Contact, side door …")
    )

    pinned = models.BooleanField(
        _("on top"), default=False, help_text=_("Stands on top of the list and of the home page.")
    )
    categories = ParentalManyToManyField(
        Category,
        blank=True,
        limit_choices_to={"kind": Category.Kind.EVENTS},
        related_name="+",
        verbose_name=_("categories"),
    )
    body = BlocksField(PageBody(), blank=True, verbose_name=_("content"))
    review_on = models.DateField(_("check again on"), null=True, blank=True)
    # Of the last date; None when there is no end. Derived.
    last_day = models.DateField(null=True, editable=False, db_index=True)

    objects = PageManager.from_queryset(EventQuerySet)()

    base_form_class = EventPageForm
    template = "news/event_page.html"
    parent_page_types = ["news.EventIndexPage"]
    page_description = _("One event: dates, place, price, accessibility, registration.")

    content_panels = [
        *CityPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("repeats"), FieldPanel("interval")]),
                FieldPanel("weekdays"),
                FieldRowPanel([FieldPanel("until"), FieldPanel("count")]),
                InlinePanel("skipped_dates", heading=_("Does not take place on")),
                InlinePanel("extra_dates", heading=_("Further dates")),
            ],
            heading=_("Repetition"),
        ),
        NextDatesPanel(),
        MultiFieldPanel([FieldPanel("status"), FieldPanel("status_note")], heading=_("Status")),
        MultiFieldPanel(
            [
                FieldPanel("venue"),
                FieldPanel("place_name"),
                FieldRowPanel([FieldPanel("place_street"), FieldPanel("place_town")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("organiser"), FieldPanel("organiser_url")]),
                FieldPanel("for_children"),
                FieldRowPanel([FieldPanel("is_free"), FieldPanel("price")]),
                FieldRowPanel([FieldPanel("registration_url"), FieldPanel("registration_until")]),
            ],
            heading=_("Organiser, price, registration"),
        ),
        MultiFieldPanel(
            [FieldPanel("accessibility"), FieldPanel("accessibility_note")],
            heading=_("Accessibility"),
        ),
        FieldPanel("picture"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("pinned"), FieldPanel("categories")], heading=_("In lists")),
    ]
    promote_panels = Page.promote_panels
    search_fields = [
        *CityPage.search_fields,
        index.SearchField("body"),
        index.SearchField("organiser"),
        index.SearchField("place_name"),
        index.FilterField("last_day"),
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @property
    def rule(self) -> Rule:
        return Rule(
            first=self.starts_on,
            repeats=self.repeats,
            interval=self.interval,
            weekdays=tuple(self.weekdays or ()),
            until=self.until,
            count=self.count,
        )

    @property
    def length(self) -> timedelta:
        """From the first to the last day of one date; 0 for a single day."""
        return (self.ends_on or self.starts_on) - self.starts_on

    def span_on(self, day: date) -> Span:
        """The date that begins on this day."""
        return span(day, day + self.length, self.starts_at, self.ends_at)

    @cached_property
    def place(self) -> places.Place:
        return places.for_event(self)

    @property
    def title_with_status(self) -> str:
        return f"{self.get_status_display()}: {self.title}" if self.status else self.title

    @property
    def is_over(self) -> bool:
        return self.last_day is not None and self.last_day < timezone.localdate()

    @property
    def is_stale(self) -> bool:
        """Whether it was over so long ago that search engines need not list it."""
        today = timezone.localdate()
        return self.last_day is not None and self.last_day < today - FORGOTTEN_AFTER

    @property
    def can_register(self) -> bool:
        if not self.registration_url or self.is_over or self.status:
            return False
        return self.registration_until is None or self.registration_until >= timezone.localdate()

    def clean(self):
        super().clean()
        check_times(self)
        check_rule(self)
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            raise ValidationError({missing: _("Enter both coordinates, or none.")})

    def save(self, *args, **kwargs):
        # Wagtail saves single columns while a draft is in the fields: dates follow publishing.
        is_whole = kwargs.get("update_fields") is None
        if is_whole:
            self._derive()
        super().save(*args, **kwargs)
        if is_whole:
            schedule.write(self)

    def _derive(self):
        last = schedule.latest(self)
        self.last_day = last and last.last_day
        before = type(self).objects.filter(pk=self.pk).values("status", "status_changed_at").first()
        if before and before["status"] == self.status:
            self.status_changed_at = before["status_changed_at"]
        elif before or self.status:
            self.status_changed_at = timezone.now()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        today = timezone.localdate()
        dates = schedule.upcoming(self, limit=11)
        return {
            **context,
            "dates": dates[:10],
            "has_more_dates": len(dates) > 10,
            "last": schedule.latest(self) if not dates else None,
            "rule": formatting.describe_rule(self.rule),
            "skipped": [row for row in self.skipped_dates.all() if row.date >= today],
            "accessible": self._meta.get_field("accessibility").labels(self.accessibility),
            "schema": schema_org.event(self, request, dates[0] if dates else None),
        }

    def get_sitemap_urls(self, request=None):
        return [] if self.is_stale else super().get_sitemap_urls(request)

    @path("ical/", name="calendar")
    def calendar(self, request):
        """The event as iCalendar (RFC 5545)."""
        return calendars.response(self.title, self.slug, [(self, self.get_full_url(request))])
