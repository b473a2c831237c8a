"""A walk through the whole admin, as an administrator makes it."""

from collections import Counter

import pytest
import requests
from django.conf import settings as site_settings
from playwright.sync_api import sync_playwright

from .admin import session_of, write_rich_text
from .walk import city
from .walk.crawl import Crawl
from .walk.exceptions import EXCEPTIONS
from .walk.kept import Kept
from .walk.stretch import Stretch
from .walk.stretches import NUMBER, stretches
from .walk.views import all_views
from .walk.walker import Walker
from .walk.window import Window

BOARD, PAPER = "Ausschuss für Planen und Bauen", "Neubau der Brücke"
pytestmark = [pytest.mark.browser, pytest.mark.walk]
_world = {}


@pytest.fixture
def world(django_db_serialized_rollback, live_server, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    if _world:
        _world["kept"].put_back()
        return _world
    rita = city.build()
    [login] = session_of(rita, live_server.url)["cookies"]
    session = requests.Session()
    session.cookies.set(login["name"], login["value"])
    _world.update(kept=Kept(), public=city.public_addresses(), session=session)
    _world["crawl"] = Crawl(live_server.url, session).run()
    # Forms that are read over HTTP and forms in Chromium are sent with one token.
    token = session.cookies[site_settings.CSRF_COOKIE_NAME]
    _world["cookies"] = [login, {**login, "name": site_settings.CSRF_COOKIE_NAME, "value": token}]
    return _world


@pytest.fixture
def walker(world, live_server, chromium_address):
    with sync_playwright() as playwright:
        chromium = playwright.chromium.connect_over_cdp(chromium_address)
        context = chromium.new_context(locale="de-DE", viewport={"width": 1280, "height": 900})
        context.set_default_timeout(30_000)
        window = Window(context, world["cookies"])
        yield Walker(live_server.url, world["session"], world["kept"], window, world["public"])
        chromium.close()


@pytest.mark.parametrize("number", range(NUMBER))
def test_stretch(number, world, walker, caplog):
    def errors():
        found = [record.exc_info[1] for record in caplog.records if record.exc_info]
        caplog.clear()
        return [repr(error) for error in found]

    views = stretches()[number]
    done = Stretch(views, world["crawl"], walker, errors).run()
    told = Counter(done.found[view] for view in views)
    figures = f"{len(views)} views, {len(done.walked)} forms sent: {dict(told)}"
    assert not done.faults, "\n".join([figures, *done.faults])


def test_every_exception_is_a_view_with_a_reason():
    assert [view for view in EXCEPTIONS if view not in all_views()] == []
    assert all(EXCEPTIONS.values())


def by_its_button(page, base, path, row, button):
    """From a list, through the button in the row of a thing."""
    page.goto(base + path)
    with page.expect_navigation():
        link = page.locator("tr", has_text=row).get_by_role("link", name=button)
        link.first.evaluate("link => link.click()")


def save(page):
    with page.expect_navigation():
        page.locator("main form footer button[type=submit], main form [type=submit]").first.click()
    assert page.locator(".messages .success").count()


def test_a_committee_is_hidden_by_its_button(world, walker):
    address = world["public"]["oparl_organizationchoice_modeladmin_create"]
    assert requests.get(walker.base + address, timeout=60).status_code == 200
    with walker.window.opened() as (page, said):
        way = ("/admin/oparl/organization/", BOARD, "Zeigen und einführen")
        by_its_button(page, walker.base, *way)
        page.locator("#id_visible").uncheck()
        save(page)
        assert said == []
    assert requests.get(walker.base + address, timeout=60).status_code in (404, 410)
    assert BOARD not in requests.get(f"{walker.base}/rat/gremien/", timeout=60).text


def test_a_paper_is_summarised_by_its_button(world, walker):
    with walker.window.opened() as (page, said):
        by_its_button(page, walker.base, "/admin/oparl/paper/", PAPER, "Zusammenfassen")
        write_rich_text(page, "text", "Die Brücke wird neu gebaut.")
        save(page)
        assert said == []
    address = world["public"]["oparl_papersummary_modeladmin_create"]
    assert "Die Brücke wird neu gebaut." in requests.get(walker.base + address, timeout=60).text
