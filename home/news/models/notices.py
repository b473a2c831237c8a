"""Public notices (amtliche Bekanntmachungen) that the city is legally bound to publish.

A notice stays after its period has ended: the law that it brings into force depends on it.
"""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import PageManager
from wagtail.search import index

from content.listing import Entry, EntryQuerySet, Listing
from content.pages import CityPage, settings_without
from core.fields import BlocksField
from core.formats import feeds
from core.schema_org import CONTEXT
from home.blocks import PageBody
from home.news import filters

from .documents import Seal, documents_of


class NoticeQuerySet(EntryQuerySet):
    def newest_first(self):
        return self.order_by("-published_on", "-first_published_at", "-pk")


class PublicNoticeIndexPage(CityPage, Listing):
    """All public notices, by year and kind; none ever leaves it."""

    topic = "public-notices"
    query_parameters = ("art", "jahr", "seite")
    template = "news/notice_index.html"
    parent_page_types = ["home.HomePage", "home.LandingPage", "home.StandardPage"]
    subpage_types = ["news.PublicNoticePage"]
    page_description = _("The lasting list of the public notices, with feeds.")

    class Meta:
        verbose_name = _("list of public notices")
        verbose_name_plural = _("lists of public notices")

    @property
    def entries(self):
        return PublicNoticePage.objects.child_of(self).visible()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        kind, year = filters.kind_of(request, PublicNoticePage.Kind), filters.year_of(request)
        entries = self.entries.filter(kind=kind) if kind else self.entries
        rows = entries.filter(published_on__year=year) if year else entries
        return {
            **context,
            "kinds": PublicNoticePage.Kind.choices,
            "kind": kind,
            "year": year,
            "years": filters.years(entries, "published_on"),
            "rows": self.paged(request, rows.newest_first().for_list()),
        }

    def feed_entries(self):
        pages = self.entries.newest_first().select_related("locale", "unit")[: feeds.MOST_ENTRIES]
        return [
            feeds.Entry(
                id=page.uuid,
                link=page.full_url,
                title=page.title,
                text=page.introduction,
                published=page.published_at,
                updated=page.last_published_at or page.published_at,
                categories=[str(page.get_kind_display())],
                author=page.issuer,
            )
            for page in pages
        ]


class PublicNoticePage(CityPage, Entry):
    """One public notice with its documents."""

    class Kind(models.TextChoices):
        STATUTE = "satzung", _("Statute or ordinance")
        PLANNING = "bauleitplanung", _("Urban land-use planning")
        DISPLAY = "auslegung", _("Public display of documents")
        ORDER = "allgemeinverfuegung", _("General order")
        ELECTION = "wahl", _("Election or referendum")
        MEETING = "sitzung", _("Council meeting")
        DELIVERY = "zustellung", _("Service by public notice")
        TENDER = "vergabe", _("Tender or award of contract")
        BUDGET = "haushalt", _("Budget")
        OTHER = "sonstiges", _("Other notice")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    published_on = models.DateField(
        _("published on"), default=timezone.localdate, db_index=True, help_text=_("The legal date.")
    )
    period_from = models.DateField(
        _("period from"),
        null=True,
        blank=True,
        help_text=_("When documents are on display, or objections are possible."),
    )
    period_until = models.DateField(_("period until"), null=True, blank=True)
    effective_on = models.DateField(_("takes effect on"), null=True, blank=True)
    issued_by = models.CharField(
        _("issued by"),
        max_length=200,
        blank=True,
        help_text=_("As it signs. Empty: the responsible office."),
    )
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("corrects"),
        help_text=_("The notice that this one corrects. Each then names the other."),
    )
    body = BlocksField(PageBody(), blank=True, verbose_name=_("text of the notice"))
    review_on = models.DateField(_("check again on"), null=True, blank=True)

    objects = PageManager.from_queryset(NoticeQuerySet)()

    template = "news/notice_page.html"
    parent_page_types = ["news.PublicNoticeIndexPage"]
    page_description = _(
        "A public notice: date, period, documents. It stays for good; to correct it, publish "
        "another notice."
    )

    content_panels = [
        *CityPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("reference")]),
                FieldRowPanel([FieldPanel("published_on"), FieldPanel("effective_on")]),
                FieldRowPanel([FieldPanel("period_from"), FieldPanel("period_until")]),
            ],
            heading=_("Notice"),
        ),
        FieldPanel("body"),
        InlinePanel("documents", heading=pgettext_lazy("papers", "Documents"), label=_("Document")),
        MultiFieldPanel(
            [
                FieldPanel("unit", heading=_("issuing office")),
                FieldPanel("issued_by"),
                FieldPanel("corrects", heading=_("corrects the notice")),
            ],
            heading=_("Issuer and correction"),
        ),
    ]
    settings_panels = settings_without("unit")
    search_fields = [
        *CityPage.search_fields,
        index.SearchField("body"),
        index.SearchField("reference"),
        index.FilterField("published_on"),
    ]

    class Meta:
        verbose_name = _("public notice")
        verbose_name_plural = _("public notices")
        permissions = [("remove_publicnotice", _("Can take down or delete public notices"))]

    @property
    def published_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.published_on, time.min))

    @property
    def issuer(self) -> str:
        return self.issued_by or (self.unit.name if self.unit else "")

    @property
    def has_ended(self) -> bool:
        return self.period_until is not None and self.period_until < timezone.localdate()

    @property
    def is_running(self) -> bool:
        today = timezone.localdate()
        begun = (self.period_from or self.published_on) <= today
        return self.period_until is not None and begun and not self.has_ended

    @property
    def visible_corrections(self):
        return self.corrections.live().public().newest_first().select_related("locale")

    @cached_property
    def corrected(self):
        """The notice that this one corrects, if it is public."""
        if self.corrects_id is None:
            return None
        return PublicNoticePage.objects.visible().filter(pk=self.corrects_id).first()

    def clean(self):
        super().clean()
        errors = {}
        if self.period_from and self.period_until and self.period_until < self.period_from:
            errors["period_until"] = _("The period ends before it begins. Correct one of the days.")
        if self.corrects_id and self.corrects_id == self.pk:
            errors["corrects"] = _("A notice cannot correct itself. Choose the earlier notice.")
        if errors:
            raise ValidationError(errors)
        if self.expire_at:
            raise ValidationError(
                _(
                    "A public notice stays public. Remove the day on which it expires, and enter "
                    "“period until” instead: the page then says that the period has ended."
                )
            )

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        if self.live and kwargs.get("update_fields") is None:
            for row in self.documents.all():
                Seal.for_document(row.document)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "documents": documents_of(self),
            "corrections": list(self.visible_corrections),
            "schema": self.to_schema(request),
        }

    def to_schema(self, request):
        """DigitalDocument, as schema.org has it: there is no type for notices."""
        return {
            "@context": CONTEXT,
            "@type": "DigitalDocument",
            "name": self.title,
            "description": self.introduction,
            "identifier": self.reference,
            "genre": str(self.get_kind_display()),
            "url": self.get_full_url(request),
            "datePublished": self.published_on.isoformat(),
            "temporalCoverage": _interval(self.period_from, self.period_until),
            "inLanguage": self.locale.language_code,
            "publisher": {"@type": "GovernmentOrganization", "name": self.issuer},
        }


def _interval(first: date | None, last: date | None) -> str:
    """ISO 8601; an open end is `..`."""
    if not first and not last:
        return ""
    return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"
