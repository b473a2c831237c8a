"""Base of all twelve types: identity, state, and references.

Properties have the standard's names in snake case: `paper.main_file` is a column,
`paper.consultation.all()` are the embedded objects. Beside every reference stands the key of its
target, so that a reference may come before its target: while that is unknown, the relation is
NULL. The URLs of external lists lie in `lists`, {type: URL}.
"""

import hashlib
from functools import lru_cache

import orjson
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from harvest.models import Source
from opendata.oparl import schema

KEY_LENGTH = 64


@lru_cache(8192)
def key_of(url: str) -> str:
    """The SHA-256 of an id, hex, equal for the spellings that mean one object; "" for ""."""
    return hashlib.sha256(schema.key(url).encode()).hexdigest() if url else ""


def refers_to(target: str, related_name: str = "+", verbose_name=""):
    """A relation to one object of the source; NULL while the target is not known."""
    return models.ForeignKey(
        f"oparl.{target}",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name=related_name,
        verbose_name=verbose_name or None,
    )


def reference_key():
    """The key of the target of the relation of the same name; "" without one."""
    return models.CharField(max_length=KEY_LENGTH, blank=True, editable=False)


class OParlQuerySet(models.QuerySet):
    def published(self):
        """Objects that citizens see: not deleted, depublished or restricted at the source."""
        return self.filter(withdrawn_at=None)

    def withdrawn(self):
        return self.exclude(withdrawn_at=None)

    def for_source(self, source):
        return self.filter(source=source)


class OParlObject(models.Model):
    """Identity and state of every object, and the properties that all types have."""

    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="+",
        verbose_name=_("source"),
        editable=False,
        # The unique constraint below begins with it.
        db_index=False,
    )
    url = models.TextField(_("address at the source"), help_text=_("The object's OParl id."))
    key = models.CharField(max_length=KEY_LENGTH, editable=False)
    license = models.TextField(_("licence"), blank=True)
    keyword = models.JSONField(_("keywords"), default=list, blank=True)
    created = models.DateTimeField(_("created at the source"), null=True, blank=True)
    modified = models.DateTimeField(_("modified at the source"), null=True, blank=True)
    web = models.TextField(_("page in the council information system"), blank=True)

    # The object as delivered, what it embeds replaced by ids: for diffs and better mappings.
    raw = models.TextField(blank=True, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    imported_at = models.DateTimeField(_("first imported"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    restricted = models.BooleanField(
        _("restricted"),
        default=False,
        editable=False,
        help_text=_("Withdrawn because the source no longer shows it to everybody."),
    )

    objects = OParlQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="%(app_label)s_%(class)s_key")
        ]

    def __str__(self):
        return getattr(self, "name", "") or self.url

    def get_absolute_url(self):
        """Its page below /rat/: of a Body, File, Meeting, Organization, Paper or Person."""
        return reverse(f"oparl:{self._meta.model_name}", args=[self.pk])

    @property
    def is_published(self):
        return self.withdrawn_at is None

    @cached_property
    def delivered(self) -> dict:
        """The object's own JSON as a dict."""
        return orjson.loads(self.raw) if self.raw else {}
