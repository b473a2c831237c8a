"""The list of events: coming ones, those of a day, week or month, and past ones."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from content.listing import EntryQuerySet, Listing
from content.pages import CityPage
from core.formats import feeds
from core.registries.navigation import Link
from home.news import calendars, filters, formatting, periods, schedule
from home.news.recurrence import Span

from .categories import Category
from .occurrences import Occurrence


class EventQuerySet(EntryQuerySet):
    def not_ended_before(self, day: date):
        """Events without end, or with a date on that day or later."""
        return self.filter(Q(last_day=None) | Q(last_day__gte=day))

    def past(self):
        """Events whose last date is past; the latest first."""
        return self.filter(last_day__lt=timezone.localdate()).order_by("-last_day", "-pk")

    def for_list(self):
        return super().for_list().select_related("venue")


@dataclass(frozen=True)
class Row:
    """One line of the list. more: the number of further dates; day: the heading it stands under."""

    page: object
    span: Span
    day: date
    more: int = 0


def rows_of(pages, found) -> list[Row]:
    """Lines for the result of Occurrence.objects.one_per_page(), two queries for all."""
    shown = pages.for_list().in_bulk([row["page"] for row in found])
    dates = Occurrence.objects.filter(page__in=shown, start__in=[row["first"] for row in found])
    spans = {(one.page_id, one.start): one.span for one in dates}
    rows = []
    for row in found:
        one = spans.get((row["page"], row["first"]))
        if one and row["page"] in shown:
            rows.append(Row(shown[row["page"]], one, one.first_day, row["dates"] - 1))
    return rows


class EventIndexPage(CityPage, Listing):
    """All coming events, by day, week, month and category, with feeds and calendar."""

    topic = "events"
    query_parameters = (
        *("kategorie", "kinder", "kostenlos", "jahr", "seite"),
        *(*periods.NAMES, *periods.SPAN),
    )
    template = "news/event_index.html"
    parent_page_types = ["home.HomePage", "home.LandingPage", "home.StandardPage"]
    subpage_types = ["news.EventPage"]
    page_description = _("The calendar of events, with feeds and a calendar to subscribe to.")

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")

    @property
    def entries(self):
        from .events import EventPage

        return EventPage.objects.child_of(self).visible()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        asked = filters.from_request(request, Category.Kind.EVENTS)
        pages = asked.filter_events(self.entries)
        period = periods.from_request(request)
        lists = self.in_period(request, pages, period) if period else self.upcoming(request, pages)
        return {**context, **lists, "asked": asked, "present": periods.present()}

    def upcoming(self, request, pages):
        """Each event once, with its next date."""
        found = Occurrence.objects.of_pages(pages).upcoming(timezone.now()).one_per_page()
        # Counting them would take the database as long as finding them.
        paged = self.paged(request, list(found))
        return {"paged": paged, "rows": rows_of(pages, paged.object_list)}

    def in_period(self, request, pages, period):
        """Each date, by day. 404 for periods outside the window of dates."""
        first, last = schedule.window()
        if period.last < first or period.first > last:
            raise Http404
        start, end = period.bounds
        dates = Occurrence.objects.of_pages(pages).overlapping(start, end)
        paged = self.paged(request, dates)
        shown = pages.for_list().in_bulk({one.page_id for one in paged.object_list})
        rows = [
            Row(shown[one.page_id], one.span, max(one.span.first_day, period.first))
            for one in paged.object_list
        ]
        earlier, later = period.before, period.after
        return {
            "paged": paged,
            "rows": rows,
            "period": period,
            "earlier": earlier if earlier.last >= first else None,
            "later": later if later.first <= last else None,
        }

    @path("archiv/", name="archive")
    def archive(self, request):
        """Past events, by year."""
        asked = filters.from_request(request, Category.Kind.EVENTS)
        pages = asked.filter_category(self.entries.past())
        shown = asked.filter_year(pages, "last_day").for_list()
        context = {
            **super().get_context(request),
            "part": Link(_("Past events"), f"{self.get_url(request)}archiv/"),
            "asked": asked,
            "years": filters.years(pages, "last_day"),
            "paged": self.paged(request, shown),
        }
        return TemplateResponse(request, "news/event_archive.html", context)

    @path("ical/", name="calendar")
    def calendar(self, request):
        """Coming and recent events as iCalendar, with the filters of the list."""
        asked = filters.from_request(request, Category.Kind.EVENTS)
        pages = asked.filter_events(self.entries)
        title = ": ".join(filter(None, [self.title, asked.category and asked.category.title]))
        address = self.get_full_url(request)
        events = ((page, f"{address}{page.slug}/") for page in calendars.current(pages))
        return calendars.response(title, self.slug, events)

    @path("atom/", name="atom")
    def atom(self, request):
        self.asked = filters.from_request(request, Category.Kind.EVENTS)
        return super().atom(request)

    @path("rss/", name="rss")
    def rss(self, request):
        self.asked = filters.from_request(request, Category.Kind.EVENTS)
        return super().rss(request)

    # What the address of a feed asks for.
    asked = None

    def feed_entries(self):
        pages = self.asked.filter_events(self.entries) if self.asked else self.entries
        pages = pages.not_ended_before(timezone.localdate())
        pages = pages.select_related("locale", "venue").order_by("-first_published_at", "-pk")
        pages = pages.prefetch_related("categories", "skipped_dates", "extra_dates")
        return [entry_of(page) for page in pages[: feeds.MOST_ENTRIES]]


def entry_of(page) -> feeds.Entry:
    [*next_dates] = schedule.upcoming(page, limit=1)
    when = formatting.when(next_dates[0]) if next_dates else ""
    parts = [when, page.place.line, page.introduction]
    published = page.first_published_at or page.latest_revision_created_at or timezone.now()
    return feeds.Entry(
        id=page.uuid,
        link=page.full_url,
        title=page.title_with_status,
        text=". ".join(filter(None, parts)),
        published=published,
        updated=page.last_published_at or published,
        categories=[category.title for category in page.categories.all()],
        author=page.organiser,
    )
