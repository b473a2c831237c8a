"""A small city with lists of news, events and public notices."""

from datetime import date, time

from django.core.cache import cache
from django.core.files.base import ContentFile
from wagtail.models import Page, Site

from core.models import CityDocument
from home.models import HomePage
from home.news.models import (
    Category,
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
    NoticeDocument,
    PublicNoticeIndexPage,
    PublicNoticePage,
)

ADDRESSES = {
    NewsIndexPage: ("Aktuelles", "aktuelles"),
    EventIndexPage: ("Veranstaltungen", "veranstaltungen"),
    PublicNoticeIndexPage: ("Bekanntmachungen", "bekanntmachungen"),
}


def make_home():
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Lindenfurt", slug="stadt"))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"site_name": "Lindenfurt", "root_page": home, "hostname": "localhost"},
    )
    cache.clear()
    return home


def add(parent, page):
    """Published below this page."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def make_list(home, model):
    title, slug = ADDRESSES[model]
    return add(home, model(title=title, slug=slug))


def news(index, title="Neue Bänke am Mühlbach", **fields):
    return add(index, NewsPage(title=title, **fields))


def event(index, title="Wochenmarkt", **fields):
    fields = {"starts_on": date(2027, 1, 5), "starts_at": time(10), **fields}
    return add(index, EventPage(title=title, **fields))


def notice(index, title="Hauptsatzung", documents=(), **fields):
    page = PublicNoticePage(title=title, **fields)
    for document in documents:
        page.documents.add(NoticeDocument(document=document))
    return add(index, page)


def category(kind, title):
    return Category.objects.create(kind=kind, title=title)


def document(title="Satzung", content=b"%PDF-1.4 Satzung"):
    return CityDocument.objects.create(
        title=title, file=ContentFile(content, f"{title.lower()}.pdf"), file_size=len(content)
    )
