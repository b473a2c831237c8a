"""The waste calendar in Chromium: all looks, without script, on paper, the editor's side."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Site

from tests.browser import city
from tests.browser.admin import session_of
from tests.home.waste import building

pytestmark = pytest.mark.browser
PAGES = {
    "waste": "/abfall/",
    "waste-several": "/abfall/?strasse=Dorfstr",
    "waste-guess": "/abfall/?strasse=Lidenalee",
    "waste-unknown": "/abfall/?strasse=Quastenflosserweg",
    "waste-street": "/abfall/lindenallee/?nr=12",
    "waste-kinds": "/abfall/lindenallee/?art=papier",
    "waste-number": "/abfall/bahnhofstrasse/?nr=99",
}


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    """A small city is enough."""
    city.make_pages()


@pytest.fixture
def waste(pages):
    kinds, (north, south) = building.kinds(), building.areas()
    building.page(
        Site.objects.get().root_page, licence="CC BY 4.0", introduction="Wann was geleert wird."
    )
    building.street("Lindenallee", north)
    building.street("Bahnhofstraße", (north, "odd"), (south, "even", 2, 40))
    for district in ("Steinbach", "Neuhof"):
        building.street("Dorfstraße", south, district=district)
    today = timezone.localdate()
    for week in range(20):
        for number, kind in enumerate(kinds):
            note = "verschoben wegen des Feiertags" if week == number == 1 else ""
            building.day(north, kind, today + timedelta(days=14 * week + number), note)


def test_all_looks(waste, visit):
    assert visit("/").faults_of(PAGES) == []


def test_without_script_the_street_is_found_and_narrowed(waste, visit):
    page = visit("/abfall/", java_script_enabled=False).page
    page.locator("#strasse").fill("dorf str.")
    page.locator(".waste-form button").click()
    page.locator(".waste-streets a", has_text="Neuhof").click()
    page.locator("h1", has_text="Dorfstraße").wait_for()
    page.goto(page.url.replace("dorfstrasse-neuhof", "lindenallee"))
    page.get_by_label("Papier").check()
    page.locator(".waste-choice button").click()
    page.wait_for_url("**art=papier**")
    assert page.locator(".waste-next li").count() == 1
    assert not page.locator("[data-print]").is_visible()


def test_with_script_streets_are_offered_while_one_types(waste, visit):
    look = visit("/abfall/")
    look.page.locator("#strasse").press_sequentially("lindenall. 12")
    link = look.page.locator("#strassen a", has_text="Lindenallee")
    link.wait_for()
    assert look.page.locator("#strassen a").count() == 1
    assert look.faults("waste-typing") == []
    link.click()
    look.page.locator("h1", has_text="Lindenallee").wait_for()
    assert look.page.locator("[data-print]").is_visible()


def test_on_paper_stand_the_dates_and_nothing_to_click(waste, visit):
    page = visit("/abfall/lindenallee/").page
    page.emulate_media(media="print")
    assert page.locator(".waste-months").is_visible()
    for selector in (".waste-ways", ".waste-choice", ".waste-back"):
        assert not page.locator(selector).is_visible()


@pytest.fixture
def editor(waste, live_server):
    user = get_user_model().objects.create_superuser("mira", "mira@lindenfurt.example", "x")
    return session_of(user, live_server.url)


def test_an_editor_uploads_dates_and_looks_before_taking_them_over(editor, visit):
    look = visit("/admin/", storage_state=editor)
    page = look.go("/admin/abfall/dateien/").page
    look.picture("waste-files")
    page.locator("a[href$='/termine/hochladen/']").click()
    page.locator("input[type=file]").wait_for()
    look.picture("waste-upload")
    day = timezone.localdate() + timedelta(days=5)
    text = f"Bezirk;Abfallart;Datum;Hinweis\nSüd;Papier;{day:%d.%m.%Y};neu\n"
    page.locator("input[type=file]").set_input_files(
        {"name": "termine.csv", "mimeType": "text/csv", "buffer": text.encode("cp1252")}
    )
    page.locator("[name=is_whole]").uncheck()
    page.locator("form.waste-upload button[type=submit]").click()
    page.locator("form.waste-import").wait_for()
    look.picture("waste-preview")
    page.locator("form.waste-import button").first.click()
    page.locator(".messages .success").wait_for()
    page.goto(f"{look.base}/abfall/dorfstrasse-neuhof/")
    assert "neu" in page.locator(".waste-next li").inner_text()
    assert look.complaints == []


def test_an_editor_adds_a_street_with_two_parts(editor, visit):
    look = visit("/admin/abfall/strassen/add/", storage_state=editor)
    page = look.page
    page.locator("[name=name]").fill("Neuweg")
    page.locator("#id_stretches-ADD").click()
    for number, (area, first, last) in enumerate((("Nord", "1", "9"), ("Süd", "10", "9999"))):
        page.locator(f"[name=stretches-{number}-area]").select_option(label=area)
        page.locator(f"[name=stretches-{number}-first]").fill(first)
        page.locator(f"[name=stretches-{number}-last]").fill(last)
    look.picture("waste-street-editor")
    page.locator("footer button[type=submit]").first.click()
    page.wait_for_url("**/admin/abfall/strassen/")
    page.goto(f"{look.base}/abfall/neuweg/")
    assert page.locator(".waste-number li").all_inner_texts() == ["1–9", "ab 10"]
