"""A form in Chromium: built and published in the admin, filled in without script, read."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Site

from tests.browser import city
from tests.browser.admin import press_in_menu, session_of
from tests.home.forms.conftest import make_form
from tests.submissions.files import PDF

pytestmark = pytest.mark.browser


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    """A small city is enough."""
    city.make_pages()


@pytest.fixture
def form_page(pages):
    return make_form(
        Site.objects.get().root_page,
        title="Grillplatz mieten",
        thanks="Wir melden uns innerhalb von drei Tagen.",
        shows_answers=True,
    )


@pytest.fixture
def editor(form_page, live_server, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0  # a button pressed while it saves may be refused
    user = get_user_model().objects.create_superuser("mira", "mira@lindenfurt.example", "x")
    return session_of(user, live_server.url)


def test_a_form_with_faults_and_its_receipt_are_accessible(form_page, soonest, visit):
    soonest(0)
    look = visit("/grillplatz/")
    page = look.page
    page.get_by_label("Vor- und Nachname").fill("Jo Müster")
    page.locator(".city-form > p > button").click()
    page.locator(".error-summary").wait_for()
    assert page.evaluate("document.activeElement.className").endswith("error-summary")
    assert look.faults("form-faults") == []
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "feld-personen"
    assert page.get_by_label("Vor- und Nachname").input_value() == "Jo Müster"
    page.get_by_label("Personen").fill("12,5")
    page.get_by_label("Ort").select_option("Mühlwiese")
    page.get_by_label("Grill", exact=True).check()
    page.get_by_label("Bank").check()
    page.get_by_label("Einverstanden").check()
    page.locator(".city-form > p > button").click()
    page.locator(".receipt").wait_for()
    assert look.faults("form-sent") == []


def test_a_form_is_built_sent_without_script_and_read(form_page, editor, soonest, visit):
    soonest(0)
    parent = form_page.get_parent().pk
    look = visit(f"/admin/pages/add/forms/formpage/{parent}/", storage_state=editor)
    page = look.page
    page.locator("#id_title").fill("Hundemarke")
    page.locator("#id_form_fields-ADD").click()
    page.locator("#id_form_fields-0-field_type").select_option("singleline")
    page.locator("#id_form_fields-0-label").fill("Name des Hundes")
    page.locator("#id_form_fields-ADD").click()
    page.locator("#id_form_fields-1-field_type").select_option("file")
    page.locator("#id_form_fields-1-label").fill("Bild")
    page.locator("#id_purpose").fill("Wir schicken Ihnen eine Marke.")
    page.locator("#id_legal_basis").fill("Art. 6 DSGVO")
    page.locator("#id_form_fields-0-label").scroll_into_view_if_needed()
    look.picture("form-editor")
    press_in_menu(page, "[name=action-publish]")
    page.locator(".messages .success").wait_for()

    reader = visit("/hundemarke/", java_script_enabled=False).page
    reader.locator("#feld-name_des_hundes").fill("=Bello")
    file = {"name": "bello.pdf", "mimeType": "application/pdf", "buffer": PDF}
    reader.locator("#feld-bild").set_input_files(file)
    reader.locator(".city-form > p > button").click()
    reader.get_by_role("heading", name="Angaben prüfen").wait_for()
    reader.locator(".city-form > p > button").click()
    number = reader.locator(".receipt").inner_text()

    look.go("/admin/forms/")
    page.get_by_role("link", name="Hundemarke").first.click()
    page.get_by_role("link", name=number).wait_for()
    look.picture("form-submissions")
    page.get_by_role("link", name=number).click()
    page.get_by_text("=Bello").wait_for()
    look.picture("form-submission")
    with page.expect_download() as download:
        page.get_by_role("link", name="bello.pdf").click()
    assert download.value.suggested_filename == "bello.pdf"
    assert download.value.path().read_bytes() == PDF
