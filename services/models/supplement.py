"""Supplements: the editors' additions to an imported service, or a whole service of their own.

No run ever touches these rows. Publishing a supplement derives the service's columns anew.
"""

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from core.actions import Action
from core.reviewed import Reviewed
from core.text.slugs import free_slug
from core.text.sorting import letter, sort_key
from services.records.normalise import leika_key

from .catalogue import FormerSlug, Layer, Service
from .life_situations import LifeSituation


class SupplementQuerySet(models.QuerySet):
    def due_for_review(self, today=None):
        return self.filter(review_on__lte=today or timezone.localdate())


class Supplement(
    Reviewed,
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    ClusterableModel,
):
    """The editors' layer on one service. For an own service it is all there is."""

    # The module public.previews, set by ServicesConfig.ready(): models know no pages.
    previewer = None

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
    featured = models.BooleanField(
        _("most wanted"), default=False, help_text=_("Shows on the home page and the overview.")
    )
    hidden = models.BooleanField(
        _("hidden"), default=False, help_text=_("Citizens do not see this service.")
    )
    online_action = models.CharField(
        _("what the source's links do"),
        max_length=20,
        choices=Action,
        blank=True,
        help_text=_(
            "For the online services that the source names. Empty: their title tells, for example "
            "“Termin …” or “… melden”. A link of your own with the same address goes before it."
        ),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Service.Status, default=Service.Status.AVAILABLE
    )
    status_reason = models.TextField(_("reason"), blank=True)
    status_until = models.DateField(_("expected until"), null=True, blank=True)
    # No year by default: most supplements only add an alias or a link.
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

    objects = SupplementQuerySet.as_manager()

    class Meta:
        verbose_name = _("service supplement")
        verbose_name_plural = _("supplements and own services")

    def __str__(self):
        return self.title or (str(self.service) if self.service_id else "")

    @property
    def revisions(self):
        return self._revisions

    @property
    def is_own_service(self):
        return self.service_id is None or self.service.is_own

    @property
    def alias_list(self):
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]

    @property
    def leika_key_list(self):
        """The valid keys, 14 digits each."""
        return [key for part in self.leika_keys.split(",") if (key := leika_key(part))]

    def clean(self):
        super().clean()
        spellings = {}
        for alias in self.alias_list:
            spellings.setdefault(alias.casefold(), alias)
        self.aliases = "\n".join(spellings.values())
        errors = {}
        if self.is_own_service and not self.title.strip():
            errors["title"] = _("Please write a title: a service of your own has no other.")
        if wrong := [p for p in self.leika_keys.split(",") if p.strip() and not leika_key(p)]:
            errors["leika_keys"] = _(
                "“%(key)s” is not a LeiKa key. Please write 14 digits, a comma between two keys."
            ) % {"key": wrong[0].strip()}
        if self.status != Service.Status.AVAILABLE and not self.status_reason.strip():
            errors["status_reason"] = _("Please tell citizens why: the status is not “available”.")
        if errors:
            raise ValidationError(errors)

    def save(self, **kwargs):
        if self.service_id is None:
            self.service = _create_own_service(self.title)
        super().save(**kwargs)

    @property
    def preview_modes(self):
        return self.previewer.modes(self)

    def get_preview_template(self, request, mode_name):
        return self.previewer.template

    def get_preview_context(self, request, mode_name):
        context = super().get_preview_context(request, mode_name)
        return {**context, **self.previewer.context(self, request, mode_name)}


def _create_own_service(title):
    """Create the service of an own supplement; hidden until that is published."""
    slugs = Service.objects.values_list("slug", flat=True)
    former = FormerSlug.objects.values_list("slug", flat=True)
    return Service.objects.create(
        title=title,
        slug=free_slug(title, set(slugs) | set(former), fallback="dienstleistung"),
        sort_key=sort_key(title),
        letter=letter(title),
        layer=Layer.EDITORS,
        languages=["de"],
        visible=False,
    )
