"""News, events and public notices in the site's search."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.documents import Content
from search.kinds import content_of_page, language_of_page
from search.registry import SearchKind

from .. import formatting, schedule
from ..models import Category, EventPage, NewsPage, PublicNoticePage


def _url(page) -> str:
    return page.get_url() or ""


def about_event(page) -> str:
    """The next date and the place."""
    dates = schedule.upcoming(page, limit=1)
    parts = [formatting.when(dates[0]) if dates else "", page.place.line]
    return ", ".join(filter(None, parts)) or page.introduction


def content(page) -> Content:
    """With its categories, or the kind of a notice; news and notices have a date."""
    if isinstance(page, PublicNoticePage):
        return content_of_page(page, "published_on", headings=[str(page.get_kind_display())])
    dated = "published_on" if isinstance(page, NewsPage) else ""
    categories = list(page.categories.all())
    return content_of_page(
        page,
        dated,
        headings=[one.title for one in categories],
        topics=[_topic(one.kind, one.slug) for one in categories],
    )


def topics() -> dict[str, str]:
    """The categories, for those who narrow down what they found."""
    rows = Category.objects.values_list("kind", "slug", "title")
    return {_topic(kind, slug): title for kind, slug, title in rows}


def _topic(kind: str, slug: str) -> str:
    return f"{kind}-{slug}"


EVENTS = SearchKind(
    name="events",
    label=_("Events"),
    order=60,
    queryset=lambda: EventPage.objects.live(),
    # What is past stands in the archive.
    narrowed=lambda pages: pages.public().not_ended_before(timezone.localdate()),
    url=_url,
    language=language_of_page,
    title=lambda page: page.title_with_status,
    teaser=about_event,
    document=content,
)
NEWS = SearchKind(
    name="news",
    label=_("News"),
    order=50,
    queryset=lambda: NewsPage.objects.live(),
    narrowed=lambda pages: pages.public(),
    url=_url,
    language=language_of_page,
    teaser=lambda page: page.introduction,
    document=content,
    date_field="published_on",
)
NOTICES = SearchKind(
    name="public-notices",
    label=_("Public notices"),
    order=70,
    queryset=lambda: PublicNoticePage.objects.live(),
    narrowed=lambda pages: pages.public(),
    url=_url,
    language=language_of_page,
    teaser=lambda page: page.introduction or str(page.get_kind_display()),
    document=content,
    date_field="published_on",
)
KINDS = (EVENTS, NEWS, NOTICES)
