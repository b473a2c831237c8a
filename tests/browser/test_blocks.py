"""The blocks in Chromium: the component page in all looks, the contact form, the editor."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import translation

from home.blocks import PageBody
from home.models import HomePage, StandardPage
from tests import blocks
from tests.browser.admin import press_in_menu, session_of

pytestmark = pytest.mark.browser


@pytest.fixture
def content(pages):
    blocks.make_picture()
    blocks.make_document(accessible="no")
    blocks.make_document("Satzung", "satzung.pdf", accessible="yes")
    return blocks.make_office("Amt für Bausteine", sort_key="0")


@pytest.fixture
def editor(content, live_server, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0  # a button pressed while it saves may be refused
    user = get_user_model().objects.create_superuser("mira", "mira@lindenfurt.example", "x")
    return session_of(user, live_server.url)


@pytest.fixture
def home(pages):
    return HomePage.objects.get().pk


def test_every_block_is_accessible_quiet_and_fits(editor, visit):
    look = visit("/styleguide/", storage_state=editor)
    look.page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    look.page.wait_for_load_state("networkidle")
    assert look.page.locator(".specimen > .block").count() == 14
    assert look.faults("styleguide") == []


@pytest.fixture
def contact_page(content, pages):
    home = HomePage.objects.get()
    field = StandardPage._meta.get_field("body").stream_block
    form = field.child_blocks["contact_form"]
    values = {name: child.get_default() for name, child in form.child_blocks.items()}
    page = StandardPage(
        title="Schreiben Sie uns",
        slug="schreiben",
        body=[
            ("accordion", accordion()),
            ("contact_form", {**values, "unit": content}),
        ],
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def accordion():
    return {
        "heading": "Fragen",
        "entries": [
            {"title": "Wann?", "text": "<p>Sofort.</p>"},
            {"title": "Wo?", "text": "<p>Hier.</p>"},
        ],
    }


def test_a_message_is_sent_without_script(contact_page, soonest, visit):
    soonest(0)
    look = visit("/schreiben/", java_script_enabled=False)
    page = look.page
    page.locator("#nachricht-name").fill("Jo Muster")
    page.locator("#nachricht-message").fill("Eine Frage")
    page.locator(".contact-form button").click()
    page.locator(".error-summary").wait_for()
    assert page.locator(".error-summary a").get_attribute("href") == "#nachricht-email"
    assert page.locator("#nachricht-message").input_value() == "Eine Frage"
    page.locator("#nachricht-email").fill("jo@example.org")
    page.locator(".contact-form button").click()
    page.locator(".kern-alert--success").wait_for()
    assert "/nachricht/gesendet/" in page.url
    assert not page.context.cookies()


def test_the_form_with_faults_is_accessible_and_has_the_focus(contact_page, visit):
    look = visit("/schreiben/", width=320)
    look.page.locator(".contact-form button").click()
    look.page.locator(".error-summary").wait_for()
    assert look.page.evaluate("document.activeElement.className").endswith("error-summary")
    look.picture("contact-form-faults-320")
    assert [*look.axe(), *look.complaints] == []
    assert not look.is_wider_than_the_window()


def test_an_accordion_opens_at_once_and_for_printing(contact_page, visit):
    page = visit("/schreiben/").page
    button = page.locator("[data-accordion-all] button")
    button.click()
    assert page.get_by_text("Sofort.").is_visible()
    assert page.get_by_text("Hier.").is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    button.click()
    assert not page.get_by_text("Hier.").is_visible()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.get_by_text("Hier.").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert not page.get_by_text("Hier.").is_visible()


def label_of(name):
    with translation.override("de"):
        return str(PageBody().child_blocks[name].label)


def add_block(page, name):
    """Choose a block in the editor's picker, at the end of the body."""
    page.locator(".c-sf-add-button:visible").last.click()
    page.locator("[role=option]").get_by_text(label_of(name), exact=True).click()


def publish(page):
    press_in_menu(page, "[name=action-publish]")


def test_an_editor_builds_a_page_and_is_told_what_is_missing(home, editor, visit):
    look = visit(f"/admin/pages/add/home/standardpage/{home}/", storage_state=editor)
    page = look.page
    page.locator("#id_title").fill("Unser Rathaus")
    page.locator("#id_title").blur()
    page.locator(".c-sf-add-button:visible").last.click()
    page.locator("[role=option]").first.wait_for()
    assert page.locator("[role=option]").count() == 14
    page.locator(".c-sf-add-button:visible").last.click()
    add_block(page, "quote")
    page.locator("[name=body-0-value-text]").fill("Die Tür steht offen.")
    page.locator("[name=body-0-value-name]").fill("Mira Beispiel")
    add_block(page, "contact_form")
    publish(page)
    problem = page.locator("#body-1-value-unit-errors")
    problem.wait_for()
    assert problem.inner_text().strip()
    assert page.locator("[name=body-0-value-text]").input_value() == "Die Tür steht offen."
    page.locator("[name=body-1-value-email]").fill("rathaus@lindenfurt.example")
    publish(page)
    page.locator(".messages .success").wait_for()
    look.go("/unser-rathaus/")
    assert "Die Tür steht offen." in page.locator("blockquote").inner_text()
    assert page.locator(".contact-form").get_attribute("action").startswith("/nachricht/")
