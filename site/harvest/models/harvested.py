"""Base of all objects that a source delivers."""

import orjson
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .sources import Source


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
