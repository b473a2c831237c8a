"""Events in Chromium: found by readers without script, written by an editor."""

import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.models import Page

from home.models import HomePage

from . import city, newsroom
from .admin import press_in_menu, session_of

pytestmark = pytest.mark.browser


@pytest.fixture
def pages(django_db_serialized_rollback, live_server, settings):
    """{name: path} of one page of each kind."""
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    city.make_pages()
    return newsroom.build(HomePage.objects.get())


def test_without_script_one_finds_this_month_and_a_category(pages, visit):
    page = visit(pages["events"], java_script_enabled=False).page
    page.locator(".news-ways a[href^='?monat=']").first.click()
    page.wait_for_url("**monat=**")
    month = parse_qs(urlsplit(page.url).query)["monat"][0]
    # On its last day the month has one day left, and the exhibition is on every day.
    days = [heading.get_attribute("id") for heading in page.locator(".event-day h3").all()]
    assert days and all(day.startswith(f"tag-{month}") for day in days)
    page.locator("#kategorie").select_option("musik")
    page.locator(".news-filter button").click()
    page.wait_for_url(re.compile("monat=.*kategorie=musik|kategorie=musik.*monat="))
    titles = set(page.locator(".event-row h4 a").all_inner_texts())
    assert titles <= {"Konzert des Musikvereins im Stadtpark"}


@pytest.fixture
def editor(pages, live_server, settings, django_user_model):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0  # a button pressed while it saves may be refused
    user = django_user_model.objects.create_superuser("redaktion", "r@example.org", "geheim")
    events = Page.objects.get(slug="veranstaltungen")
    return session_of(user, live_server.url), f"/admin/pages/add/news/eventpage/{events.pk}/"


def first_tuesdays(begin: date) -> list[date]:
    """Of three months, the first on or after a day."""
    days = [begin + timedelta(days=number) for number in range(130)]
    return [day for day in days if day.weekday() == 1 and day.day <= 7][:3]


def test_an_editor_writes_a_repeating_event_and_sees_its_dates(pages, editor, visit):
    session, path = editor
    look = visit(path, storage_state=session)
    page = look.page
    page.locator("#id_title").fill("Offene Werkstatt")
    first, second, third = first_tuesdays(timezone.localdate() + timedelta(days=1))
    page.locator("#id_starts_on").fill(f"{first:%d.%m.%Y}")
    page.locator("#id_starts_at").fill("17:00")
    page.locator("#id_ends_at").fill("19:00")
    page.locator("#id_repeats").select_option("monthly-weekday")
    page.locator("#id_count").fill("3")
    page.keyboard.press("Escape")
    expect(page.locator("[data-next-dates] li")).to_have_count(3)
    look.picture("admin-event")
    press_in_menu(page, "[name=action-publish]")
    page.locator(".messages .success").wait_for()
    shown = look.go("/veranstaltungen/offene-werkstatt/").page
    assert shown.locator("h1").inner_text() == "Offene Werkstatt"
    times = shown.locator(".event-dates time")
    days = [time.get_attribute("datetime")[:10] for time in times.all()]
    assert days == [first.isoformat(), second.isoformat(), third.isoformat()]


def test_an_address_is_written_out_as_it_is_typed(pages, editor, visit):
    session, path = editor
    page = visit(path, storage_state=session).page
    page.locator("#id_title").fill("Café Grüße & Straßenmusik")
    page.locator("#id_title").blur()
    page.get_by_role("tab").nth(1).click()
    slug = page.locator("#id_slug")
    expect(slug).to_have_value("cafe-gruesse-strassenmusik")
    slug.fill("Größe")
    slug.blur()
    expect(slug).to_have_value("groesse")
