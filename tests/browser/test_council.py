"""Every kind of page of the council in Chromium: light and dark, on a desk and on a phone."""

import pytest

from . import city, council

pytestmark = pytest.mark.browser


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    """{name: path} of one page of each kind."""
    city.make_pages()
    return council.build()


def test_every_page_is_accessible_quiet_and_fits(pages, visit):
    assert visit("/").faults_of(pages) == []


def test_without_script_one_comes_from_the_home_page_to_a_decision(pages, visit):
    page = visit("/", java_script_enabled=False).page
    page.locator(".main-nav a[href='/rat/']").click()
    page.locator("main a[href='/rat/sitzungen/archiv/']").click()
    page.get_by_role("link", name="12. Sitzung des Stadtrats").click()
    page.locator(".agenda a", has_text="Neubau der Brücke").click()
    page.locator(".way__step").first.wait_for()
    assert "112/2026" in page.locator(".kicker").inner_text()
    steps = page.locator(".way__step")
    assert steps.count() == 3
    assert "mehrheitlich beschlossen" in steps.nth(1).inner_text()


def test_the_text_of_a_resolution_opens_by_keyboard(pages, visit):
    page = visit(pages["paper"]).page
    text = page.locator(".resolution .text")
    assert not text.is_visible()
    page.locator(".resolution summary").focus()
    page.keyboard.press("Enter")
    assert text.is_visible()


def test_a_month_is_a_week_in_a_row_on_the_desk_and_a_list_on_the_phone(pages, visit):
    wide = visit(pages["month"], width=1280).page
    assert wide.locator(".calendar").evaluate("e => getComputedStyle(e).display") == "grid"
    narrow = visit(pages["month"], width=320).page
    assert narrow.locator(".calendar__day--empty:visible").count() == 0
    assert narrow.locator(".calendar__day:visible").count() > 0
