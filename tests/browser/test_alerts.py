"""Alerts in Chromium: read and closed by readers, published on a phone at night; and a preview."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.utils import timezone

from accounts import groups
from alerts.models import Alert
from home.models import HomePage, StandardPage
from tests.alerts.conftest import make

from . import city
from .admin import session_of

pytestmark = pytest.mark.browser

PHONE = 390
CLOSE = "[data-dismiss]:visible"


@pytest.fixture
def pages(django_db_serialized_rollback, live_server, settings):
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    city.make_pages()
    page = StandardPage.objects.get(slug="impressum")
    now = timezone.now()
    text = "<p>Schließen Sie Fenster und Türen. <b>Gehen Sie nicht in den Wald.</b></p>"
    make("Großbrand im Chemiewerk Lindenfurt-Ost", severity="danger", text=text, link_page=page)
    make("Unwetter mit Orkanböen ab 18 Uhr", severity="severe", text=text)
    make("Bürgerbüro heute geschlossen", severity="warning", text="<p>Wegen Krankheit.</p>")
    make("Wir ziehen um", severity="info", link_url="https://umzug.example/")
    past = make("Hochwasser", starts_at=now - timedelta(days=5), ends_at=now - timedelta(days=2))
    cache.clear()
    return {
        "page": "/impressum/",
        "404": "/gibt-es-nicht/",
        "search": "/suche/?q=Hund",
        "list": "/hinweise/",
        "archive": "/hinweise/archiv/",
        "past": past.get_absolute_url(),
    }


def test_every_page_is_accessible_quiet_and_fits(pages, visit):
    assert visit("/").faults_of(pages) == []


def test_what_is_closed_stays_closed_on_other_pages(pages, visit):
    page = visit(pages["page"]).page
    shown = page.locator(".alerts .alert:visible")
    assert shown.count() == 3
    assert page.locator(CLOSE).count() == 2  # danger to life stays
    page.locator(CLOSE).last.focus()
    page.keyboard.press("Enter")
    assert shown.count() == 2
    page.goto(page.url.replace("/impressum/", "/datenschutz/"))
    page.wait_for_function(
        "() => document.querySelectorAll('[data-alert]:not([hidden])').length === 2"
    )


def test_without_script_nothing_can_be_closed_and_all_is_read(pages, visit):
    page = visit(pages["page"], java_script_enabled=False).page
    assert page.locator(".alerts .alert:visible").count() == 3
    assert page.locator(CLOSE).count() == 0


@pytest.fixture
def planned(pages):
    """When an alert begins in an hour, and when it ends by itself."""
    starts_at = timezone.now() + timedelta(hours=1)
    ends_at = starts_at + timedelta(hours=1)
    make("Sirenenprobe", severity="warning", starts_at=starts_at, ends_at=ends_at)
    cache.clear()
    return starts_at, ends_at


def test_an_alert_comes_and_goes_by_the_clock(pages, planned, visit):
    """Shortly before, the page is kept by the site, which does so for a minute at most."""
    reader = visit(pages["page"]).page
    seen = []
    for moment in planned:
        for seconds in (-10, 61):
            with time_machine.travel(moment + timedelta(seconds=seconds)):
                reader.reload()
                seen.append("Sirenenprobe" in reader.locator(".alerts").inner_text())
    assert seen == [False, True, True, False]


@pytest.fixture
def on_duty(pages, live_server):
    groups.setup_groups()
    user = User.objects.create_user("bereitschaft", password="geheim")
    user.groups.add(Group.objects.get(name=groups.EMERGENCY_PUBLISHER))
    Alert.objects.all().delete()
    return session_of(user, live_server.url)


def test_on_a_phone_an_alert_is_written_looked_at_published_and_ended(pages, on_duty, visit):
    look = visit("/admin/", "dark", PHONE, storage_state=on_duty)
    page = look.page
    look.picture("desk-empty")
    assert not look.is_wider_than_the_window()
    page.get_by_label("Danger to life").or_(page.get_by_label("Lebensgefahr")).check()
    page.locator("[name=title]").fill("Bombenfund am Bahnhof")
    page.locator("[name=text]").fill("Verlassen Sie das Gebiet.\n\nGehen Sie zur Stadthalle.")
    look.picture("desk-written")
    page.locator("[name=action][value=preview]").click()
    page.locator(".alert--danger .alert__text").wait_for()
    look.picture("desk-preview")
    assert page.locator(".alert--danger .alert__text p").count() == 2
    page.locator("[name=action][value=publish]").click()
    page.locator(".desk__alert").wait_for()
    look.picture("desk-published")
    reader = visit("/impressum/", width=PHONE)
    assert "Bombenfund" in reader.page.locator(".alerts").inner_text()
    page.locator(".desk__alert button").click()
    page.locator(".desk__alert").wait_for(state="detached")
    assert page.locator(".messages .success").count() == 1
    assert reader.go("/datenschutz/").page.locator(".alerts").count() == 0
    assert look.complaints == []


@pytest.fixture
def editor(pages, live_server):
    user = User.objects.create_superuser("redaktion", password="geheim")
    draft = StandardPage(title="Neubau der Brücke", slug="bruecke", live=False)
    HomePage.objects.get().add_child(instance=draft)
    below = StandardPage(title="Umleitungen", slug="umleitungen", live=False)
    draft.add_child(instance=below)
    for page in (draft, below):
        page.save_revision()
    return session_of(user, live_server.url), draft.pk


def test_an_editor_plans_an_alert_in_the_full_form(pages, editor, visit):
    session, _page = editor
    look = visit("/admin/snippets/alerts/alert/add/", storage_state=session)
    if look.response.status == 404:
        look.go("/admin/hinweise/add/")
    page = look.page
    page.locator("#id_title").fill("Sperrung der Hauptstraße")
    look.picture("admin-alert")
    page.keyboard.press("Escape")
    page.locator("[name=action-publish]").click()
    page.locator(".messages .success").wait_for()
    look.picture("admin-alerts")
    shown = look.go("/hinweise/").page
    assert "Sperrung der Hauptstraße" in shown.locator("main").inner_text()


def test_an_outsider_looks_at_a_section_that_is_not_yet_public(pages, editor, visit):
    session, pk = editor
    look = visit(f"/admin/vorschau-links/wagtailcore.page/{pk}/", storage_state=session)
    look.page.locator("#id_note").fill("Planungsbüro")
    look.page.locator("#id_with_section").check()
    look.page.locator("form button.button:not(.no)").last.click()
    look.page.locator("#new-preview-link").wait_for()
    link = look.page.locator("#new-preview-link").input_value()
    look.picture("preview-links")
    path = link.removeprefix(look.base)
    seen = visit(path)
    assert seen.page.locator("h1").inner_text() == "Neubau der Brücke"
    assert seen.faults("preview") == []
    seen.page.locator("aside.notice summary").click()
    seen.page.locator("aside.notice li a").last.click()
    seen.page.locator("h1", has_text="Umleitungen").wait_for()
    look.page.locator("form button.no").click()
    look.page.locator("form button.no").wait_for(state="detached")
    assert seen.go(path).response.status == 410
    seen.picture("preview-revoked")
