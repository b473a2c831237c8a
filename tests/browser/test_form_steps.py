"""A form of several pages in Chromium: with and without script, on a phone, accessible."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Site

from tests.browser import city
from tests.browser.admin import session_of
from tests.home.forms.conftest import make_form
from tests.home.forms.test_steps import FIELDS
from tests.submissions.files import PDF

pytestmark = pytest.mark.browser
BUTTON = ".city-form__buttons button:not([name])"


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    """A small city is enough."""
    city.make_pages()


@pytest.fixture
def form(pages):
    root = Site.objects.get().root_page
    return make_form(root, FIELDS, title="Hund anmelden", slug="hund")


@pytest.fixture
def editor(form, live_server, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    user = get_user_model().objects.create_superuser("mira", "mira@lindenfurt.example", "x")
    return session_of(user, live_server.url)


def go_through(page):
    page.get_by_label("Name", exact=True).fill("Jo")
    page.get_by_label("Hund", exact=True).check()
    page.get_by_label("Steuernummer").fill("12")
    page.locator(BUTTON).click()
    page.get_by_label("Rasse").wait_for()
    file = {"name": "bello.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.get_by_label("Bild").set_input_files(file)
    page.locator(BUTTON).click()  # the breed is missing: the file stays
    page.locator(".error-summary").wait_for()
    assert page.locator(".city-form__stored strong").inner_text() == "bello.pdf"
    page.get_by_label("Rasse").fill("Dackel")
    page.get_by_label("Rasse").press("Enter")  # takes no file away
    page.get_by_label("Nachricht").wait_for()
    page.go_back()
    page.go_forward()
    page.locator(BUTTON).click()
    page.get_by_role("heading", name="Angaben prüfen").wait_for()
    assert page.get_by_text("bello.pdf").is_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_whole_way_on_a_phone(form, soonest, visit, script):
    soonest(0)
    look = visit("/hund/", java_script_enabled=script, width=320)
    page = look.page
    assert page.get_by_label("Steuernummer").is_visible() is not script
    go_through(page)
    page.locator(BUTTON).click()
    page.locator(".receipt").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Kopie herunterladen").click()
    assert "Dackel" in download.value.path().read_text("utf-8-sig")


def test_each_page_is_accessible_and_fits(form, soonest, visit):
    soonest(0)
    look = visit("/hund/")
    page = look.page
    assert look.faults("form-step-1") == []
    page.get_by_label("Name", exact=True).fill("Jo")
    page.get_by_label("Hund", exact=True).check()
    page.get_by_label("Steuernummer").fill("12")
    page.locator(BUTTON).click()
    page.get_by_label("Rasse").wait_for()
    assert look.faults("form-step-2") == []
    page.get_by_label("Rasse").fill("Dackel")
    page.locator(BUTTON).click()
    page.locator(BUTTON).click()
    page.get_by_role("heading", name="Angaben prüfen").wait_for()
    assert look.faults("form-review") == []
    page.locator(BUTTON).click()
    page.locator(".receipt").wait_for()
    assert look.faults("form-copy") == []


def test_a_hidden_question_takes_along_what_depends_on_it(form, visit):
    page = visit("/hund/").page
    number = page.get_by_label("Steuernummer")
    page.get_by_label("Hund", exact=True).check()
    assert number.is_visible()
    page.get_by_label("Katze").check()
    assert number.is_hidden()


def test_the_editor_shows_only_the_options_that_apply(form, editor, visit):
    look = visit(f"/admin/pages/{form.pk}/edit/", storage_state=editor)
    page = look.page
    kind = page.locator("#id_form_fields-0-field_type")
    for chosen, there, away in (
        ("email", ["gets_confirmation", "meaning"], ["accepted", "minimum", "choices"]),
        ("file", ["accepted", "max_megabytes"], ["gets_confirmation", "minimum", "choices"]),
        ("number", ["minimum", "maximum"], ["accepted", "gets_confirmation"]),
        ("radio", ["choices"], ["accepted", "minimum", "gets_confirmation"]),
    ):
        kind.select_option(chosen)
        for names, state in ((there, "visible"), (away, "hidden")):
            for name in names:
                page.locator(f"#id_form_fields-0-{name}").wait_for(state=state)
        labels = page.locator("#inline_child_form_fields-0 label:visible")
        named = {label.get_attribute("for") for label in labels.all()}
        assert "id_form_fields-0-label" in named
        assert not {f"id_form_fields-0-{name}" for name in away} & named
    page.locator("#id_form_fields-1-label").fill("Haustier")
    page.locator("#id_form_fields-1-label").press("Tab")
    assert page.locator("#id_form_fields-2-condition_question").input_value() == "Haustier"
