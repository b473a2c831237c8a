"""The first stage of a harvest: objects as delivered, and the progress of each list."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from harvest.formatting import word
from harvest.models import Source

from .base import KEY_LENGTH

# The kind of source (harvest.registry) that the council comes from.
SOURCE_KIND = "oparl"


class RawObject(models.Model):
    """One object as delivered by a list or its own address, with embedded objects.

    pending: stored, but not yet published to the models.
    doubtful: no longer embedded in its parent; whether it still exists has to be checked.
    """

    class State(models.TextChoices):
        LIVE = "live", pgettext_lazy("state at the source", "live")
        DELETED = "deleted", _("deleted")
        RESTRICTED = "restricted", _("restricted")

    source = models.ForeignKey(
        Source,
        models.CASCADE,
        related_name="+",
        verbose_name=_("source"),
        # The unique constraint below begins with it.
        db_index=False,
    )
    url = models.TextField(_("address at the source"))
    key = models.CharField(max_length=KEY_LENGTH, editable=False)
    object_type = models.CharField(_("type"), max_length=20)
    # Of the list it stands in; "" for what is not listed.
    list_key = models.CharField(max_length=KEY_LENGTH, blank=True, editable=False)
    # Of the body whose list it is: meetings do not say it themselves.
    body_url = models.TextField(blank=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.LIVE)
    content = models.TextField(_("JSON as delivered"), blank=True)
    content_hash = models.CharField(max_length=64, editable=False)
    fetched_at = models.DateTimeField(_("fetched"), default=timezone.now)
    pending = models.BooleanField(default=True, editable=False)
    doubtful = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("object as delivered")
        verbose_name_plural = _("objects as delivered")
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="oparl_rawobject_key")
        ]
        indexes = [
            models.Index(
                fields=["source", "id"],
                condition=models.Q(pending=True),
                name="oparl_rawobject_pending",
            ),
            models.Index(fields=["source", "list_key"], name="oparl_rawobject_list"),
        ]

    def __str__(self):
        return self.url


class ListWalk(models.Model):
    """One list of a source: its cursor, and the walk under way.

    cursor: start of the last complete walk whose objects are published; changes are requested from
    a little before it on. An interrupted walk resumes at `next_url`.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="+", verbose_name=_("source"))
    url = models.TextField(_("address"))
    key = models.CharField(max_length=KEY_LENGTH, editable=False)
    object_type = models.CharField(_("type"), max_length=20)
    cursor = models.DateTimeField(_("known until"), null=True, blank=True)

    started_at = models.DateTimeField(_("walk began"), null=True, blank=True)
    since = models.DateTimeField(_("changes since"), null=True, blank=True)
    next_url = models.TextField(_("next page"), blank=True)
    finished = models.BooleanField(_("walked to the end"), default=False)

    class Meta:
        verbose_name = _("list")
        verbose_name_plural = _("lists")
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="oparl_listwalk_key")]

    def __str__(self):
        return self.url

    @property
    def is_whole(self):
        """Whether this walk is complete: only then absence proves anything."""
        return self.finished and self.since is None


class WalkedPage(models.Model):
    """A page of a walk under way with the keys of its objects, kept until the walk is published."""

    walk = models.ForeignKey(ListWalk, models.CASCADE, related_name="pages")
    url = models.TextField()
    # Keys of the objects on the page
    keys = models.JSONField(default=list)

    class Meta:
        verbose_name = _("walked page")
        verbose_name_plural = _("walked pages")

    def __str__(self):
        return self.url


class QualityIssue(models.Model):
    """One kind of irregularity in one delivered object, or in a reference of it."""

    source = models.ForeignKey(
        Source, models.CASCADE, related_name="quality_issues", verbose_name=_("source")
    )
    # What was delivered when it was found; NULL for what is found by looking at all objects.
    raw = models.ForeignKey(RawObject, models.CASCADE, null=True, related_name="issues")
    kind = models.CharField(_("what"), max_length=60)
    object_type = models.CharField(_("type"), max_length=20, blank=True)
    prop = models.CharField(_("property"), max_length=60, blank=True)
    url = models.TextField(_("object"), blank=True)
    count = models.PositiveIntegerField(_("how often"), default=1)
    found_at = models.DateTimeField(_("found"), default=timezone.now)

    class Meta:
        verbose_name = _("oddity")
        verbose_name_plural = _("data quality")
        ordering = ["kind", "object_type", "prop", "pk"]
        indexes = [models.Index(fields=["source", "kind"], name="oparl_qualityissue_kind")]

    def __str__(self):
        return f"{self.kind} {self.place}"

    @property
    def what(self):
        """The kind in words."""
        return word(self.kind)

    @property
    def place(self):
        """`Meeting.type`, as the standard writes it."""
        return ".".join(filter(None, [self.object_type, self.prop]))
