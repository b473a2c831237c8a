"""Every address that the pages give out, asked again after a move and after a new name."""

from datetime import date, time
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import pytest
from django.apps import apps
from django.core.cache import cache
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Collection, Page

from frame.moved import with_query
from home.jobs.models import JobsPage
from home.models import StandardPage
from home.news.models import EventIndexPage, NewsIndexPage, PublicNoticeIndexPage
from home.places.models import DirectoryPage, DocumentListPage, ListedCollection, Place
from home.waste.models import WasteCalendarPage
from tests import rendered
from tests.blocks import make_document
from tests.home.jobs import building as jobs
from tests.home.news import building
from tests.home.waste import building as waste_building
from tests.pages import parse

pytestmark = pytest.mark.django_db
HOST = "http://localhost"
# A calendar can be turned over for years.
MOST = 25


def _news(home):
    index = building.make_list(home, NewsIndexPage)
    for year in (2020, 2026):
        building.news(index, f"Aus {year}", published_on=date(year, 5, 1))
    return index


def _events(home):
    index = building.make_list(home, EventIndexPage)
    music = building.category("events", "Musik")
    today = date.today()
    building.event(index, "Fest", starts_on=today, repeats="weekly", categories=[music])
    building.event(index, "Alt", starts_on=date(2020, 1, 7), starts_at=time(8))
    return index


def _notices(home):
    index = building.make_list(home, PublicNoticeIndexPage)
    building.notice(index, published_on=date(2020, 5, 1))
    return index


def _jobs(home):
    index = jobs.make_list(home)
    jobs.job(index, "Gärtnerin (m/w/d)", kind="vollzeit")
    jobs.job(index, "Ausbildung im Bürgerbüro", kind="ausbildung")
    return index


def _documents(home):
    page = building.add(home, DocumentListPage(title="Satzungen", slug="satzungen"))
    collection = Collection.get_first_root_node().add_child(name="Ortsrecht")
    make_document("Hauptsatzung", collection=collection)
    ListedCollection.objects.create(page=page, collection=collection)
    return page


def _directory(home):
    page = building.add(home, DirectoryPage(title="Spielplätze", slug="spielplaetze"))
    for title in ("Am Bach", "Mühlwiese"):
        Place.objects.create(directory=page, title=title, district="Nord")
    return page


def _waste(home):
    page = waste_building.page(home)
    area, kind = waste_building.areas()[0], waste_building.kinds()[0]
    for title in ("Lindenallee", "Mühlweg"):
        waste_building.street(title, area)
    waste_building.day(area, kind, date.today())
    return page


# One of each page type that has addresses below its own.
KINDS = {
    NewsIndexPage: _news,
    EventIndexPage: _events,
    PublicNoticeIndexPage: _notices,
    JobsPage: _jobs,
    DocumentListPage: _documents,
    DirectoryPage: _directory,
    WasteCalendarPage: _waste,
}


@pytest.fixture
def home(db):
    return building.make_home()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Redirects of a page with a new name are made when that is committed."""
    return django_capture_on_commit_callbacks


@pytest.fixture
def section(home):
    return building.add(home, StandardPage(title="Anderswo", slug="anderswo"))


def routable() -> set:
    """All page types with addresses below their own, but those of entries in a list."""
    found = (model for model in apps.get_models() if issubclass(model, RoutablePageMixin))
    below = [model for model in found if len(model.get_subpage_urls()) > 1]
    return {model for model in below if not model._meta.abstract}


def addresses(client, index) -> set[str]:
    """What a reader, a program or a search engine finds below a page, by following links."""
    begin = index.url
    waiting, seen = [begin], set()
    while waiting and len(seen) < MOST:
        address = waiting.pop()
        if address in seen:
            continue
        response = client.get(address)
        assert response.status_code == 200, address
        seen.add(address)
        if response["Content-Type"].startswith("text/html"):
            waiting += _links(response, address, begin) - seen
    # What no link names: the templates leave some to scripts and to programs.
    for name in ("ical/", "atom/", "rss/", "csv/", "geojson/", "json/", "archiv/"):
        if client.get(f"{begin}{name}").status_code == 200:
            seen |= {f"{begin}{name}", f"{begin}{name}?monat=2026-12&x=ä"}
    return seen


def _links(response, address, begin) -> set[str]:
    found = {
        element.get(name)
        for name in ("href", "action")
        for element in parse(response).select(f"a[{name}], link[{name}], form[{name}]")
        if element.get("method", "get").lower() == "get"
    }
    whole = {urldefrag(urljoin(HOST + address, link or "")).url for link in found}
    own = {link.removeprefix(HOST) for link in whole if link.startswith(HOST + begin)}
    return {link for link in own if "/../" not in link}


def rename(client, page):
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    form = rendered.form_in(response, "#page-edit-form")
    data = rendered.filled(form, slug=f"{page.slug}-neu", title="Anders")
    data["action-publish"] = "1"
    assert client.post(response.request["PATH_INFO"], data.dict()).status_code == 302


def move(client, page, section):
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, section.pk])
    response = client.get(address)
    moved = rendered.submit(client, response, f"form[action='{address}']", follow=False)
    assert moved.status_code == 302


WAYS = {
    "renamed": lambda client, page, section: rename(client, page),
    "moved": move,
}


def test_one_of_each_kind_is_here():
    entries = {"EventPage"}
    assert {one for one in routable() if one.__name__ not in entries} == set(KINDS)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_address_leads_on(client, admin_client, home, section, kind, way, committed):
    index = KINDS[kind](home)
    before = addresses(client, index)
    assert len(before) > 2
    with committed(execute=True):
        WAYS[way](admin_client, index, section)
    cache.clear()
    page = Page.objects.get(pk=index.pk)
    assert page.url != index.url
    for address in sorted(before):
        response = client.get(address, follow=True)
        hops = response.redirect_chain
        assert response.status_code == 200, address
        assert len(hops) == 1, (address, hops)
        location, status = hops[0]
        assert status == 301
        assert urlsplit(location).path.startswith(page.url), address
        asked, got = (parse_qsl(urlsplit(one).query) for one in (address, location))
        assert got == asked, address


def test_a_calendar_keeps_its_kind_and_its_choice(client, home, section):
    index = _events(home)
    index.move(section, "last-child")
    response = client.get("/veranstaltungen/ical/?kategorie=musik", follow=True)
    assert response["Content-Type"].startswith("text/calendar")
    assert b"Fest" in response.content
    assert b"Alt" not in response.content


def test_moved_twice_leads_on_in_one_step(client, home, committed):
    index = _events(home)
    for slug in ("kalender", "termine"):
        index.slug = slug
        with committed(execute=True):
            index.save_revision().publish()
    hops = client.get("/veranstaltungen/atom/", follow=True).redirect_chain
    assert [location for location, _status in hops] == ["/termine/atom/"]


def test_what_was_never_there_is_not_found(client, home, section):
    index = _events(home)
    index.move(section, "last-child")
    for path in ("gibt-es-nicht/", "ical/ical/", "%00/", "x/" * 30, "%ff/"):
        assert client.get(f"/veranstaltungen/{path}").status_code == 404, path


def test_a_page_that_was_taken_down_leads_nowhere(client, home, section):
    index = _events(home)
    index.move(section, "last-child")
    Page.objects.get(pk=index.pk).unpublish()
    assert client.get("/veranstaltungen/atom/").status_code == 404


def test_a_redirect_by_hand_keeps_the_query_too(client, home):
    index = _events(home)
    Redirect.add_redirect("/fest", index, is_permanent=False)
    response = client.get("/fest/?monat=2026-12")
    assert response.status_code == 302
    assert response["Location"].endswith("/veranstaltungen/?monat=2026-12")


@pytest.mark.parametrize(
    ("link", "query", "whole"),
    [
        ("/a/", "", "/a/"),
        ("/a/", "x=1&x=2", "/a/?x=1&x=2"),
        ("/a/?x=9#b", "x=1&y=", "/a/?x=9&y=#b"),
    ],
)
def test_a_links_own_parameters_stay(link, query, whole):
    assert with_query(link, query) == whole
