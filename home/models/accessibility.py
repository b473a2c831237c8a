"""The accessibility statement: Art. 7 of Directive (EU) 2016/2102, in its model's order."""

from datetime import timedelta

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from content.pages import CityPage
from core.fields import BlocksField
from core.reviewed import REVIEW_EVERY
from home.barrier_blocks import Barriers
from home.federal_states import STATES, Authority, choices, own_state
from submissions.models import Delivery

from .base import ContentPage


class AccessibilityStatementPage(ContentPage):
    """The statement: conformance, barriers, contact and enforcement body.

    It is reviewed every year: `review_on` is a year after the last check at most.
    """

    class Status(models.TextChoices):
        FULLY = "fully", _("fully accessible")
        PARTLY = "partly", _("partly accessible")
        NOT = "not", _("not accessible")

    class Method(models.TextChoices):
        SELF = "self", _("own assessment")
        EXTERNAL = "external", _("assessment by an independent body")
        MONITORING = "monitoring", _("check by the monitoring body of the state")

    scope = models.CharField(
        _("applies to"),
        max_length=300,
        help_text=_("The website's address, and apps if there are any."),
    )
    land = models.CharField(
        _("state"),
        max_length=2,
        choices=choices,
        default=own_state,
        help_text=_("Tells which law applies, and for some states who enforces it."),
    )
    law = models.CharField(
        _("law"), max_length=400, blank=True, help_text=_("Empty: the law of the state.")
    )
    status = models.CharField(_("state of things"), max_length=10, choices=Status)
    barriers = BlocksField(
        Barriers(),
        blank=True,
        verbose_name=_("what is not accessible"),
        help_text=_("Each with its reason, and with what helps instead."),
    )
    created_on = models.DateField(_("statement made on"), default=timezone.localdate)
    checked_on = models.DateField(
        _("last checked on"),
        default=timezone.localdate,
        help_text=_("The statement has to be checked every year; you will be reminded."),
    )
    method = models.CharField(_("how it was checked"), max_length=12, choices=Method)
    checked_by = models.CharField(_("by whom"), max_length=200, blank=True)
    report_url = models.URLField(_("address of the report"), blank=True)
    contact = models.CharField(
        _("contact"), max_length=200, help_text=_("The office or person that takes reports.")
    )
    contact_email = models.EmailField(
        _("e-mail"), help_text=_("Gets what readers report by the form “Report a barrier”.")
    )
    contact_phone = models.CharField(_("phone"), max_length=50, blank=True)
    enforcement = models.CharField(
        _("enforcement body"),
        max_length=200,
        blank=True,
        help_text=_("Empty: the body of the state, where it is known (Hessen, Rheinland-Pfalz)."),
    )
    enforcement_address = models.TextField(_("its address"), blank=True)
    enforcement_email = models.EmailField(_("its e-mail"), blank=True)
    enforcement_url = models.URLField(_("its website"), blank=True)

    template = "home/accessibility_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    page_description = _(
        "The accessibility statement as the law's model has it, with the form for barriers."
    )

    content_panels = [
        *CityPage.content_panels,
        FieldPanel("scope"),
        FieldRowPanel([FieldPanel("land"), FieldPanel("status")]),
        FieldPanel("law"),
        FieldPanel("barriers"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("created_on"), FieldPanel("checked_on")]),
                FieldRowPanel([FieldPanel("method"), FieldPanel("checked_by")]),
                FieldPanel("report_url"),
            ],
            heading=_("How the site was checked"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("contact"),
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
            ],
            heading=_("Who takes reports of barriers"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("enforcement"),
                FieldPanel("enforcement_address"),
                FieldRowPanel([FieldPanel("enforcement_email"), FieldPanel("enforcement_url")]),
            ],
            heading=_("Who enforces the law"),
        ),
        FieldPanel("body", heading=_("More, for example measures that are planned")),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("barriers")]

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    @property
    def applicable_law(self) -> str:
        land = STATES.get(self.land)
        return self.law or (land.accessibility_law if land else "")

    @property
    def enforcement_body(self) -> Authority | None:
        """The body to contact when a report has no satisfying answer."""
        if self.enforcement:
            return Authority(
                self.enforcement,
                self.enforcement_url,
                self.enforcement_address,
                self.enforcement_email,
            )
        land = STATES.get(self.land)
        return land and land.enforcement

    @property
    def barrier_groups(self) -> list[tuple[str, list]]:
        """[(block type, [barrier])] in the model's order: non-compliance, burden, out of scope."""
        kinds = self.barriers.stream_block.child_blocks
        groups = [
            (kind, [b.value for b in self.barriers if b.block_type == kind]) for kind in kinds
        ]
        return [(kind, found) for kind, found in groups if found]

    def clean(self):
        super().clean()
        errors = {}
        if self.status == self.Status.FULLY and self.barriers:
            errors["status"] = _("You name things that are not accessible; so not fully.")
        if self.status in (self.Status.PARTLY, self.Status.NOT) and not self.barriers:
            errors["barriers"] = _("Name what is not accessible.")
        if self.checked_on and self.checked_on > timezone.localdate():
            errors["checked_on"] = _("This day has not come yet.")
        elif self.checked_on and self.created_on and self.checked_on < self.created_on:
            errors["checked_on"] = _("This is before the statement was made.")
        if self.enforcement_body is None:
            errors["enforcement"] = _("For this state, name the enforcement body yourself.")
        if not self.applicable_law:
            errors["law"] = _("For this state, name the law yourself.")
        if errors:
            raise ValidationError(errors)
        self.review_on = min(self.review_on or self.review_at_latest, self.review_at_latest)

    def next_review(self):
        # Only a new check of the site, with its date, gives another year.
        return min(super().next_review(), self.review_at_latest)

    @property
    def review_at_latest(self):
        return (self.checked_on or timezone.localdate()) + REVIEW_EVERY


class BarrierReport(models.Model):
    """A reader's report of a barrier. Deleted some time after the answer, after a year at most."""

    ANSWER_WITHIN = timedelta(days=30)
    KEPT_AFTER_ANSWER = timedelta(days=90)
    KEPT_AT_MOST = timedelta(days=365)

    receipt = models.CharField(_("receipt number"), max_length=20, unique=True, editable=False)
    statement = models.ForeignKey(
        AccessibilityStatementPage,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="reports",
        verbose_name=_("accessibility statement"),
    )
    page = models.CharField(_("page"), max_length=500, blank=True)
    text = models.TextField(_("what cannot be used"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    created_at = models.DateTimeField(_("reported"), default=timezone.now, editable=False)
    mailed_at = models.DateTimeField(_("passed on"), null=True, editable=False)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    note = models.TextField(_("what was done"), blank=True)
    deliveries = GenericRelation(Delivery, related_query_name="barrier_report")

    class Meta:
        ordering = ["answered_on", "created_at"]
        verbose_name = _("reported barrier")
        verbose_name_plural = _("reported barriers")

    def __str__(self):
        return self.receipt

    @property
    def answer_by(self):
        return timezone.localdate(self.created_at) + self.ANSWER_WITHIN
