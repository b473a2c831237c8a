"""What editors write: a supplement to an imported service, or a whole service of their own.

No run ever touches these rows. Publishing a supplement derives the service's columns anew.
"""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from directory.models import OrganisationalUnit
from services.modules import editable_choices

from .catalogue import LifeSituation, Service

FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]


class Supplement(
    PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel
):
    """The editors' layer on one service. For an own service it is all there is."""

    service = models.OneToOneField(
        Service,
        models.CASCADE,
        related_name="supplement",
        null=True,
        blank=True,
        verbose_name=_("service"),
        help_text=_("Leave empty to write a service of your own."),
    )
    title = models.CharField(
        _("title"),
        max_length=300,
        blank=True,
        help_text=_("Empty: the title of the source stays. An own service needs one."),
    )
    teaser = models.TextField(
        _("teaser"), blank=True, help_text=_("One or two sentences. Empty: the source's stays.")
    )
    leika_keys = models.CharField(
        _("LeiKa keys"),
        max_length=200,
        blank=True,
        help_text=_("Own services only; comma between."),
    )
    aliases = models.TextField(
        _("also called"), blank=True, help_text=_("Words that citizens use, one per line.")
    )
    life_situations = ParentalManyToManyField(
        LifeSituation, blank=True, related_name="+", verbose_name=_("further life situations")
    )
    related = ParentalManyToManyField(
        Service, blank=True, related_name="+", verbose_name=_("related services")
    )
    featured = models.BooleanField(
        _("most wanted"), default=False, help_text=_("Shows on the home page and the overview.")
    )
    hidden = models.BooleanField(
        _("hidden"), default=False, help_text=_("Citizens do not see this service.")
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Service.Status, default=Service.Status.AVAILABLE
    )
    status_reason = models.TextField(_("reason"), blank=True)
    status_until = models.DateField(_("expected until"), null=True, blank=True)
    review_on = models.DateField(_("check again on"), null=True, blank=True)
    internal_note = models.TextField(
        _("internal note"), blank=True, help_text=_("Only editors see this.")
    )
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="supplement")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="supplement",
        for_concrete_model=False,
    )

    @property
    def revisions(self):
        return self._revisions

    class Meta:
        verbose_name = _("supplement")
        verbose_name_plural = _("supplements and own services")

    def __str__(self):
        return self.title or (str(self.service) if self.service_id else "")


class SupplementModule(models.Model):
    """The editors' word on one text module: keep, append, replace or hide.

    It remembers what it replaced and says when the source has moved on.
    """

    class Mode(models.TextChoices):
        KEEP = "keep", _("keep the source's text")
        APPEND = "append", _("append")
        REPLACE = "replace", _("replace")
        HIDE = "hide", _("hide")

    supplement = ParentalKey(Supplement, on_delete=models.CASCADE, related_name="modules")
    code = models.CharField(_("section"), max_length=40, choices=editable_choices)
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.APPEND)
    language = models.CharField(_("language"), max_length=20, default="de")
    text = RichTextField(_("text"), blank=True, features=FEATURES)
    # The source's text when the editor wrote this; compared with today's.
    replaced_html = models.TextField(blank=True, editable=False)
    source_moved_on = models.BooleanField(default=False, editable=False, db_index=True)

    class Meta:
        verbose_name = _("own text")
        verbose_name_plural = _("own texts")
        constraints = [
            models.UniqueConstraint(
                fields=["supplement", "code", "language"], name="one_own_text_per_section"
            )
        ]

    def __str__(self):
        return f"{self.get_mode_display()}: {self.get_code_display()}"


class SupplementLink(models.Model):
    """An own online service or form of the editors."""

    class Kind(models.TextChoices):
        ONLINE = "online", _("online application")
        FORM = "form", _("form (PDF)")

    supplement = ParentalKey(Supplement, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ONLINE)
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )

    class Meta:
        verbose_name = _("own link")
        verbose_name_plural = _("own links")

    def __str__(self):
        return self.title


class SupplementUnit(models.Model):
    """A unit that the editors name as responsible."""

    supplement = ParentalKey(Supplement, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(
        OrganisationalUnit, models.CASCADE, related_name="+", verbose_name=_("unit")
    )
    role = models.CharField(
        _("role"),
        max_length=10,
        choices=[("01", _("responsible body")), ("03", _("point of contact"))],
        default="01",
    )

    class Meta:
        verbose_name = _("responsible unit")
        verbose_name_plural = _("responsible units")

    def __str__(self):
        return str(self.unit)
