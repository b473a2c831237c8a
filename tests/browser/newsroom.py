"""Lists of news, events, public notices, jobs and waste with one of all that they can show."""

import io
from datetime import time, timedelta

from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image
from wagtail.rich_text import RichText

from core.models import CityImage
from home.news.models import (
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    PublicNoticeIndexPage,
    SkippedDate,
)
from tests import factories
from tests.home.jobs import building as jobs
from tests.home.news import building
from tests.home.waste import building as waste

TEXT = [("text", RichText("<h2>Worum es geht</h2><p>Die Stadt stellt zwölf neue Bänke auf.</p>"))]


def build(home):
    """Make the lists below the home page; returns the pages to look at, {name: path}."""
    lists = (make_news, make_events, make_notices, make_jobs, make_waste)
    return {name: path for make in lists for name, path in make(home).items()}


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


def make_jobs(home):
    equality = "Bei gleicher Eignung stellen wir Menschen mit Behinderung bevorzugt ein."
    index = jobs.make_list(home, equality=equality)
    empty = jobs.make_list(home, "Stellen der Stadtwerke", "stellen-stadtwerke")
    office = factories.UnitFactory(name="Grünflächen und Friedhöfe")
    offer = jobs.job(
        index,
        "Gärtnerin oder Gärtner (m/w/d) für Parks und Friedhöfe",
        introduction="Sie pflanzen, was morgen Schatten gibt.",
        kind="vollzeit-oder-teilzeit",
        field=jobs.field("Technik und Bauen"),
        department=office,
        place_street="Friedhofsallee 11",
        place_town="36999 Lindenfurt",
        hours_per_week="19,5 bis 39",
        contract="fixed-term",
        fixed_until=jobs.in_days(700),
        pay_grade="EG 5 TVöD",
        salary_from=2870,
        salary_to=3400,
        reference="44-05",
        apply_url="https://bewerbung.example/44-05",
        apply_post="Stadt Lindenfurt\nMarktplatz 1\n36999 Lindenfurt",
        contact_name="Nuria Feld",
        contact_phone="06999 115-140",
        contact_email="bewerbung@lindenfurt.example",
        body=TEXT,
    )
    training = {"kind": "ausbildung", "field": jobs.field("Verwaltung"), "until_filled": True}
    jobs.job(index, "Ausbildung im Bürgerbüro", **training)
    over = jobs.job(index, "Brückenwart", apply_until=jobs.in_days(-1))
    return {
        "jobs": index.url,
        "jobs-chosen": f"{index.url}?art=minijob",
        "jobs-none": empty.url,
        "job": offer.url,
        "job-over": over.url,
    }


def make_waste(home):
    area, *_others = waste.areas()
    for number, kind in enumerate(waste.kinds()):
        waste.day(area, kind, timezone.localdate() + timedelta(days=number))
    waste.street("Lindenallee", area)
    path = waste.page(home).url
    return {"waste": path, "waste-street": f"{path}lindenallee/"}
