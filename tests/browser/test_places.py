"""Directories of places in Chromium: the list, a place, the editor's side."""

import re

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Site

from tests.browser import city, playgrounds
from tests.browser.admin import session_of

pytestmark = pytest.mark.browser


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    """A small city is enough."""
    city.make_pages()


@pytest.fixture
def places(pages):
    return playgrounds.build(Site.objects.get().root_page)


@pytest.fixture
def editor(places, live_server):
    user = get_user_model().objects.create_superuser("mira", "mira@lindenfurt.example", "x")
    return session_of(user, live_server.url)


def test_without_script_the_list_is_narrowed_and_a_place_opened(places, visit):
    page = visit("/spielplaetze/", java_script_enabled=False).page
    assert not page.locator("[data-nearby]").is_visible()
    page.locator(".places-form summary").click()
    page.locator("input[value='Sandkasten']").check()
    page.locator(".places-form button").click()
    page.wait_for_url("**ausstattung=Sandkasten**")
    assert page.locator(".place-row").count() == 4
    page.locator(".places-chosen a").first.click()
    page.locator("[rel=next]").wait_for()
    assert page.locator(".place-row").count() == 20
    page.locator("[rel=next]").click()
    page.locator("[rel=prev]").first.wait_for()
    page.locator(".place-row h3 a").first.click()
    page.locator("h1", has_text=re.compile("^Spielplatz ")).wait_for()


def test_nearest_to_me_asks_the_browser_and_tells_nobody(places, visit):
    look = visit(
        "/spielplaetze/",
        geolocation={"latitude": 50.1, "longitude": 8.55},
        permissions=["geolocation"],
    )
    look.page.locator("[data-nearby] button").click()
    look.page.locator("[data-nearby] ol li").nth(4).wait_for()
    rows = look.page.locator("[data-nearby] ol li").all_inner_texts()
    assert len(rows) == 5
    assert rows[0].startswith("Spielplatz Mühlwiese 1,")
    assert not [url for url in look.fetched if "50.1" in url or "8.55" in url]
    assert look.complaints == []


def test_who_refuses_to_say_where_they_are_is_answered(places, visit):
    look = visit("/spielplaetze/")
    look.page.locator("[data-nearby] button").click()
    status = look.page.locator("[data-nearby] [role=status]")
    look.page.wait_for_function(
        "status => status.textContent === status.parentElement.dataset.nearbyRefused",
        arg=status.element_handle(),
    )


def test_an_editor_marks_a_place_on_the_map_and_it_is_shown(editor, visit, settings):
    settings.MAP_BOUNDS = ["8.4", "50.0", "8.8", "50.3"]
    look = visit("/admin/orte/add/", storage_state=editor)
    page = look.page
    page.locator("[name=title]").fill("Neuer Platz")
    page.get_by_label("Rutsche").check()
    page.locator("[name=facet-alter]").fill("3-12")
    page.locator("[data-place-picker] button").click()
    canvas = page.locator(".place-picker__canvas")
    canvas.locator(".leaflet-control-zoom-in").wait_for()
    canvas.scroll_into_view_if_needed()
    canvas.click()  # in its middle
    page.wait_for_function("() => document.querySelector('[name=latitude]').value")
    assert 50 < float(page.locator("[name=latitude]").input_value()) < 50.3
    assert 8.4 < float(page.locator("[name=longitude]").input_value()) < 8.8
    look.picture("place-editor")
    page.locator("button[type=submit].action-save, footer button[type=submit]").first.click()
    page.wait_for_url("**/admin/orte/")
    found = page.goto(f"{look.base}/spielplaetze/neuer-platz/")
    assert found.status == 200
    assert "3–12 Jahre" in page.locator("main").inner_text()
    assert look.complaints == []


def test_an_editor_uploads_a_file_and_looks_before_taking_it_over(editor, visit):
    look = visit("/admin/verzeichnisse/", storage_state=editor)
    page = look.page
    look.picture("place-directories")
    page.locator("a[href$='/hochladen/']").click()
    page.locator("input[type=file]").wait_for()
    look.picture("place-upload")
    text = "kennung;titel;breite;stadtteil\nspielplatz-muehlwiese-1;;;Hafen\n;Fern;quer;\n;Neu;;\n"
    text = text.replace("-1;;;", "-1;Spielplatz am Hafen;50,1;")
    page.locator("input[type=file]").set_input_files(
        {"name": "orte.csv", "mimeType": "text/csv", "buffer": text.encode("cp1252")}
    )
    page.locator("form button[type=submit].button").last.click()
    page.locator("form.place-import").wait_for()
    look.picture("place-preview")
    assert "quer" in page.locator("main").inner_text()
    page.locator("form.place-import button").first.click()
    page.locator(".messages .success").wait_for()
    page.goto(f"{look.base}/spielplaetze/?stadtteil=Hafen")
    assert page.locator(".place-row h3").all_inner_texts() == ["Spielplatz am Hafen"]
