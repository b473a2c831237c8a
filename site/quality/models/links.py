"""Links of the site's content: their targets, states and uses."""

import hashlib

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A server may be down for a night.
FAILURES_BEFORE_REPORT = 2
LONGEST_URL = 2000


def digest_of(target: str) -> str:
    return hashlib.sha256(target.encode()).hexdigest()


class LinkQuerySet(models.QuerySet):
    def used(self):
        return self.filter(Exists(LinkUse.objects.filter(link=OuterRef("pk"))))

    def external(self):
        return self.filter(internal=False)

    def on(self, wanted: Q):
        """Links used in certain content: a condition on `LinkUse`."""
        return self.filter(pk__in=LinkUse.objects.filter(wanted).values("link"))

    def broken(self):
        """Broken links that nobody has found good."""
        failed = Q(internal=True) | Q(failures__gte=FAILURES_BEFORE_REPORT)
        return self.filter(failed, state=Link.State.BROKEN, ignored=False, found_good_at=None)


class Link(models.Model):
    """One target, however often it is used.

    target: an http(s) address, a path of this site, `page:12` or `document:7`.
    failures: consecutive nights on which an external target failed.
    found_good_at: a person has found it good; the next change of state resets it.
    """

    class State(models.TextChoices):
        UNKNOWN = "", _("not checked yet")
        GOOD = "good", _("works")
        MOVED = "moved", _("has moved")
        UNCLEAR = "unclear", _("unclear")
        BROKEN = "broken", _("broken")

    target = models.CharField(_("link"), max_length=LONGEST_URL)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    internal = models.BooleanField(_("on this site"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, blank=True, default="")
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    moved_to = models.CharField(_("new address"), max_length=LONGEST_URL, blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True, db_index=True)
    since = models.DateTimeField(_("since"), null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    failed_on = models.DateField(null=True, blank=True)
    ignored = models.BooleanField(_("ignored"), default=False)
    found_good_at = models.DateTimeField(_("checked by hand"), null=True, blank=True)
    found_good_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self):
        return self.target

    def save(self, **kwargs):
        self.digest = digest_of(self.target)
        super().save(**kwargs)

    def record(self, state: str, answer: str = "", moved_to: str = "", now=None):
        """Store the result of a check. Failures count once a night."""
        now = now or timezone.now()
        if state != self.state:
            self.since, self.found_good_at, self.found_good_by = now, None, None
        night = timezone.localdate(now)
        if state != self.State.BROKEN:
            self.failures, self.failed_on = 0, None
        elif self.failed_on != night:
            self.failures, self.failed_on = self.failures + 1, night
        self.state, self.answer = state, answer[:300]
        self.moved_to = moved_to[:LONGEST_URL]
        self.checked_at = now
        self.save()


class LinkUse(models.Model):
    """A place where a link stands."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="uses")
    source = models.CharField(_("where from"), max_length=40, db_index=True)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(_("content"), max_length=300)
    text = models.CharField(_("link text"), max_length=300, blank=True)
    sentence = models.TextField(_("sentence"), blank=True)

    class Meta:
        verbose_name = _("use of a link")
        verbose_name_plural = _("uses of links")
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return self.title


class IgnoredHost(models.Model):
    """A host that is not checked: it refuses programs, or requires a login."""

    host = models.CharField(
        _("host"), max_length=253, unique=True, help_text=_("For example: www.example.org")
    )
    note = models.CharField(_("why"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("host that is not checked")
        verbose_name_plural = _("hosts that are not checked")
        ordering = ["host"]

    def __str__(self):
        return self.host

    def clean(self):
        super().clean()
        # Whoever copies the host from a browser brings the scheme along.
        host = self.host.strip().lower().partition("://")[2] or self.host.strip().lower()
        self.host = host.partition("/")[0].rpartition("@")[2].partition(":")[0]


class Gap(models.Model):
    """A requirement that a piece of content does not meet (quality.completeness)."""

    check_name = models.CharField(_("what is missing"), max_length=60, db_index=True)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(_("content"), max_length=300)
    unit = models.ForeignKey(
        "directory.OrganisationalUnit",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible office"),
    )
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("gap")
        verbose_name_plural = _("gaps")
        ordering = ["since", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_name", "content_type", "object_id"], name="one_gap_per_check"
            )
        ]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return self.title
