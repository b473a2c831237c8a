"""Every kind of public page in Chromium: light and dark, on a desk and on a phone."""

import gzip

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.browser

BUDGET = 150_000  # bytes over the wire, fonts included


def test_every_page_is_accessible_quiet_and_fits(pages, visit):
    assert visit("/").faults_of(pages) == []


def test_the_first_keys_reach_the_skip_links(pages, visit):
    for path in pages.values():
        page = visit(path).page
        page.keyboard.press("Tab")
        first = page.locator(":focus")
        assert first.get_attribute("href") == "#inhalt"
        assert first.bounding_box()["y"] >= 0
        page.keyboard.press("Tab")
        assert page.locator(":focus").get_attribute("href") == "#suche"
        page.close()


def test_the_skip_link_moves_the_focus_to_the_content(pages, visit):
    page = visit(pages["service"]).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhalt"


def test_two_clicks_without_script_lead_to_the_application(pages, visit):
    page = visit("/", java_script_enabled=False).page
    page.get_by_role("link", name="P", exact=True).click()
    page.wait_for_url("**/a-z/p/")
    row = page.locator(".rows li", has_text="Personalausweis beantragen").last
    assert row.locator("a.go").get_attribute("href") == "https://antrag.example/ausweis"
    row.get_by_role("link").first.click()
    page.locator("h1", has_text="Personalausweis beantragen").wait_for()


def test_without_script_nothing_is_offered_that_would_need_it(pages, visit):
    page = visit(pages["index"], java_script_enabled=False).page
    assert not page.locator("[data-filter]").is_visible()
    page = visit(pages["service"], java_script_enabled=False).page
    assert not page.locator("[data-print]").is_visible()


def test_the_overview_finds_as_one_types(pages, visit):
    look = visit(pages["index"])
    look.page.locator("[data-filter] input").fill("perso")
    results = look.page.locator("#alle li")
    results.first.wait_for()
    assert "Perso" in results.first.inner_text()
    look.page.locator("[data-filter] input").fill("fuehrungsz")
    look.page.locator("#alle", has_text="Führungszeugnis").wait_for()
    look.page.locator("[data-filter] input").fill("")
    look.page.locator("#alle").wait_for(state="hidden")
    assert look.complaints == []


def test_a_list_is_shortened_as_one_types(pages, visit):
    page = visit(pages["department"]).page
    page.locator("[data-filter] input").fill("hund")
    shown = page.locator("#liste li:visible")
    assert [text.split("\n")[0] for text in shown.all_inner_texts()] == ["Hund anmelden"]
    assert page.locator("[data-filter] [role=status]").inner_text().startswith("1 ")


def test_an_english_page_is_marked_as_english(pages, visit):
    page = visit(pages["service-en"]).page
    assert page.locator("html").get_attribute("lang") == "en"


def test_forced_colours_keep_the_pages_readable(pages, visit):
    for name in ("home", "service"):
        look = visit(pages[name], forced_colors="active")
        look.picture(f"{name}-forced-colours")
        assert look.complaints == []


def test_a_service_prints_without_the_frame(pages, visit):
    page = visit(pages["service"]).page
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="print")
    assert not page.locator(".main-nav").is_visible()
    assert not page.locator(".toc").is_visible()
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("name", ["home", "service"])
def test_a_first_visit_stays_within_the_budget(pages, visit, name):
    """Counted as WhiteNoise and the gzip middleware send it; fonts are sent as they are."""
    look = visit(pages[name])
    fetched = {url for url in look.fetched if not url.startswith("data:")}
    sizes = {url: _bytes_sent(look, url) for url in fetched}
    assert any(url.endswith(".woff2") for url in fetched)
    assert sum(sizes.values()) <= BUDGET, sizes


def _bytes_sent(look, url):
    path = url.removeprefix(look.base)
    if not path.startswith(settings.STATIC_URL):
        return len(gzip.compress(look.response.body(), 6))
    with open(finders.find(path.removeprefix(settings.STATIC_URL)), "rb") as file:
        content = file.read()
    return len(content) if path.endswith(".woff2") else len(gzip.compress(content, 9))
