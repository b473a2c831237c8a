"""News, events and public notices in Chromium: looked at by readers, written by an editor."""

import io
from datetime import time, timedelta

import pytest
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Page
from wagtail.rich_text import RichText

from core.models import CityImage
from home.models import HomePage
from home.news.models import (
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    PublicNoticeIndexPage,
    SkippedDate,
)
from tests import factories
from tests.home.news import building

from . import city
from .admin import session_of

pytestmark = pytest.mark.browser

LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 320)]
TEXT = [("text", RichText("<h2>Worum es geht</h2><p>Die Stadt stellt zwölf neue Bänke auf.</p>"))]


@pytest.fixture
def pages(django_db_serialized_rollback, live_server, settings):
    """{name: path} of one page of each kind."""
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    city.make_pages()
    home = HomePage.objects.get()
    return {"home": "/", **make_news(home), **make_events(home), **make_notices(home)}


def picture():
    content = io.BytesIO()
    Image.new("RGB", (1200, 800), (70, 110, 80)).save(content, "PNG")
    file = ImageFile(io.BytesIO(content.getvalue()), name="bank.png")
    return CityImage.objects.create(title="Bank", file=file, credit="Mira Muster")


def make_news(home):
    index = building.make_list(home, NewsIndexPage)
    today = timezone.localdate()
    about = [building.category("news", name) for name in ("Stadtgrün", "Bauen und Verkehr")]
    for number in range(22):
        building.news(
            index,
            f"Nachricht aus dem Rathaus Nummer {number}",
            published_on=today - timedelta(days=30 * number + 3),
            introduction="Kurz gesagt: Es tut sich etwas.",
            categories=about[number % 2 :],
        )
    page = building.news(
        index,
        "Zwölf neue Bänke am Mühlbach",
        introduction="Von heute an laden neue Bänke zum Verweilen ein.",
        picture=picture(),
        body=TEXT,
        author="Presseamt",
        pinned_until=today + timedelta(days=9),
        categories=about,
    )
    old = building.news(index, "Alte Bänke", published_on=today - timedelta(days=1200))
    address = index.url
    return {
        "news": address,
        "news-year": f"{address}?jahr={today.year}",
        "news-page": page.url,
        "news-old": old.url,
    }


def make_events(home):
    index = building.make_list(home, EventIndexPage)
    today = timezone.localdate()
    office = factories.UnitFactory(name="Bürgerbüro Mitte")
    concert = EventPage(
        title="Konzert des Musikvereins im Stadtpark",
        introduction="Blasmusik unter Bäumen, bei Regen in der Halle.",
        starts_on=today + timedelta(days=2),
        starts_at=time(18),
        ends_at=time(20, 30),
        repeats="weekly",
        place_name="Musikpavillon",
        place_street="Am Stadtpark 1",
        place_town="60999 Lindenfurt",
        latitude=50.12,
        longitude=8.56,
        organiser="Musikverein Lindenfurt",
        organiser_url="https://musikverein.example/",
        price="8 Euro, ermäßigt 5 Euro",
        registration_url="https://karten.example/",
        registration_until=today + timedelta(days=60),
        accessibility=["wheelchair", "toilet", "hearing-loop"],
        body=TEXT,
        picture=picture(),
    )
    concert.skipped_dates = [SkippedDate(date=today + timedelta(days=9), reason="Ferien")]
    concert = building.add(index, concert)
    concert.categories.add(building.category("events", "Musik"))
    concert.save_revision().publish()
    building.event(
        index, "Ausstellung", starts_on=today, ends_on=today + timedelta(days=20), starts_at=None
    )
    cancelled = building.event(
        index,
        "Lesung",
        starts_on=today + timedelta(days=1),
        venue=office,
        status="cancelled",
        status_note="Die Autorin ist erkrankt. Karten werden erstattet.",
    )
    past = building.event(index, "Stadtfest", starts_on=today - timedelta(days=500))
    address = index.url
    return {
        "events": address,
        "events-month": f"{address}?monat={today:%Y-%m}",
        "events-archive": f"{address}archiv/",
        "event": concert.url,
        "event-cancelled": cancelled.url,
        "event-past": past.url,
    }


def make_notices(home):
    index = building.make_list(home, PublicNoticeIndexPage)
    today = timezone.localdate()
    wrong = building.notice(
        index,
        "Bebauungsplan „Am Mühlbach“: öffentliche Auslegung des Entwurfs",
        kind="auslegung",
        reference="61/12-2026",
        period_from=today - timedelta(days=20),
        period_until=today - timedelta(days=1),
        issued_by="Der Bürgermeister",
        documents=[building.document("Planentwurf"), building.document("Begründung")],
        body=TEXT,
    )
    building.notice(index, "Berichtigung der Auslegung", corrects=wrong, kind="auslegung")
    return {"notices": index.url, "notice": wrong.url}


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_page_is_accessible_quiet_and_fits(pages, visit, scheme, width):
    faults = []
    for name, path in pages.items():
        look = visit(path, scheme, width)
        look.picture(f"{name}-{scheme}-{width}")
        faults += [f"{name}: {fault}" for fault in [*look.axe(), *look.complaints]]
        if look.is_wider_than_the_window():
            faults.append(f"{name}: wider than {width} px")
        if look.page.context.cookies():
            faults.append(f"{name}: a cookie")
        look.page.close()
    assert faults == []


def test_without_script_one_finds_this_month_and_a_category(pages, visit):
    page = visit(pages["events"], java_script_enabled=False).page
    page.locator(".news-ways a[href^='?monat=']").first.click()
    assert page.locator(".event-day").count() > 1
    page.locator("#kategorie").select_option("musik")
    page.locator(".news-filter button").click()
    assert "monat=" in page.url
    titles = set(page.locator(".event-row h4 a").all_inner_texts())
    assert titles <= {"Konzert des Musikvereins im Stadtpark"}


@pytest.fixture
def editor(pages, live_server, django_user_model):
    user = django_user_model.objects.create_superuser("redaktion", "r@example.org", "geheim")
    events = Page.objects.get(slug="veranstaltungen")
    return session_of(user, live_server.url), f"/admin/pages/add/news/eventpage/{events.pk}/"


def test_an_editor_writes_a_repeating_event_and_sees_its_dates(pages, editor, visit):
    session, path = editor
    look = visit(path, storage_state=session)
    page = look.page
    page.locator("#id_title").fill("Offene Werkstatt")
    page.locator("#id_starts_on").fill("05.01.2027")
    page.locator("#id_starts_at").fill("17:00")
    page.locator("#id_ends_at").fill("19:00")
    page.locator("#id_repeats").select_option("monthly-weekday")
    page.locator("#id_count").fill("3")
    page.keyboard.press("Escape")
    look.picture("admin-event")
    page.locator("#page-edit-form footer [data-w-dropdown-target=toggle]").click()
    page.locator("[name=action-publish]").click()
    page.locator(".messages .success").wait_for()
    shown = look.go("/veranstaltungen/offene-werkstatt/").page
    assert shown.locator("h1").inner_text() == "Offene Werkstatt"
    times = shown.locator(".event-dates time")
    days = [time.get_attribute("datetime")[:10] for time in times.all()]
    assert days == ["2027-01-05", "2027-02-02", "2027-03-02"]
