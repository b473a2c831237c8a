"""A form in Chromium: built and published in the admin, filled in without script, read."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Site

from tests.browser.admin import session_of
from tests.home.forms.conftest import PDF, make_form

pytestmark = pytest.mark.browser

LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 320)]


@pytest.fixture
def form_page(pages):
    return make_form(
        Site.objects.get().root_page,
        title="Grillplatz mieten",
        thanks="Wir melden uns innerhalb von drei Tagen.",
        shows_answers=True,
    )


@pytest.fixture
def editor(form_page, live_server):
    user = get_user_model().objects.create_superuser("mira", "mira@lindenfurt.example", "x")
    return session_of(user, live_server.url)


def faults_of(look):
    return [*look.axe(), *look.complaints]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_a_form_with_and_without_faults_and_its_receipt_are_accessible(
    form_page, visit, scheme, width
):
    look = visit("/grillplatz/", scheme, width)
    page = look.page
    look.picture(f"form-{scheme}-{width}")
    assert faults_of(look) == []
    assert not look.is_wider_than_the_window()
    page.get_by_label("Vor- und Nachname").fill("Jo Müster")
    page.locator(".city-form > p > button").click()
    page.locator(".error-summary").wait_for()
    look.picture(f"form-faults-{scheme}-{width}")
    assert faults_of(look) == []
    assert page.evaluate("document.activeElement.className").endswith("error-summary")
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "feld-personen"
    assert page.get_by_label("Vor- und Nachname").input_value() == "Jo Müster"
    page.get_by_label("Personen").fill("12,5")
    page.get_by_label("Ort").select_option("Mühlwiese")
    page.get_by_label("Grill", exact=True).check()
    page.get_by_label("Bank").check()
    page.get_by_label("Einverstanden").check()
    page.wait_for_timeout(2100)  # no person is faster (core.traps.SOONEST)
    page.locator(".city-form > p > button").click()
    page.locator(".receipt").wait_for()
    look.picture(f"form-sent-{scheme}-{width}")
    assert faults_of(look) == []
    assert not look.is_wider_than_the_window()
    assert not page.context.cookies()


def test_a_form_is_built_sent_without_script_and_read(form_page, editor, visit, live_server):
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
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("[name=action-publish]").click()
    page.locator(".messages .success").wait_for()

    reader = visit("/hundemarke/", java_script_enabled=False).page
    reader.locator("#feld-name_des_hundes").fill("=Bello")
    file = {"name": "bello.pdf", "mimeType": "application/pdf", "buffer": PDF}
    reader.locator("#feld-bild").set_input_files(file)
    reader.wait_for_timeout(2100)
    reader.locator(".city-form > p > button").click()
    number = reader.locator(".receipt").inner_text()

    page.goto(f"{look.base}/admin/forms/")
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
