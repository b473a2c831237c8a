"""The teasers of news, events and public notices on the home page of their site."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.caching import cached
from core.registries.slots import HOME, Teaser, register

from ..models import (
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
    Occurrence,
    PublicNoticeIndexPage,
    PublicNoticePage,
)
from ..models.event_lists import rows_of

SHOWN = 3


def latest_news(request):
    index = _list_of(NewsIndexPage, request)
    if index is None:
        return None
    rows = NewsPage.objects.child_of(index).visible().pinned_first().for_list()[:SHOWN]
    return _context(index, request, rows)


def next_events(request):
    index = _list_of(EventIndexPage, request)
    if index is None:
        return None
    pages = EventPage.objects.child_of(index).visible()
    found = Occurrence.objects.of_pages(pages).upcoming(timezone.now()).one_per_page()[:SHOWN]
    return _context(index, request, rows_of(pages, list(found)))


def latest_notices(request):
    index = _list_of(PublicNoticeIndexPage, request)
    if index is None:
        return None
    rows = PublicNoticePage.objects.child_of(index).visible().newest_first()[:SHOWN]
    return _context(index, request, rows.select_related("locale"))


def _list_of(model, request):
    """The site's first list of a kind; None without one. No query while it is kept."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    return cached(f"news-lists-{site.pk}", lambda: _lists_below(site.root_page))[model]


def _lists_below(home):
    """{type of list: the first one, or None}"""
    return {
        model: model.objects.live()
        .descendant_of(home)
        .select_related("locale")
        .defer_streamfields()
        .order_by("path")
        .first()
        for model in (NewsIndexPage, EventIndexPage, PublicNoticeIndexPage)
    }


def _context(index, request, rows):
    rows = list(rows)
    return {"rows": rows, "all_url": index.get_url(request)} if rows else None


def register_teasers():
    """Called once, by NewsConfig.ready()."""
    register(Teaser("news.news", HOME, "news/_teaser_news.html", latest_news, 32, _("News")))
    register(Teaser("news.events", HOME, "news/_teaser_events.html", next_events, 34, _("Events")))
    register(
        Teaser(
            "news.notices",
            HOME,
            "news/_teaser_notices.html",
            latest_notices,
            50,
            _("Public notices"),
        )
    )
