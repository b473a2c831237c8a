"""The pages that editors write, in Chromium: read, sent, and edited in the admin."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page

from tests.browser.admin import edit_page, press_in_menu, publish, session_of
from tests.home import examples

pytestmark = pytest.mark.browser

PUBLISH = "[name=action-publish]"
TYPES = {"topic", "standard", "journey", "easy", "sign", "imprint", "privacy", "accessibility"}


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    """{name: path}: in place of the usual city, one page of each type."""
    return examples.build()


@pytest.fixture
def editor(pages, live_server, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0  # a button pressed while it saves may be refused
    user = get_user_model().objects.create_superuser("mira", "mira@lindenfurt.example", "x")
    return session_of(user, live_server.url)


@pytest.fixture
def keys(pages):
    """{path: primary key} of all pages; asked before Playwright's event loop runs."""
    return {page.get_url(): page.pk for page in Page.objects.filter(depth__gt=1)}


def test_the_steps_of_a_journey_open_one_by_one_without_script(pages, visit):
    page = visit(pages["journey"], java_script_enabled=False).page
    service = page.get_by_role("link", name="Wohnung anmelden")
    assert not page.locator("[data-steps-tools]").is_visible()
    assert not service.is_visible()
    page.locator("summary", has_text="Anmelden").click()
    service.click()
    page.locator(".journey a").first.click()
    page.locator("h1", has_text="Umzug").wait_for()


def test_all_steps_open_at_once_on_paper_and_by_an_address(pages, visit):
    look = visit(pages["journey"])
    page, button = look.page, look.page.locator("[data-steps-tools] button")
    closed = page.locator(".steps details:not([open])")
    assert (button.get_attribute("aria-expanded"), closed.count()) == ("false", 3)
    button.click()
    assert (button.get_attribute("aria-expanded"), closed.count()) == ("true", 0)
    button.click()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert closed.count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert closed.count() == 4
    look.go(f"{pages['journey']}#schritt-4")
    page.get_by_role("link", name="Wohnung anmelden").wait_for()
    assert look.complaints == []


def test_a_barrier_is_reported_without_script(pages, soonest, visit):
    soonest(0)
    look = visit(pages["standard"], java_script_enabled=False)
    page = look.page
    page.locator(".barrier-link a").click()
    assert page.locator("#barriere-page").input_value() == pages["standard"]
    page.locator("#barriere-email").fill("kein-at")
    page.locator(".contact-form button").click()
    page.locator(".error-summary").wait_for()
    faults = [item.get_attribute("href") for item in page.locator(".error-summary a").all()]
    assert faults == ["#barriere-text", "#barriere-email"]
    assert page.locator("#barriere-page").input_value() == pages["standard"]
    page.locator("#barriere-text").fill("Die Tabelle wird nicht vorgelesen.")
    page.locator("#barriere-email").fill("jo@example.org")
    page.locator(".contact-form button").click()
    page.locator(".kern-alert--success").wait_for()
    assert not page.context.cookies()


def test_the_form_with_faults_is_accessible_and_has_the_focus(pages, visit):
    look = visit(pages["barrier"], width=320)
    look.page.locator(".contact-form button").click()
    look.page.locator(".error-summary").wait_for()
    assert look.page.evaluate("document.activeElement.className").endswith("error-summary")
    look.picture("barrier-faults-320")
    assert [*look.axe(), *look.complaints] == []


def test_every_type_is_edited_and_published_in_the_admin(pages, keys, editor, visit):
    look = visit("/admin/", storage_state=editor)
    page, faults = look.page, []
    for name in sorted(TYPES):
        edit_page(look, keys[pages[name]])
        look.picture(f"admin-{name}")
        page.locator("#id_title").fill(f"Neu: {name}")
        publish(page)
        look.go(pages[name])
        if page.locator("h1").inner_text() != f"Neu: {name}":
            faults.append(f"{name}: {page.locator('h1').inner_text()}")
    assert faults == []
    assert not [text for text in look.complaints if text.startswith("foreign")]


def test_an_imprint_is_made_and_what_is_missing_is_told(pages, keys, editor, visit):
    look = visit(f"/admin/pages/{keys[pages['imprint']]}/delete/", storage_state=editor)
    page = look.page
    page.locator("main form .serious").click()
    page.locator(".messages .success").wait_for()
    look.go(f"/admin/pages/add/home/imprintpage/{keys['/']}/")
    page.locator("#id_title").fill("Impressum")
    page.locator("#id_provider").fill("Stadt Lindenfurt")
    press_in_menu(page, PUBLISH)
    missing = page.locator("[id$=-errors] .error-message")
    missing.first.wait_for(state="attached")
    assert missing.count() == 8
    assert page.locator("#id_provider").input_value() == "Stadt Lindenfurt"
    look.picture("admin-imprint-faults")
    for name in ("legal_form", "represented_by", "street", "postcode", "place", "phone"):
        page.locator(f"#id_{name}").fill("Angabe")
    page.locator("#id_email").fill("info@lindenfurt.example")
    page.locator("#id_responsible").fill("Petra Muster")
    press_in_menu(page, PUBLISH)
    page.locator(".messages .success").wait_for()
    look.go("/impressum/")
    assert page.locator("h1").inner_text() == "Impressum"
    assert page.get_by_text("Petra Muster").is_visible()


def test_a_reported_barrier_is_answered_in_the_admin(pages, editor, soonest, visit):
    soonest(0)
    look = visit(pages["barrier"])
    page = look.page
    page.locator("#barriere-text").fill("Die Tabelle wird nicht vorgelesen.")
    page.locator(".contact-form button").click()
    page.locator(".kern-alert--success").wait_for()
    look = visit("/admin/barrieren/", storage_state=editor)
    page = look.page
    look.picture("admin-barriers")
    page.locator("main td a").first.click()
    page.get_by_text("Die Tabelle wird nicht vorgelesen.").first.wait_for()
    page.locator("#id_answered_on").fill("2026-11-22")
    page.locator("#id_note").fill("Überschriften ergänzt.")
    look.picture("admin-barrier")
    page.locator("footer [type=submit]").first.click()
    page.wait_for_url("**/admin/barrieren/")
    assert [text for text in look.complaints if text.startswith("foreign")] == []
