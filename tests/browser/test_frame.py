"""Header, menu, languages and footer as readers and editors use them."""

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from wagtail.models import Site

from frame.languages import make_locales
from frame.models import HeaderFooter
from tests.frame.conftest import add, translate

from . import city
from .admin import session_of

pytestmark = pytest.mark.browser
DEEP = "/rathaus/wegweiser/schalter-3/"


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    """A small city is enough."""
    city.make_pages()


@pytest.fixture
def framed(pages):
    """A section three levels deep, an English home page, a footer with everything."""
    make_locales()
    site = Site.objects.get(is_default_site=True)
    home = site.root_page.specific
    town_hall = add(home, "Rathaus", "rathaus", introduction="Wer für Sie da ist.")
    offices = add(town_hall, "Wegweiser durch das Rathaus", "wegweiser")
    add(offices, "Schalter 3", "schalter-3", introduction="Ausweise und Pässe.")
    add(town_hall, "Stellenangebote", "stellen")
    add(home, "Leben in der Stadt", "leben")
    translate(home, "Lindenfurt in English")
    translate(town_hall, "Town hall", "town-hall")
    link = {"page": None, "address": "/dienstleistungen/", "text": "Termin vereinbaren"}
    column = [dict(link, text=text) for text in ("Abfallkalender", "Stadtplan", "Wochenmarkt")]
    HeaderFooter.objects.create(
        site=site,
        quick_links=[{"type": "link", "value": dict(link, language="de")}],
        columns=[
            {"type": "column", "value": {"heading": "Alltag", "links": column, "language": "de"}}
        ],
        contact_name="Stadtverwaltung Lindenfurt",
        contact_address="Wernstraße 24\n36999 Lindenfurt",
        contact_phone="06999 115-0",
        contact_email="info@lindenfurt.example",
        channels=[
            {
                "type": "channel",
                "value": {"kind": "mastodon", "url": "https://social.example/@l", "name": ""},
            }
        ],
    )
    cache.clear()
    return site


@pytest.fixture
def editor(framed, live_server):
    user = get_user_model().objects.create_superuser("redaktion", password="x")
    return session_of(user, live_server.url)


def test_the_frame_is_accessible_in_every_look(framed, visit):
    pages = {"frame-deep": DEEP, "frame-home": "/", "frame-english": "/en/town-hall/"}
    assert visit("/").faults_of(pages) == []


def test_the_menu_works_without_a_script(framed, visit):
    page = visit("/", java_script_enabled=False).page
    assert page.get_by_role("link", name="Leben in der Stadt").first.is_visible()
    below = page.locator(".sub-nav a", has_text="Stellenangebote")
    assert not below.is_visible()
    page.locator(".sub-nav summary").click()
    below.click()
    page.wait_for_url("**/rathaus/stellen/")
    assert page.locator(".section-nav [aria-current=page]").inner_text() == "Stellenangebote"


def test_the_menu_of_a_phone_opens_on_a_tap(framed, visit):
    seen = visit("/", width=320, java_script_enabled=False)
    entry = seen.page.locator(".main-nav a", has_text="Leben in der Stadt")
    assert not entry.is_visible()
    seen.page.locator(".main-nav__fold > summary").click()
    assert entry.is_visible()
    seen.picture("frame-phone-menu")
    assert not seen.is_wider_than_the_window()
    seen.page.locator(".sub-nav summary").click()
    assert seen.page.locator(".sub-nav a", has_text="Stellenangebote").is_visible()


def test_escape_and_a_click_beside_it_close_the_menu(framed, visit):
    seen = visit("/")
    page = seen.page
    page.locator(".sub-nav summary").click()
    below = page.locator(".sub-nav a", has_text="Stellenangebote")
    assert below.is_visible()
    seen.picture("frame-menu-open")
    assert not seen.axe()
    page.keyboard.press("Escape")
    assert not below.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    assert below.is_visible()
    page.mouse.click(640, 700)
    assert not below.is_visible()


def test_the_language_is_changed_by_a_link(framed, visit):
    page = visit("/rathaus/").page
    page.locator(".plain-languages a[hreflang=en]").click()
    page.locator("h1", has_text="Town hall").wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator(".plain-languages").get_by_role("link", name="Deutsch").click()
    page.wait_for_url("**/rathaus/")


def test_nothing_of_the_frame_is_printed_but_the_name(framed, visit):
    page = visit(DEEP).page
    page.emulate_media(media="print")
    for part in (".main-nav", ".section-nav", ".site-footer", ".share", ".search"):
        assert not page.locator(part).first.is_visible(), part
    assert page.locator(".site-name").is_visible()


def test_an_editor_chooses_colours_that_can_be_read(framed, editor, visit):
    address = f"/admin/settings/frame/theme/{framed.pk}/"
    page = visit(address, storage_state=editor).page
    page.fill("#id_light_action", "#ffee00")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("4.5 : 1").first.wait_for()
    page.fill("#id_light_action", "#00695c")
    page.fill("#id_light_brand", "#004d40")
    page.get_by_role("button", name="Speichern").click()
    page.locator(".messages .success").wait_for()
    seen = visit("/")
    seen.picture("frame-themed")
    assert not seen.complaints
    colour = seen.page.evaluate("getComputedStyle(document.querySelector('.hero')).backgroundColor")
    assert colour == "rgb(0, 77, 64)"
    assert not seen.axe()


def test_an_editor_writes_the_footer(framed, editor, visit):
    page = visit(f"/admin/settings/frame/headerfooter/{framed.pk}/", storage_state=editor).page
    page.fill("#id_contact_email", "neu@lindenfurt.example")
    page.get_by_role("button", name="Speichern").click()
    page.locator(".messages .success").wait_for()
    assert visit("/").page.locator("a[href='mailto:neu@lindenfurt.example']").count() == 1
