"""The search in Chromium: suggestions by keyboard and mouse, what narrows down, without script."""

import pytest
from playwright.sync_api import expect
from wagtail.models import Site

from core.text.slugs import german_slug
from directory.models import OpeningHours
from home.models import EasyLanguagePage
from search import indexing, known
from services.models import LifeSituation
from tests.browser import city
from tests.factories import ServiceFactory, SynonymFactory, UnitFactory

pytestmark = pytest.mark.browser
PAGES = {
    "search-empty": "/suche/",
    "search-list": "/suche/?q=hund",
    "search-second": "/suche/?q=hund&seite=2",
    "search-kind": "/suche/?q=hund&art=units",
    "search-topic": "/suche/?q=hund&thema=situation-tiere",
    "search-hours": "/suche/?q=hundeamt+öffnungszeiten",
    "search-costs": "/suche/?q=hundesteuer+kosten",
    "search-typo": "/suche/?q=hundesteuxr",
    "search-no-fit": "/suche/?q=hund&von=2031-01-01",
    "search-none": "/suche/?q=quastenflosser",
}


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    """A small city, and all that has to do with dogs."""
    city.make_pages()
    animals = LifeSituation.objects.create(title="Tiere", slug="tiere", service_count=1)
    taxed = ServiceFactory(
        title="Hundesteuer anmelden",
        teaser="Jeder Hund ist binnen zwei Wochen anzumelden.",
        online_links=[{"title": "Antrag", "url": "/antrag/", "action": "register"}],
    )
    taxed.life_situations.add(animals)
    SynonymFactory(service=taxed, term="Hundemarke")
    office = UnitFactory(name="Hundeamt", appointment_url="https://termin.example/")
    for weekday in range(1, 8):
        OpeningHours.objects.create(unit=office, weekday=weekday, opens="08:00", closes="18:00")
    more = [ServiceFactory(title=f"Hunde der Rasse {number} halten") for number in range(25)]
    easy = Site.objects.get().root_page.add_child(
        instance=EasyLanguagePage(title="Ihr Hund", slug=german_slug("Ihr Hund"))
    )
    indexing.update([taxed, office, *more, easy])
    known.forget()


def test_all_looks(pages, visit):
    assert visit("/").faults_of(PAGES) == []


def test_a_suggestion_is_chosen_by_keyboard(pages, visit):
    look = visit("/")
    field = look.page.get_by_role("combobox")
    field.press_sequentially("hundest")
    options = look.page.get_by_role("option")
    expect(options.first).to_contain_text("Hundesteuer anmelden")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(look.page.locator("form.search [role=status]")).to_contain_text("Vorschl")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = field.get_attribute("aria-activedescendant")
    assert options.first.get_attribute("id") == chosen
    assert look.faults("search-suggestions") == []
    field.press("Escape")
    expect(look.page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("hundest")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("ArrowDown")
    expect(options.first).to_be_visible()
    # Beyond the last one is the field again, and before it the last.
    for _option in range(options.count() + 1):
        field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "")
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    look.page.locator("h1", has_text="Hundesteuer anmelden").wait_for()


def test_a_suggestion_is_chosen_by_pointer_and_enter_alone_searches(pages, visit):
    look = visit("/aemter/", width=320)
    field = look.page.get_by_role("combobox")
    field.press_sequentially("hundemarke")
    look.page.get_by_role("option", name="Hundesteuer anmelden").click()
    look.page.locator("h1", has_text="Hundesteuer anmelden").wait_for()
    field = look.page.get_by_role("combobox")
    field.press_sequentially("hund")
    look.page.get_by_role("option").first.wait_for()
    field.press("Enter")
    look.page.wait_for_url("**/suche/?q=hund")
    expect(look.page.get_by_role("listbox")).to_have_count(0)


def test_leaving_the_field_closes_the_list(pages, visit):
    page = visit("/").page
    page.get_by_role("combobox").press_sequentially("hund")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_typing_fast_asks_once(pages, visit):
    look = visit("/")
    look.page.get_by_role("combobox").press_sequentially("hundesteuer", delay=5)
    look.page.get_by_role("option").first.wait_for()
    assert len([one for one in look.fetched if "vorschlaege" in one]) == 1


def test_without_script_the_search_is_a_plain_form_and_narrows_down(pages, visit):
    page = visit("/", java_script_enabled=False).page
    page.get_by_role("searchbox").fill("hund")
    page.locator("form.search button").click()
    page.wait_for_url("**/suche/?q=hund")
    narrow = page.get_by_role("navigation", name="Eingrenzen")
    narrow.get_by_role("link", name="Ämter").click()
    expect(page.locator(".search-hit__title")).to_have_text(["Hundeamt"])


def test_on_a_phone_the_choices_are_folded_and_hits_come_first(pages, visit):
    page = visit("/suche/?q=hund", width=320).page
    link = page.get_by_role("navigation", name="Eingrenzen").get_by_role("link", name="Ämter")
    expect(link).to_be_hidden()
    page.locator(".search-narrow summary").click()
    link.click()
    expect(page.locator(".search-hit__title")).to_have_text(["Hundeamt"])


def test_the_search_works_without_the_suggestions(pages, visit):
    page = visit("/").page
    page.route("**/vorschlaege**", lambda route: route.fulfill(status=500, body="kaputt"))
    field = page.get_by_role("combobox")
    with page.expect_response("**/vorschlaege**"):
        field.press_sequentially("hundemarke")
    expect(page.get_by_role("listbox")).to_have_count(0)
    field.press("Enter")
    page.wait_for_url("**/suche/?q=hundemarke")
