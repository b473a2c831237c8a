"""The screens that docs/editors.md shows, opened by an editor.

STADTTOR_HANDBOOK names a folder that takes the pictures: docs/pictures/editors.
"""

import os
import re
from datetime import date, time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from PIL import Image
from wagtail.rich_text import RichText

from directory.models import OrganisationalUnit
from home.forms.models import FormField, FormPage
from home.models import HomePage, StandardPage
from home.news.models import EventIndexPage, EventPage
from home.places.models import DirectoryPage, Place
from quality.models import Feedback
from quality.request_subject import page_key
from tests import blocks
from tests.home.news import building

from . import city
from .admin import edit_page, session_of

pytestmark = pytest.mark.browser

HANDBOOK = settings.BASE_DIR / "docs" / "editors.md"
PICTURES = settings.BASE_DIR / "docs" / "pictures" / "editors"
FOLDER = os.environ.get("STADTTOR_HANDBOOK", "")
COLOURS = 96  # of a screen there are few; more would only make the file larger
# Its link leads to a page that does not exist.
TEXT = (
    "<h2>Besuchen Sie uns</h2><p>Am Freitag bis 12 Uhr. "
    '<a linktype="page" id="99999">So finden Sie uns</a></p>'
)
LARGEST = 120_000  # bytes


def test_the_handbook_shows_each_picture_and_names_none_that_is_missing():
    named = set(re.findall(r"\(pictures/editors/([a-z-]+\.png)\)", HANDBOOK.read_text("utf-8")))
    there = {path.name for path in PICTURES.glob("*.png")}
    assert named == there
    assert [path.name for path in PICTURES.glob("*.png") if path.stat().st_size > LARGEST] == []


def test_every_link_within_the_handbook_leads_to_a_heading():
    text = HANDBOOK.read_text("utf-8")
    headings = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) - headings == set()


def snap(page, name, height=800):
    """A picture of the window's upper part, where the handbook is being made."""
    if not FOLDER:
        return
    page.set_viewport_size({"width": 1280, "height": height})
    page.evaluate("document.fonts.ready.then(() => true)")
    path = Path(FOLDER) / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, animations="disabled", caret="hide")
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    """A city with something on each screen; {name: primary key}."""
    city.build()
    picture = blocks.make_picture()
    home = HomePage.objects.get()
    rathaus = StandardPage(
        title="Unser Rathaus",
        slug="rathaus",
        introduction="Das Rathaus steht seit 1904 am Marktplatz und ist für alle offen.",
        unit=OrganisationalUnit.objects.first(),
        owner_name="Jana Muster",
        owner_email="jana@lindenfurt.example",
        review_on=date(2026, 1, 15),
        body=[("text", RichText(TEXT))],
    )
    home.add_child(instance=rathaus)
    rathaus.save_revision().publish()
    for helped, text in ((True, ""), (False, "Die Öffnungszeiten im Advent fehlen.")):
        Feedback.objects.create(
            key=page_key(rathaus),
            title=rathaus.title,
            path="/rathaus/",
            helped=helped,
            reason="" if helped else "not-found",
            text=text,
        )
    events = building.make_list(home, EventIndexPage)
    concert = EventPage(
        title="Konzert im Stadtpark",
        starts_on=date(2027, 6, 1),
        starts_at=time(18),
        ends_at=time(20),
        repeats="weekly",
        count=4,
    )
    building.add(events, concert)
    places = DirectoryPage(title="Spielplätze", slug="spielplaetze", schema_type="Playground")
    home.add_child(instance=places)
    place = Place.objects.create(
        directory=places,
        title="Spielplatz Mühlwiese",
        description="Ein großer Platz mit alten Bäumen.",
        street="Mühlweg 3",
        postcode="60999",
        town="Lindenfurt",
        latitude=50.12,
        longitude=8.56,
    )
    form = FormPage(
        title="Heft bestellen",
        slug="heft",
        purpose="Wir schicken Ihnen das Heft zu.",
        legal_basis="Art. 6 Abs. 1 Buchst. a DSGVO",
        to_address="rathaus@lindenfurt.example",
    )
    form.form_fields = [
        FormField(label="Ihr Name", field_type="singleline", meaning="name"),
        FormField(label="Ihre E-Mail-Adresse", field_type="email", gets_confirmation=True),
    ]
    home.add_child(instance=form)
    return {
        "home": home.pk,
        "standard": rathaus.pk,
        "event": concert.pk,
        "form": form.pk,
        "place": place.pk,
        "image": picture.pk,
        "site": home.get_site().pk,
    }


@pytest.fixture
def editor(pages, live_server):
    user = get_user_model().objects.create_superuser(
        "mira", "mira@lindenfurt.example", "x", first_name="Mira", last_name="Beispiel"
    )
    return session_of(user, live_server.url)


def screens(keys) -> dict:
    """{name: (address, height of the picture)} of the screens that open by an address."""
    return {
        "startseite": ("/admin/", 900),
        "seitentypen": (f"/admin/pages/{keys['home']}/add_subpage/", 900),
        "zweiter-faktor": ("/admin/anmeldung/zweiter-faktor/einrichten/", 800),
        "bild": (f"/admin/images/{keys['image']}/", 760),
        "veranstaltung": (f"/admin/pages/{keys['event']}/edit/", 900),
        "ort": (f"/admin/orte/edit/{keys['place']}/", 900),
        "formular": (f"/admin/pages/{keys['form']}/edit/", 900),
        "kopf-und-fuss": (f"/admin/settings/frame/headerfooter/{keys['site']}/", 800),
        "aussehen": (f"/admin/settings/frame/theme/{keys['site']}/", 800),
        "eilmeldung": ("/admin/eilmeldung/", 900),
        "vorschau-links": (f"/admin/vorschau-links/wagtailcore.page/{keys['standard']}/", 760),
        "wiedervorlage": ("/admin/pruefungen/", 620),
        "links": ("/admin/links/", 620),
        "rueckmeldungen": ("/admin/rueckmeldungen/", 620),
    }


def test_the_login_asks_for_name_and_password(pages, visit):
    look = visit("/admin/login/")
    assert look.page.locator("#id_username").is_visible()
    snap(look.page, "anmelden", 620)
    assert look.axe() + [line for line in look.complaints if "[DOM]" not in line] == []


def test_every_screen_of_the_handbook_opens(pages, editor, visit):
    look = visit("/admin/", storage_state=editor)
    faults = []
    for name, (address, height) in screens(pages).items():
        look.go(address)
        if look.response.status != 200 or not look.page.locator("main").inner_text().strip():
            faults.append(f"{name}: {look.response.status} at {address}")
        snap(look.page, name, height)
    assert faults + [line for line in look.complaints if line.startswith("foreign")] == []


def test_the_editor_offers_all_blocks_with_a_sample(pages, editor, visit):
    look = visit("/admin/", storage_state=editor)
    edit_page(look, pages["standard"])
    page = look.page
    snap(page, "seite", 860)
    page.locator("[data-contentpath=body] .c-sf-add-button:visible").last.click()
    page.locator("[role=option]").first.wait_for()
    assert page.locator("[role=option]").count() == 14
    page.locator("[role=option]").first.hover()
    snap(page, "bausteine", 900)
