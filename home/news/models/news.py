"""News and their list."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from content.listing import Entry, EntryQuerySet, Listing
from content.pages import CityPage
from core.fields import BlocksField
from core.formats import feeds
from core.schema_org import CONTEXT
from home.blocks import PageBody
from home.news import filters

from .categories import Category

YEAR_DAYS = 365.25


class NewsQuerySet(EntryQuerySet):
    def newest_first(self):
        return self.order_by("-published_on", "-first_published_at", "-pk")

    def pinned_first(self):
        pinned = When(pinned_until__gte=timezone.localdate(), then=Value(0))
        place = Case(pinned, default=Value(1))
        return self.order_by(place, "-published_on", "-first_published_at", "-pk")


class NewsIndexPage(CityPage, Listing):
    """All news, the latest first, with an archive by year."""

    outdated_after = models.PositiveSmallIntegerField(
        _("out of date after … years"),
        default=2,
        help_text=_("Older news say at the top that they may be out of date. 0: never."),
    )

    topic = "news"
    query_parameters = ("kategorie", "jahr", "seite")
    template = "news/news_index.html"
    parent_page_types = ["home.HomePage", "home.LandingPage", "home.StandardPage"]
    subpage_types = ["news.NewsPage"]
    page_description = _("The list of the news, with feeds and an archive by year.")

    content_panels = [*CityPage.content_panels, FieldPanel("outdated_after")]

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    @property
    def entries(self):
        return NewsPage.objects.child_of(self).visible()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        asked = filters.from_request(request, Category.Kind.NEWS)
        entries = asked.filter_category(self.entries)
        rows = asked.filter_year(entries, "published_on")
        rows = rows.newest_first() if asked.year else rows.pinned_first()
        return {
            **context,
            "asked": asked,
            "years": filters.years(entries, "published_on"),
            "rows": self.paged(request, rows.for_list()),
        }

    def feed_entries(self):
        pages = self.entries.newest_first().select_related("locale")
        return [
            feeds.Entry(
                id=page.uuid,
                link=page.full_url,
                title=page.title,
                text=page.introduction,
                published=page.published_at,
                updated=page.last_published_at or page.published_at,
                categories=[category.title for category in page.categories.all()],
                author=page.author,
            )
            for page in pages.prefetch_related("categories")[: feeds.MOST_ENTRIES]
        ]


class NewsPage(CityPage, Entry):
    """One piece of news."""

    published_on = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    author = models.CharField(
        _("author"),
        max_length=120,
        blank=True,
        help_text=_("A name or an office. Empty: the responsible office."),
    )
    pinned_until = models.DateField(
        _("on top until"),
        null=True,
        blank=True,
        help_text=_("Until this day the news stand on top of the list and of the home page."),
    )
    categories = ParentalManyToManyField(
        Category,
        blank=True,
        limit_choices_to={"kind": Category.Kind.NEWS},
        related_name="+",
        verbose_name=_("categories"),
    )
    body = BlocksField(PageBody(), blank=True, verbose_name=_("content"))
    # News are of their day: nobody has to look at them again.
    review_on = models.DateField(_("check again on"), null=True, blank=True)

    objects = PageManager.from_queryset(NewsQuerySet)()

    template = "news/news_page.html"
    parent_page_types = ["news.NewsIndexPage"]
    page_description = _("One piece of news: date, short text, picture, content.")

    content_panels = [
        *CityPage.content_panels,
        FieldRowPanel([FieldPanel("published_on"), FieldPanel("pinned_until")]),
        FieldPanel("picture"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("author"), FieldPanel("categories")], heading=_("Author and categories")
        ),
        InlinePanel("related", heading=_("See also"), label=_("Page")),
    ]
    promote_panels = Page.promote_panels
    search_fields = [
        *CityPage.search_fields,
        index.SearchField("body"),
        index.FilterField("published_on"),
    ]

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")

    @property
    def published_at(self) -> datetime:
        """The moment for feeds: of publication, or the beginning of a different date."""
        if self.first_published_at:
            local = timezone.localtime(self.first_published_at)
            if local.date() == self.published_on:
                return local
        return timezone.make_aware(datetime.combine(self.published_on, time.min))

    @property
    def is_pinned(self) -> bool:
        return self.pinned_until is not None and self.pinned_until >= timezone.localdate()

    @property
    def written_by(self) -> str:
        return self.author or (self.unit.name if self.unit else "")

    @property
    def is_outdated(self) -> bool:
        years = self.list_page.outdated_after
        age = timezone.localdate() - self.published_on
        return years > 0 and age.days > years * YEAR_DAYS

    def clean(self):
        super().clean()
        if self.pinned_until and self.published_on and self.pinned_until < self.published_on:
            raise ValidationError(
                {"pinned_until": _("This day is before the date of the news: choose a later one.")}
            )

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        chosen = dict.fromkeys(row.page_id for row in self.related.all())
        related = Page.objects.filter(pk__in=chosen).live().public()
        shown = related.select_related("locale").in_bulk()
        return {
            **context,
            "related": [shown[pk] for pk in chosen if pk in shown],
            "schema": self.to_schema(request),
        }

    def to_schema(self, request):
        """NewsArticle, as schema.org has it."""
        picture = self.picture and self.picture.get_rendition("fill-1200x630|format-jpeg")
        return {
            "@context": CONTEXT,
            "@type": "NewsArticle",
            "headline": self.title,
            "description": self.introduction,
            "url": self.get_full_url(request),
            "datePublished": self.published_at.isoformat(),
            "dateModified": self.last_published_at and self.last_published_at.isoformat(),
            "inLanguage": self.locale.language_code,
            "author": {"@type": "Organization", "name": self.written_by},
            "image": picture and request.build_absolute_uri(picture.url),
            "articleSection": [category.title for category in self.categories.all()],
        }


class RelatedPage(Orderable):
    """A page that an editor names beside a piece of news."""

    news = ParentalKey(NewsPage, related_name="related")
    page = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("page"))

    panels = [FieldPanel("page")]
