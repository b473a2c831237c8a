"""Directories of places in Chromium: the list, a place, the editor's side."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Site

from home.places.models import DirectoryPage, DocumentListPage, Facet, ListedFile, Place
from tests import blocks
from tests.browser.admin import session_of

pytestmark = pytest.mark.browser

LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 320)]
EQUIPMENT = "Rutsche\nSchaukel\nSeilbahn\nKlettergerüst\nSandkasten"


@pytest.fixture
def places(pages):
    home = Site.objects.get().root_page
    page = home.add_child(
        instance=DirectoryPage(
            title="Spielplätze",
            introduction="Wo Kinder in Lindenfurt klettern, rutschen und buddeln.",
            schema_type="Playground",
            licence="CC BY 4.0",
            licence_url="https://creativecommons.example/by/4.0/",
            show_in_menus=True,
        )
    )
    for order, facet in enumerate(
        (
            {"name": "Alter", "kind": "range", "unit": "Jahre"},
            {"name": "Ausstattung", "kind": "multi", "answers": EQUIPMENT},
            {"name": "Untergrund", "kind": "choice", "answers": "Sand\nRasen\nFallschutz"},
            {"name": "Toilette", "kind": "yes-no"},
        )
    ):
        Facet.objects.create(page=page, sort_order=order, **facet)
    picture = blocks.make_picture()
    for number in range(24):
        Place.objects.create(
            directory=page,
            title=f"Spielplatz {('Mühlwiese', 'Am Bach', 'Sonnenhang')[number % 3]} {number + 1}",
            description="Ein großer Platz mit alten Bäumen.\n\nFür alle, die gern klettern.",
            street=f"Mühlweg {number + 1}",
            postcode="60999",
            town="Lindenfurt",
            district=("Nord", "Süd", "Altstadt")[number % 3],
            latitude=50.10 + number / 500,
            longitude=8.55 + (number % 5) / 200,
            hours="Mo–So 8–20 Uhr" if number % 2 else "",
            hours_note="" if number % 2 else "bis zum Einbruch der Dunkelheit",
            closed_from="2026-01-01" if number == 3 else None,
            closed_reason="Neue Geräte" if number == 3 else "",
            phone="+49 69 99901-100",
            links="Spielplatz-Paten https://paten.example/",
            wheelchair=("yes", "", "partly", "no")[number % 4],
            accessibility_note="Rampe am Nordeingang.",
            picture=picture if number % 3 == 0 else None,
            picture_text="Ein Kletterturm unter Bäumen",
            values={
                "alter": [3, 6 + number % 8],
                "ausstattung": EQUIPMENT.split("\n")[: 1 + number % 5],
                "untergrund": ("Sand", "Rasen")[number % 2],
                "toilette": number % 2 == 0,
            },
        )
    page.save_revision().publish()
    documents = home.add_child(instance=DocumentListPage(title="Satzungen und Merkblätter"))
    for title, kind in (("Hundesteuer", "Formular"), ("Hauptsatzung", "Satzung")):
        document = blocks.make_document(title, accessible="no")
        ListedFile.objects.create(page=documents, document=document, kind=kind)
    documents.save_revision().publish()
    return page


@pytest.fixture
def editor(places, live_server):
    user = get_user_model().objects.create_superuser("mira", "mira@lindenfurt.example", "x")
    return session_of(user, live_server.url)


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_page_is_accessible_quiet_and_fits(places, visit, scheme, width):
    faults = []
    for name, path in {
        "places": "/spielplaetze/",
        "places-narrowed": "/spielplaetze/?ausstattung=Rutsche&stadtteil=Nord&nahe=Altstadt",
        "places-none": "/spielplaetze/?suche=nirgends&nahe=Atlantis",
        "place": "/spielplaetze/spielplatz-muehlwiese-1/",
        "place-closed": "/spielplaetze/spielplatz-muehlwiese-4/",
        "document-list": "/satzungen-und-merkblaetter/",
    }.items():
        look = visit(path, scheme, width)
        look.page.evaluate("document.querySelectorAll('img').forEach(i => i.loading = 'eager')")
        look.page.wait_for_load_state("networkidle")
        look.picture(f"{name}-{scheme}-{width}")
        faults += [f"{name}: {fault}" for fault in [*look.axe(), *look.complaints]]
        if look.is_wider_than_the_window():
            faults.append(f"{name}: wider than {width} px")
        if look.page.context.cookies():
            faults.append(f"{name}: a cookie")
        look.page.close()
    assert faults == []


def test_without_script_the_list_is_narrowed_and_a_place_opened(places, visit):
    page = visit("/spielplaetze/", java_script_enabled=False).page
    assert not page.locator("[data-nearby]").is_visible()
    page.locator(".places-form summary").click()
    page.locator("input[value='Sandkasten']").check()
    page.locator(".places-form button").click()
    assert "ausstattung=Sandkasten" in page.url
    assert page.locator(".place-row").count() == 4
    page.locator(".places-chosen a").first.click()
    assert page.locator(".place-row").count() == 20
    page.locator("[rel=next]").click()
    page.locator(".place-row h3 a").first.click()
    assert page.locator("h1").inner_text().startswith("Spielplatz")


def test_nearest_to_me_asks_the_browser_and_tells_nobody(places, visit):
    look = visit(
        "/spielplaetze/",
        geolocation={"latitude": 50.1, "longitude": 8.55},
        permissions=["geolocation"],
    )
    look.page.locator("[data-nearby] button").click()
    look.page.locator("[data-nearby] ol li").first.wait_for()
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
