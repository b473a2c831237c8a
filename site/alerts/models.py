"""Alerts: urgent notices for all readers of the site, or of a section of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.coreutils import get_content_languages
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin
from wagtail.search import index

USUAL_TIME = timedelta(days=7)
LONGEST_TIME = timedelta(days=90)
TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link"]


class Severity(models.TextChoices):
    """From the mildest to the worst. The label stands before the title: never colour alone."""

    INFO = "info", _("Information")
    WARNING = "warning", _("Warning")
    SEVERE = "severe", _("Severe warning")
    DANGER = "danger", _("Danger to life")

    @property
    def rank(self) -> int:
        """The worst comes first."""
        return -list(Severity).index(self)

    @property
    def icon(self) -> str:
        """KERN's icon."""
        return {"info": "info", "warning": "warning"}.get(self.value, "danger")

    @property
    def is_urgent(self) -> bool:
        """Whether screen readers announce it at once (ARIA: role alert)."""
        return self in (Severity.SEVERE, Severity.DANGER)


def languages() -> list[tuple[str, str]]:
    """Those in which pages can be written."""
    return list(get_content_languages().items())


def in_a_week() -> datetime:
    return timezone.now() + USUAL_TIME


class AlertQuerySet(models.QuerySet):
    def published(self):
        return self.filter(live=True)

    def not_over(self, now: datetime):
        """Running, or to come."""
        return self.published().filter(ends_at__gt=now)

    def running(self, now: datetime):
        return self.not_over(now).filter(starts_at__lte=now)

    def over(self, now: datetime):
        """Those that readers have seen; the last that ended first."""
        seen = self.published().filter(ends_at__lte=now, ends_at__gt=models.F("starts_at"))
        return seen.order_by("-ends_at", "-pk")

    def of_site(self, site):
        return self.filter(Q(sites=None) | Q(sites=site)).distinct()


class Alert(PreviewableMixin, DraftStateMixin, RevisionMixin, index.Indexed, ClusterableModel):
    """A notice with a beginning and an end, on the whole site or below chosen pages.

    It appears and vanishes by the clock. everywhere: shown on all pages of its sites; otherwise
    below `pages`, and in `parts` (names of alerts.sections).
    """

    title = models.CharField(
        _("title"), max_length=120, help_text=_("What has happened, or what is to be done.")
    )
    text = RichTextField(_("text"), features=TEXT_FEATURES, blank=True, max_length=1000)
    language = models.CharField(
        _("language"),
        max_length=20,
        choices=languages,
        default="de",
        help_text=_("Pages in another language say in which one it is written."),
    )
    severity = models.CharField(
        _("severity"), max_length=10, choices=Severity, default=Severity.WARNING
    )
    link_page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page that says more"),
    )
    link_url = models.URLField(_("or an address"), blank=True)
    link_text = models.CharField(
        _("text of the link"),
        max_length=100,
        blank=True,
        help_text=_("Empty: the title of the page, or “Read more”."),
    )
    everywhere = models.BooleanField(_("on all pages"), default=True)
    sites = ParentalManyToManyField(
        "wagtailcore.Site",
        blank=True,
        related_name="+",
        verbose_name=_("only on these sites"),
        help_text=_("None chosen: on all of them."),
    )
    pages = ParentalManyToManyField(
        "wagtailcore.Page",
        blank=True,
        related_name="+",
        verbose_name=_("on these pages and all below"),
    )
    parts = models.JSONField(_("in these parts of the site"), default=list, blank=True)
    starts_at = models.DateTimeField(_("begins"), default=timezone.now)
    ends_at = models.DateTimeField(
        _("ends"),
        default=in_a_week,
        db_index=True,
        help_text=_("At most 90 days after its beginning. You are told two days before."),
    )
    dismissable = models.BooleanField(
        _("readers may close it"),
        default=True,
        help_text=_("It stays closed in their browser until you change it. Danger to life stays."),
    )
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="alert")

    objects = AlertQuerySet.as_manager()

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("text"),
    ]

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ["-starts_at", "-pk"]

    def __str__(self):
        return self.title

    @property
    def revisions(self):
        return self._revisions

    @property
    def kind(self) -> Severity:
        return Severity(self.severity)

    @property
    def may_be_dismissed(self) -> bool:
        return self.dismissable and self.kind != Severity.DANGER

    @property
    def version(self) -> str:
        """Changes with every publishing: readers who closed the old version see the new one."""
        return f"{self.pk}-{self.live_revision_id or 0}"

    def state(self, now: datetime | None = None) -> "State":
        now = now or timezone.now()
        if not self.live:
            return State("draft", _("draft"))
        if now < self.starts_at:
            return State("planned", _("planned"))
        return State("running", _("shown")) if now < self.ends_at else State("over", _("over"))

    def get_absolute_url(self):
        return reverse("alerts:alert", args=[self.pk])

    def clean(self):
        super().clean()
        errors = {}
        if self.starts_at and self.ends_at:
            errors |= self._faults_of_time()
        if self.link_page_id and self.link_url:
            errors["link_url"] = _("Please choose a page or write an address, not both.")
        if errors:
            raise ValidationError(errors)

    def _faults_of_time(self):
        if self.ends_at <= self.starts_at:
            return {"ends_at": _("Please choose an end after the beginning.")}
        if self.ends_at - self.starts_at > LONGEST_TIME:
            return {
                "ends_at": _(
                    "An alert lasts 90 days at most: what is always there is no longer read. "
                    "Please choose an earlier end."
                )
            }
        if self.ends_at <= timezone.now() and not self._ended_then_already():
            return {"ends_at": _("This moment has passed. Please choose a later end.")}
        return {}

    def _ended_then_already(self):
        """Allows correcting the text of an alert that is over."""
        return type(self).objects.filter(pk=self.pk, ends_at=self.ends_at).exists()

    def end_now(self, user):
        """Take it away from all pages at once; it stays in the archive."""
        now = timezone.now()
        self.ends_at = now
        if self.starts_at > now:
            self.starts_at = now
        self.save_revision(user=user, clean=False).publish(user=user)

    def get_preview_template(self, request, mode_name):
        return "alerts/preview.html"

    def get_preview_context(self, request, mode_name):
        from .display import shown_from

        return {**super().get_preview_context(request, mode_name), "alert": shown_from(self)}


@dataclass(frozen=True)
class State:
    """Where an alert stands: "draft", "planned", "running" or "over"."""

    name: str
    label: str
