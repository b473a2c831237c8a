"""An office is closed by an editor in the admin; readers see it on the day, and no longer after."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.utils import timezone
from django.utils.formats import date_format

from directory.models import OpeningHours
from tests.browser import city
from tests.browser.admin import session_of
from tests.factories import UnitFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def pages(django_db_serialized_rollback, live_server, settings):
    """A small city with one office that is open every day, by night on some."""
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    city.make_pages()
    unit = UnitFactory(name="Kulturamt", source=None)
    for weekday in range(1, 8):
        OpeningHours.objects.create(
            unit=unit, own=True, weekday=weekday, opens="00:00", closes="23:30"
        )
    user = get_user_model().objects.create_superuser("mira", "mira@lindenfurt.example", "x")
    return {"office": unit.get_absolute_url(), "pk": unit.pk,
            "session": session_of(user, live_server.url)}  # fmt: skip


def test_a_day_is_closed_by_the_button_and_read_on_the_day(pages, visit):
    day = timezone.localdate() + timedelta(days=2)
    edit = f"/admin/dienstleistungen/stellen/edit/{pages['pk']}/"
    desk = visit(edit, storage_state=pages["session"])
    page = desk.page
    page.locator("header [data-controller~=w-dropdown] button").first.click()
    page.get_by_role("link", name="Schließtag eintragen").click()
    page.locator("#id_first_day").fill(f"{day:%d.%m.%Y}")
    page.locator("#id_reason").fill("Betriebsausflug")
    page.locator("#id_tell").check()
    page.locator("#id_before").select_option("1")
    desk.picture("closure")
    page.get_by_role("button", name="Erstellen").click()
    page.locator(".messages .success").wait_for()

    look = visit(pages["office"])
    reader = look.page
    notice = reader.locator(".alerts", has_text="Kulturamt geschlossen")
    assert reader.get_by_text(f"am {date_format(day, 'j. F')}: geschlossen").is_visible()
    assert notice.count() == 0
    noon = timezone.localtime().replace(hour=12)
    for days, status in ((2, "Heute geschlossen (Betriebsausflug)"), (3, "Heute geöffnet bis")):
        with time_machine.travel(noon + timedelta(days=days)):
            cache.clear()
            look.go(f"{pages['office']}?tag={days}")
            assert reader.locator(".opening").inner_text().strip().startswith(status)
            assert notice.count() == (1 if days == 2 else 0)
    with time_machine.travel(noon + timedelta(days=2)):
        cache.clear()
        look.go(f"{pages['office']}?noch")
        assert look.faults("office-closed") == []


def test_hours_of_a_night_are_entered_in_one_row(pages, visit):
    desk = visit(f"/admin/dienstleistungen/stellen/edit/{pages['pk']}/",
                 storage_state=pages["session"])  # fmt: skip
    page = desk.page
    row = page.locator("#id_hours-0-times")
    assert row.input_value() == "0–23:30 Uhr"
    row.fill("18–2 Uhr und 8-12")
    page.locator("#id_hours-0-times").scroll_into_view_if_needed()
    desk.picture("office-hours")
    page.get_by_role("button", name="Speichern").click()
    page.locator(".messages .success").wait_for()
    reader = visit(pages["office"]).page
    assert "18:00–2:00 Uhr" in reader.locator("table.hours").inner_text()
