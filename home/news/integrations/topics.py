"""News, events and public notices by mail: topics of the app subscriptions.

A topic's parameters: `liste`, the page of the list, and `kategorie` or `art` as in its address;
each may be missing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions import Item, Topic

from .. import formatting, schedule
from ..models import (
    Category,
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
    PublicNoticeIndexPage,
    PublicNoticePage,
)

MOST_ITEMS = 200
GONE = gettext_lazy("There is nothing at this address.")


@dataclass(frozen=True)
class Kind:
    """A kind of list that can be followed. find(pages, value): the pages that match a choice;
    choices(): {value: label}; news(pages, since, until): the news in that time.
    """

    name: str
    label: str
    index: type
    pages: type
    choice: str
    choices: Callable[[], dict]
    find: Callable
    news: Callable

    def topic(self) -> Topic:
        return Topic(self.name, self.label, self.items, self.describe, self.clean, url=self.address)

    def items(self, parameters, since, until) -> list[Item]:
        pages = self.pages.objects.visible().select_related("locale")
        if "liste" in parameters:
            index = self.list_of(parameters)
            if index is None:
                return []
            pages = pages.child_of(index)
        if parameters.get(self.choice):
            pages = self.find(pages, parameters[self.choice])
        return self.news(pages, since, until)[:MOST_ITEMS]

    def list_of(self, parameters):
        lists = self.index.objects.live().public()
        return lists.filter(pk=parameters.get("liste", 0)).first()

    def describe(self, parameters) -> str:
        index = self.list_of(parameters)
        chosen = self.choices().get(parameters.get(self.choice), "")
        title = index.title if index else str(self.label)
        return f"{title}: {chosen}" if chosen else title

    def address(self, parameters) -> str:
        index = self.list_of(parameters) or self.index.objects.live().public().first()
        address = index.get_url() if index else ""
        chosen = parameters.get(self.choice)
        return f"{address}?{self.choice}={chosen}" if address and chosen else address or "/"

    def clean(self, raw: Mapping[str, str]) -> dict:
        parameters = {}
        number, chosen = raw.get("liste", ""), raw.get(self.choice, "")
        if number:
            is_number = number.isascii() and number.isdigit() and len(number) < 18
            parameters["liste"] = int(number) if is_number else 0
            if not self.list_of(parameters):
                raise ValidationError(GONE)
        if chosen:
            if chosen not in self.choices():
                raise ValidationError(GONE)
            parameters[self.choice] = chosen
        return parameters


def _within(field, since, until) -> Q:
    return Q(**{f"{field}__gt": since, f"{field}__lte": until})


def _new_pages(pages, since, until) -> list[Item]:
    pages = pages.filter(_within("first_published_at", since, until))
    return [
        Item(page.title, page.get_url() or "/", page.introduction, page.first_published_at)
        for page in pages.order_by("-first_published_at", "-pk")[:MOST_ITEMS]
    ]


def _new_events(pages, since, until) -> list[Item]:
    """New events, and changes of status: cancelled, postponed, sold out, on again."""
    published = _within("first_published_at", since, until)
    changed = _within("status_changed_at", since, until)
    pages = pages.filter(published | changed).prefetch_related("skipped_dates", "extra_dates")
    items = []
    for page in pages[:MOST_ITEMS]:
        is_new = since < page.first_published_at <= until if page.first_published_at else False
        when = page.first_published_at if is_new else page.status_changed_at
        items.append(Item(_called(page, is_new), page.get_url() or "/", _next_date(page), when))
    return sorted(items, key=lambda item: item.when, reverse=True)


def _called(page, is_new) -> str:
    if page.status or is_new:
        return page.title_with_status
    return _("Takes place after all: %(title)s") % {"title": page.title}


def _next_date(page) -> str:
    found = schedule.upcoming(page, limit=1)
    return formatting.when(found[0]) if found else ""


def _categories(kind):
    return lambda: dict(Category.objects.filter(kind=kind).values_list("slug", "title"))


def _of_category(pages, slug):
    return pages.filter(categories__slug=slug)


KINDS = [
    Kind(
        "news",
        gettext_lazy("News"),
        NewsIndexPage,
        NewsPage,
        "kategorie",
        _categories(Category.Kind.NEWS),
        _of_category,
        _new_pages,
    ),
    Kind(
        "events",
        gettext_lazy("Events"),
        EventIndexPage,
        EventPage,
        "kategorie",
        _categories(Category.Kind.EVENTS),
        _of_category,
        _new_events,
    ),
    Kind(
        "public-notices",
        gettext_lazy("Public notices"),
        PublicNoticeIndexPage,
        PublicNoticePage,
        "art",
        lambda: dict(PublicNoticePage.Kind.choices),
        lambda pages, kind: pages.filter(kind=kind),
        _new_pages,
    ),
]
TOPICS = [kind.topic() for kind in KINDS]
