"""Every address that the pages give out, asked again after a move and after a new name."""

from collections import deque
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.urls import Resolver404, reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from frame import wastebasket
from frame.languages import make_locales
from frame.models import Deletion
from frame.moved import with_query
from home.models import HomePage, StandardPage
from home.news.models import EventIndexPage
from home.waste.models import WasteCalendarPage
from tests import rendered
from tests.frame.conftest import translate
from tests.home.news import building
from tests.lists import KINDS, bare_routes, routable
from tests.pages import parse

pytestmark = pytest.mark.django_db
OTHER_HOST = "stadtwerke.example"


@pytest.fixture
def home(db):
    return building.make_home()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Redirects of a page with a new name are made when that is committed."""
    return django_capture_on_commit_callbacks


def section_of(parent, title="Anderswo", slug="anderswo"):
    return building.add(parent, StandardPage(title=title, slug=slug))


@pytest.fixture
def section(home):
    return section_of(home)


def path_of(page) -> str:
    return Page.objects.get(pk=page.pk).get_url_parts()[2]


def routes(page) -> set[str]:
    """Names of the addresses below a page."""
    return {route.name for route in page.get_subpage_urls() if str(route.pattern).strip("^$")}


def route_of(page, address) -> str:
    """What answers below the page: a route's name, or how deep below an entry it is."""
    rest = address.partition("?")[0].removeprefix(path_of(page))
    try:
        return page.resolve_subpage(f"/{rest}").url_name
    except Resolver404:
        return f"entry {rest.partition('/')[2]}"


def addresses(get, page) -> set[str]:
    """What a reader, a program or a search engine finds below a page, by following links.

    Of each route one, and one with each of its parameters.
    """
    begin = path_of(page)
    waiting, seen, asked = deque([begin]), set(), set()
    # What no link names: the templates leave some to scripts and to programs.
    for path in bare_routes(page):
        waiting += [f"{begin}{path}", f"{begin}{path}?monat=2026-12&x=ä"]
    # What one gets to by typing.
    if isinstance(page, WasteCalendarPage):
        waiting += [f"{begin}lindenallee/", f"{begin}lindenallee/ical/"]
    while waiting:
        address = waiting.popleft()
        route = route_of(page, address)
        parts = {(route, name) for name, _value in parse_qsl(urlsplit(address).query)}
        parts = parts or {(route, "")}
        if address in seen or parts <= asked:
            continue
        asked |= parts
        response = get(address)
        assert response.status_code == 200, address
        seen.add(address)
        if response["Content-Type"].startswith("text/html"):
            waiting += sorted(_links(response, address, begin) - seen)
    assert routes(page) <= {route for route, _name in asked}
    return seen


def _links(response, address, begin) -> set[str]:
    host = f"http://{response.wsgi_request.get_host()}"
    found = {
        element.get(name)
        for name in ("href", "action")
        for element in parse(response).select(f"a[{name}], link[{name}], form[{name}]")
        if element.get("method", "get").lower() == "get"
    }
    whole = {urldefrag(urljoin(host + address, link or "")).url for link in found}
    own = {link.removeprefix(host) for link in whole if link.startswith(host + begin)}
    return {link for link in own if "/../" not in link}


def leads_on(get, before, page):
    """Each of these addresses leads to where the page is now: in one step, with its query."""
    cache.clear()
    now, there = path_of(page), {}
    for address in sorted(before):
        first = get(address)
        assert first.status_code == 301, address
        location = first["Location"]
        parts = urlsplit(location)
        assert parts.path.startswith(now), (address, location)
        target = f"{parts.path}?{parts.query}"
        if target not in there:
            there[target] = get(target).status_code
        assert there[target] == 200, (address, location)
        asked, got = (parse_qsl(urlsplit(one).query) for one in (address, location))
        assert got == asked, address


def at(page, rests) -> set[str]:
    """What the page gives out where it is now. rests: of addresses, behind the page's own."""
    return {path_of(page) + rest for rest in rests}


def rename(client, page, slug=""):
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    form = rendered.form_in(response, "#page-edit-form")
    page = Page.objects.get(pk=page.pk)
    data = rendered.filled(form, slug=slug or f"{page.slug}-neu", title="Anders")
    data["action-publish"] = "1"
    assert client.post(response.request["PATH_INFO"], data.dict()).status_code == 302


def move(client, page, target):
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])
    response = client.get(address)
    moved = rendered.submit(client, response, f"form[action='{address}']", follow=False)
    assert moved.status_code == 302


def move_many(client, page, target):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    address = f"{address}?id={page.pk}"
    chosen = {"chooser": target.pk}
    rendered.submit(client, client.get(address), "form:has([name=chooser])", address, **chosen)
    assert Page.objects.get(pk=page.pk).get_parent().pk == target.pk


def test_one_of_each_kind_is_here():
    assert routable() == set(KINDS)


def _place_for(kind, parent, slug):
    """Where a page of this kind can stand, below another section."""
    target = section_of(parent, slug.title(), slug)
    if StandardPage not in kind.allowed_parent_page_models():
        (model,) = kind.allowed_parent_page_models()
        target = building.make_list(target, model)
    return target


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_address_leads_on(client, admin_client, home, kind, committed):
    """Renamed, moved, moved among many: what was given out before each of them goes on."""
    page = KINDS[kind](home)
    places = [_place_for(kind, home, slug) for slug in ("anderswo", "woanders")]
    begin = path_of(page)
    rests = {one.removeprefix(begin) for one in addresses(client.get, page)}
    given_out = set()
    for way in (
        lambda: rename(admin_client, page),
        lambda: move(admin_client, page, places[0]),
        lambda: move_many(admin_client, page, places[1]),
    ):
        old = path_of(page)
        given_out |= at(page, rests)
        with committed(execute=True):
            way()
        assert path_of(page) != old
        leads_on(client.get, given_out, page)


@pytest.fixture
def english(home):
    make_locales()
    return translate(home, "Lindenfurt in English")


@pytest.fixture
def other(home):
    """The home page of a second site."""
    page = Page.get_first_root_node().add_child(
        instance=HomePage(title="Stadtwerke", slug="stadtwerke")
    )
    Site.objects.create(hostname=OTHER_HOST, port=80, site_name="Stadtwerke", root_page=page)
    return page


def build_all(parent) -> list[Page]:
    return [build(parent) for build in KINDS.values()]


@pytest.mark.parametrize("where", ["home", "english", "other"])
def test_the_pages_above_are_renamed_and_moved(request, client, admin_client, where, committed):
    """A list's addresses lead on, too, when only what stands above it gets another place."""
    start = request.getfixturevalue(where)
    host = OTHER_HOST if where == "other" else "localhost"
    above, goal = section_of(start, "Freizeit", "freizeit"), section_of(start)
    pages = build_all(above)
    if where == "english":
        assert all(path_of(page).startswith("/en/freizeit/") for page in pages)

    def get(address):
        return client.get(address, headers={"host": host})

    rests = {
        page: {one.removeprefix(path_of(page)) for one in addresses(get, page)} for page in pages
    }
    given_out = {page: set() for page in pages}
    ways = [lambda: rename(admin_client, above), lambda: move(admin_client, above, goal)]
    # Of the others one way is enough to see that host and language make no difference.
    for way in ways if where == "home" else ways[1:]:
        old = path_of(above)
        for page in pages:
            given_out[page] |= at(page, rests[page])
        with committed(execute=True):
            way()
        assert path_of(above) != old
        for page in pages:
            leads_on(get, given_out[page], page)


def test_out_of_the_wastebasket(client, admin_client, home, admin_user, committed):
    """Restored, every address answers as before; at another place, it leads there."""
    above = section_of(home, "Freizeit", "freizeit")
    pages = build_all(above)
    given_out = {page: addresses(client.get, page) for page in pages}
    for is_taken in (False, True):
        with committed(execute=True):
            wastebasket.throw_away(Page.objects.get(pk=above.pk), admin_user)
        cache.clear()
        assert all(client.get(path).status_code == 410 for path in given_out[pages[0]])
        if is_taken:
            section_of(home, "Freizeit neu", "freizeit")
        address = reverse("frame_restore", args=[Deletion.objects.get().pk])
        form = admin_client.get(address)
        with committed(execute=True):
            rendered.submit(admin_client, form, "form:has(button)", address)
        cache.clear()
        assert path_of(above) == ("/freizeit-2/" if is_taken else "/freizeit/")
        for page in pages:
            if is_taken:
                leads_on(client.get, given_out[page], page)
            else:
                faults = [one for one in given_out[page] if client.get(one).status_code != 200]
                assert not faults


def test_a_calendar_keeps_its_kind_and_its_choice(client, home, section):
    index = KINDS[EventIndexPage](home)
    index.move(section, "last-child")
    response = client.get("/veranstaltungen/ical/?kategorie=musik", follow=True)
    assert response["Content-Type"].startswith("text/calendar")
    assert b"Fest" in response.content
    assert b"Alt" not in response.content


def test_moved_twice_leads_on_in_one_step(client, home, committed):
    index = KINDS[EventIndexPage](home)
    for slug in ("kalender", "termine"):
        index.slug = slug
        with committed(execute=True):
            index.save_revision().publish()
    hops = client.get("/veranstaltungen/atom/", follow=True).redirect_chain
    assert [location for location, _status in hops] == ["/termine/atom/"]


def test_what_was_never_there_is_not_found(client, home, section):
    index = KINDS[EventIndexPage](home)
    index.move(section, "last-child")
    for path in ("gibt-es-nicht/", "ical/ical/", "%00/", "x/" * 30, "%ff/"):
        assert client.get(f"/veranstaltungen/{path}").status_code == 404, path


def test_a_page_that_was_taken_down_leads_nowhere(client, home, section):
    index = KINDS[EventIndexPage](home)
    index.move(section, "last-child")
    Page.objects.get(pk=index.pk).unpublish()
    assert client.get("/veranstaltungen/atom/").status_code == 404


def test_a_redirect_by_hand_keeps_the_query_too(client, home):
    index = KINDS[EventIndexPage](home)
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
