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
    state = session_of(rita, live_server.url)
    session = requests.Session()
    session.cookies.set(site_settings.SESSION_COOKIE_NAME, state["cookies"][0]["value"])
    _world.update(kept=Kept(), public=city.public_addresses(), state=state, session=session)
    _world["crawl"] = Crawl(live_server.url, session).run()
    return _world


@pytest.fixture
def walker(world, live_server, chromium_address):
    with sync_playwright() as playwright:
        chromium = playwright.chromium.connect_over_cdp(chromium_address)
        context = chromium.new_context(
            locale="de-DE", viewport={"width": 1280, "height": 900}, storage_state=world["state"]
        )
        context.set_default_timeout(10_000)

        def open_page():
            page, said = context.new_page(), []
            page.on("console", lambda message: said.append(f"console: {message.text}"))
            page.on("dialog", lambda dialog: dialog.accept())
            page.on("pageerror", lambda error: said.append(f"script: {error}"))
            return page, said

        yield Walker(live_server.url, world["session"], world["kept"], open_page, world["public"])
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


def by_its_button(walker, path, row, button):
    """From a list, through the button in the row of a thing."""
    page, said = walker.open_page()
    page.goto(walker.base + path)
    with page.expect_navigation():
        link = page.locator("tr", has_text=row).get_by_role("link", name=button)
        link.first.evaluate("link => link.click()")
    return page, said


def save(page):
    with page.expect_navigation():
        page.locator("main form footer button[type=submit], main form [type=submit]").first.click()
    assert page.locator(".messages .success").count()


def test_a_committee_is_hidden_by_its_button(world, walker):
    address = world["public"]["oparl_organizationchoice_modeladmin_create"]
    assert requests.get(walker.base + address, timeout=60).status_code == 200
    page, said = by_its_button(walker, "/admin/oparl/organization/", BOARD, "Zeigen und einführen")
    page.locator("#id_visible").uncheck()
    save(page)
    assert requests.get(walker.base + address, timeout=60).status_code in (404, 410)
    assert BOARD not in requests.get(f"{walker.base}/rat/gremien/", timeout=60).text
    assert said == []


def test_a_paper_is_summarised_by_its_button(world, walker):
    page, said = by_its_button(walker, "/admin/oparl/paper/", PAPER, "Zusammenfassen")
    write_rich_text(page, "text", "Die Brücke wird neu gebaut.")
    save(page)
    address = world["public"]["oparl_papersummary_modeladmin_create"]
    assert "Die Brücke wird neu gebaut." in requests.get(walker.base + address, timeout=60).text
    assert said == []
