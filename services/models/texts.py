"""A service's texts: one version per language, municipal texts, synonyms."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from harvest.models import Harvested, identity_constraint

from .catalogue import Service


class ServiceVersion(models.Model):
    """The imported texts of one service in one language, Leichte Sprache ("de-LS") included.

    modules: {code: {"html": str, "links": [{"url", "title", "description"}], "heading": str,
    "channels": {channel: html}}}.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="versions")
    language = models.CharField(_("language"), max_length=20)
    title = models.TextField(_("title"))
    official_title = models.TextField(_("official title"), blank=True)
    modules = models.JSONField(_("text modules"), default=dict)
    machine_translated = models.BooleanField(_("translated by machine"), default=False)
    updated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["service", "language"], name="version_per_language")
        ]

    def __str__(self):
        return f"{self.title} ({self.language})"


class Specialisation(Harvested):
    """A municipality's texts for a service in some areas: the third layer.

    modules as in ServiceVersion, one more level down: {language: {code: …}}.
    """

    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="specialisations"
    )
    service_key = models.TextField(editable=False)
    areas = models.JSONField(default=list)
    modules = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("municipal text")
        verbose_name_plural = _("municipal texts")
        constraints = [identity_constraint("specialisation_identity")]

    def __str__(self):
        return f"{self.service or self.service_key} · {self.key}"


class Synonym(models.Model):
    """Another word for a service: XZuFi begriffImKontext, or the editors' own."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="synonyms")
    term = models.CharField(_("term"), max_length=300)
    sort_key = models.CharField(max_length=300, editable=False)
    letter = models.CharField(max_length=1, editable=False, db_index=True)
    language = models.CharField(max_length=20, default="de")
    type_code = models.CharField(max_length=10, blank=True)
    own = models.BooleanField(_("own"), default=False)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["sort_key", "id"]

    def __str__(self):
        return self.term
