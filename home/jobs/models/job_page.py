"""One job offer, until its deadline and after."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import PageManager
from wagtail.search import index

from content.listing import Entry, EntryQuerySet
from content.pages import CityPage
from core.fields import BlocksField
from core.safe_links import validate_web_address, web_address
from home.blocks import PageBody
from home.jobs import formatting
from home.jobs.fields import AmountField
from home.jobs.job_form import JobPageForm
from home.jobs.job_posting import job_posting
from home.news import places
from search.german.words import words

from .kinds import Kind

# A list shows none of what offices keep for their own pages.
UNSEEN = ("record", "contact", "descriptions", "opening_hours_texts")


class JobQuerySet(EntryQuerySet):
    def still_open(self):
        """Jobs open for application, by date: no job has to run at midnight."""
        return self.filter(Q(apply_until=None) | Q(apply_until__gte=timezone.localdate()))

    def expired(self):
        return self.filter(apply_until__lt=timezone.localdate())

    def by_deadline(self):
        """The next deadline first; offers open until filled come last."""
        return self.order_by(F("apply_until").asc(nulls_last=True), "-first_published_at", "-pk")

    def for_list(self):
        """With the related objects of a row, in one query."""
        unseen = [f"{office}__{name}" for office in ("unit", "department") for name in UNSEEN]
        jobs = self.select_related("locale", "unit", "department", "field")
        return jobs.defer("body", *unseen)


class JobPage(CityPage, Entry):
    """A job offer. Its title stands as the editor types it, with (m/w/d) or without."""

    class Contract(models.TextChoices):
        PERMANENT = "permanent", _("permanent")
        FIXED_TERM = "fixed-term", _("fixed-term")

    kind = models.CharField(_("employment"), max_length=30, choices=Kind, default=Kind.FULL_TIME)
    field = models.ForeignKey(
        "jobs.FieldOfWork",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("field of work"),
        help_text=_("Readers filter by it."),
    )
    reference = models.CharField(_("reference number"), max_length=80, blank=True)
    department = models.ForeignKey(
        "directory.OrganisationalUnit",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("office in which the work is"),
        help_text=_("Its address is the place of work. Empty: the responsible office."),
    )
    place_name = models.CharField(
        _("place of work"), max_length=200, blank=True, help_text=_("Only if it is elsewhere.")
    )
    place_street = models.CharField(_("street and number"), max_length=200, blank=True)
    place_town = models.CharField(_("postcode and town"), max_length=120, blank=True)

    hours_per_week = models.CharField(
        _("hours per week"), max_length=60, blank=True, help_text=_("39, or 19.5 to 39")
    )
    contract = models.CharField(_("contract"), max_length=12, choices=Contract, blank=True)
    fixed_until = models.DateField(_("fixed until"), null=True, blank=True)
    starts_on = models.DateField(
        _("begins on"), null=True, blank=True, help_text=_("Empty: as soon as possible.")
    )
    pay_grade = models.CharField(
        _("pay grade"), max_length=120, blank=True, help_text=_("EG 9a TVöD, or A 9 to A 10")
    )
    salary_from = AmountField(
        _("pay from"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Euros a month before taxes."),
    )
    salary_to = AmountField(
        _("pay to"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )

    apply_until = models.DateField(
        _("application deadline"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("The last day. The day after, the offer leaves lists, feeds and search."),
    )
    until_filled = models.BooleanField(
        _("open until filled"), default=False, help_text=_("Instead of a deadline.")
    )
    apply_form = models.ForeignKey(
        "forms.FormPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by a form of this website"),
    )
    apply_url = models.URLField(
        _("by another website"),
        blank=True,
        max_length=500,
        validators=[validate_web_address],
        help_text=_("The address of the portal for applications."),
    )
    apply_email = models.EmailField(_("by e-mail to"), blank=True)
    apply_post = models.TextField(_("by post to"), blank=True)
    contact_name = models.CharField(_("name"), max_length=200, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=60, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)

    body = BlocksField(
        PageBody(),
        blank=True,
        verbose_name=_("content"),
        help_text=_("Tasks, profile, what you offer. Files go into the block “Documents”."),
    )
    # The deadline ends an offer: nobody has to look at it again before.
    review_on = models.DateField(_("check again on"), null=True, blank=True)

    objects = PageManager.from_queryset(JobQuerySet)()

    base_form_class = JobPageForm
    template = "jobs/job_page.html"
    parent_page_types = ["jobs.JobsPage"]
    page_description = _("One job offer: deadline, employment, pay, how to apply.")

    content_panels = [
        *CityPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("field")]),
                FieldRowPanel([FieldPanel("apply_until"), FieldPanel("until_filled")]),
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("hours_per_week")]),
                FieldRowPanel([FieldPanel("contract"), FieldPanel("fixed_until")]),
                FieldPanel("pay_grade"),
                FieldRowPanel([FieldPanel("salary_from"), FieldPanel("salary_to")]),
                FieldPanel("reference"),
            ],
            heading=_("Job"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("department"),
                FieldPanel("place_name"),
                FieldRowPanel([FieldPanel("place_street"), FieldPanel("place_town")]),
            ],
            heading=_("Where"),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("apply_form"),
                FieldPanel("apply_url"),
                FieldPanel("apply_email"),
                FieldPanel("apply_post"),
            ],
            heading=_("How to apply"),
            help_text=_("At least one of these."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldRowPanel([FieldPanel("contact_phone"), FieldPanel("contact_email")]),
            ],
            heading=_("Who answers questions about the job"),
        ),
    ]
    search_fields = [
        *CityPage.search_fields,
        index.SearchField("body"),
        index.SearchField("search_keywords"),
        index.FilterField("apply_until"),
    ]

    class Meta:
        verbose_name = _("job offer")
        verbose_name_plural = _("job offers")

    @property
    def search_keywords(self) -> str:
        """Kind, field, office and number, which readers search for, too.

        The number's parts stand apart as in a query; PostgreSQL takes `11-2027` for two figures.
        """
        parts = [*map(str, (self.get_kind_display(), self.kind, self.field or ""))]
        return " ".join([*parts, self.workplace_name, *words(self.reference)])

    @property
    def is_expired(self) -> bool:
        """Whether the last day to apply is over, in the city's time zone."""
        return self.apply_until is not None and self.apply_until < timezone.localdate()

    @property
    def published_at(self) -> datetime:
        return self.first_published_at or self.latest_revision_created_at or timezone.now()

    @property
    def workplace(self):
        """The office where the work is; None when citizens may not see it."""
        unit = self.department or self.unit
        if unit is None or unit.withdrawn_at or unit.hidden or not unit.was_public():
            return None
        return unit

    @property
    def workplace_name(self) -> str:
        return self.workplace.shown_name if self.workplace else ""

    @cached_property
    def place(self) -> places.Place:
        typed = places.Place(self.place_name, self.place_street, self.place_town)
        return places.at_office(self.workplace, typed)

    @cached_property
    def form_page(self):
        """The application form, while readers can open it."""
        form = self.apply_form
        return form if form and form.live else None

    @property
    def portal(self) -> str:
        """The address for applications, if readers may follow it."""
        return web_address(self.apply_url)

    @property
    def accepts_applications(self) -> bool:
        return bool(self.form_page or self.portal or self.apply_email or self.apply_post)

    def clean(self):
        super().clean()
        errors = {}
        if self.apply_until and self.until_filled:
            errors["until_filled"] = _("Enter either a deadline or this, not both.")
        if self.fixed_until and self.contract != self.Contract.FIXED_TERM:
            errors["contract"] = _("Choose “fixed-term”, or leave its end empty.")
        if self.salary_from and self.salary_to and self.salary_to < self.salary_from:
            errors["salary_to"] = _("This is less than “pay from”. Correct one of them.")
        if errors:
            raise ValidationError(errors)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "list": self.list_page,
            "pay": formatting.pay(self),
            "contract": formatting.contract(self),
            "schema": {} if self.is_expired else job_posting(self, request),
        }

    def get_sitemap_urls(self, request=None):
        return [] if self.is_expired else super().get_sitemap_urls(request)
