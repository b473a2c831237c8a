"""A list of each kind with entries: every page type that has addresses below its own."""

from datetime import date, time

from django.apps import apps
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Collection

from home.jobs.models import JobsPage
from home.news.models import EventIndexPage, EventPage, NewsIndexPage, PublicNoticeIndexPage
from home.places.models import DirectoryPage, DocumentListPage, ListedCollection, Place
from home.waste.models import WasteCalendarPage
from tests.blocks import make_document
from tests.home.jobs import building as jobs
from tests.home.news import building
from tests.home.waste import building as waste_building


def _news(parent):
    index = building.make_list(parent, NewsIndexPage)
    for year in (2020, 2026):
        building.news(index, f"Aus {year}", published_on=date(year, 5, 1))
    return index


def _events(parent):
    index = building.make_list(parent, EventIndexPage)
    music = building.category("events", "Musik")
    today = date.today()
    building.event(index, "Fest", starts_on=today, repeats="weekly", categories=[music])
    building.event(index, "Alt", starts_on=date(2020, 1, 7), starts_at=time(8))
    return index


def _event(parent):
    """An event alone: its calendar lies below it."""
    index = EventIndexPage.objects.child_of(parent).first()
    index = index or building.make_list(parent, EventIndexPage)
    return building.event(index, "Konzert", starts_on=date.today(), repeats="weekly")


def _notices(parent):
    index = building.make_list(parent, PublicNoticeIndexPage)
    building.notice(index, published_on=date(2020, 5, 1))
    return index


def _jobs(parent):
    index = jobs.make_list(parent)
    jobs.job(index, "Gärtnerin (m/w/d)", kind="vollzeit")
    jobs.job(index, "Ausbildung im Bürgerbüro", kind="ausbildung")
    return index


def _documents(parent):
    page = building.add(parent, DocumentListPage(title="Satzungen", slug="satzungen"))
    collection = Collection.get_first_root_node().add_child(name="Ortsrecht")
    make_document("Hauptsatzung", collection=collection)
    ListedCollection.objects.create(page=page, collection=collection)
    return page


def _directory(parent):
    page = building.add(parent, DirectoryPage(title="Spielplätze", slug="spielplaetze"))
    for title in ("Am Bach", "Mühlwiese"):
        Place.objects.create(directory=page, title=title, district="Nord")
    return page


def _waste(parent):
    page = waste_building.page(parent)
    area, kind = waste_building.areas()[0], waste_building.kinds()[0]
    for title in ("Lindenallee", "Mühlweg"):
        waste_building.street(title, area)
    waste_building.day(area, kind, date.today())
    return page


# One of each page type that has addresses below its own, with entries.
KINDS = {
    NewsIndexPage: _news,
    EventIndexPage: _events,
    EventPage: _event,
    PublicNoticeIndexPage: _notices,
    JobsPage: _jobs,
    DocumentListPage: _documents,
    DirectoryPage: _directory,
    WasteCalendarPage: _waste,
}


def routable() -> set:
    """All page types with addresses below their own."""
    found = (model for model in apps.get_models() if issubclass(model, RoutablePageMixin))
    below = [model for model in found if len(model.get_subpage_urls()) > 1]
    return {model for model in below if not model._meta.abstract}


def bare_routes(page) -> list[str]:
    """Addresses below a page that are always the same: feeds, calendars, files of data."""
    found = [str(route.pattern).strip("^$") for route in page.get_subpage_urls()]
    return [path for path in found if path and "<" not in path and "(" not in path]
