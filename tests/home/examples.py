"""One page of every type of this app, filled as an editor would."""

from datetime import timedelta
from io import BytesIO

from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from core.models import CityImage
from home import models
from tests import factories

TEXT = "<p>Wer umzieht, hat viel zu tun. Hier steht, was zuerst kommt.</p>"


def make_home(title="Lindenfurt", **fields):
    """A home page, and the default site that begins with it."""
    root = Page.get_first_root_node()
    home = root.add_child(instance=models.HomePage(title=title, slug="stadt", **fields))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"site_name": title, "root_page": home, "hostname": "localhost"},
    )
    return home


def add(parent, page):
    """Add a page below another and publish it, as the editor's button does."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def picture(title="Marktplatz", colour="seagreen", **fields):
    file = BytesIO()
    Image.new("RGB", (1600, 1000), colour).save(file, "JPEG")
    file.seek(0)
    return CityImage.objects.create(
        title=title, file=ImageFile(file, name=f"{title}.jpg"), width=1600, height=1000, **fields
    )


def text(html):
    return ("text", RichText(html))


def link(role="part", service=None, page=None, url="", title=""):
    return {"role": role, "service": service, "page": page, "url": url, "title": title}


def step(title, *links, joint="then", deadline="", html=TEXT):
    values = {"joint": joint, "title": title, "deadline": deadline, "text": RichText(html)}
    return ("step", {**values, "links": list(links)})


def journey(parent, *steps, title="Umzug", slug="umzug", **fields):
    page = models.StepByStepPage(title=title, slug=slug, steps=list(steps), **fields)
    return add(parent, page)


def imprint(**fields):
    values = {
        "title": "Impressum",
        "slug": "impressum",
        "provider": "Stadt Lindenfurt",
        "legal_form": "Körperschaft des öffentlichen Rechts",
        "represented_by": "Bürgermeisterin Erika Beispiel",
        "street": "Wernstraße 24",
        "postcode": "36999",
        "place": "Lindenfurt",
        "phone": "06999 115-0",
        "email": "info@lindenfurt.example",
        "responsible": "Petra Muster, Hauptamt",
    }
    return models.ImprintPage(**{**values, **fields})


def privacy(**fields):
    values = {
        "title": "Datenschutz",
        "slug": "datenschutz",
        "controller": "Stadt Lindenfurt",
        "controller_address": "Wernstraße 24\n36999 Lindenfurt",
        "controller_email": "info@lindenfurt.example",
        "officer": "Behördliche Datenschutzbeauftragte",
        "officer_email": "datenschutz@lindenfurt.example",
        "land": "06",
        "body": [text("<h2>Protokolle</h2><p>Wir löschen sie nach sieben Tagen.</p>")],
    }
    return models.PrivacyPage(**{**values, **fields})


def barrier(what, **fields):
    values = {"what": what, "why": "", "alternative": "", "until": None}
    return {**values, **fields}


def statement(**fields):
    today = timezone.localdate()
    values = {
        "title": "Erklärung zur Barrierefreiheit",
        "slug": "barrierefreiheit",
        "scope": "lindenfurt.example",
        "land": "06",
        "status": "partly",
        "barriers": [
            (
                "not_conform",
                barrier(
                    "Ältere Formulare als PDF",
                    why="Vorleseprogramme finden die Felder nicht.",
                    alternative="Rufen Sie uns an: Wir füllen das Formular mit Ihnen aus.",
                    until=today + timedelta(days=200),
                ),
            ),
            ("burden", barrier("Gescannte Bebauungspläne vor 1990")),
        ],
        "created_on": today - timedelta(days=400),
        "checked_on": today - timedelta(days=30),
        "method": "self",
        "contact": "Hauptamt, Redaktion",
        "contact_email": "barrierefrei@lindenfurt.example",
        "contact_phone": "06999 115-12",
    }
    return models.AccessibilityStatementPage(**{**values, **fields})


def build():
    """A home page with one page of each type; returns {name: path}."""
    image = picture(credit="Foto: Jana Beispiel", licence="CC BY 4.0")
    home = make_home(introduction="<p>Willkommen.</p>", picture=image)
    office = factories.UnitFactory(name="Bürgerbüro Mitte")
    factories.AddressFactory(unit=office)
    register, tax = (
        factories.ServiceFactory(title=title, teaser="Kurz erklärt.")
        for title in ("Wohnung anmelden", "Hund ummelden")
    )
    topic = add(
        home,
        models.LandingPage(
            title="Wohnen und Umziehen",
            slug="wohnen",
            introduction="Alles rund um die Wohnung.",
            picture=image,
            services=[models.LandingService(service=register)],
        ),
    )
    sections = "".join(f"<h2>{name}</h2>{TEXT}" for name in ("Miete", "Kauf", "Bau", "Geld"))
    advice = add(
        topic,
        models.StandardPage(
            title="Wohngeld",
            slug="wohngeld",
            introduction="Wer wenig verdient, bekommt einen Zuschuss zur Miete.",
            body=[text(sections)],
            picture=image,
            unit=office,
            lists_children=True,
        ),
    )
    add(
        advice, models.StandardPage(title="Rechenbeispiele", slug="beispiele", introduction="Drei.")
    )
    moving = journey(
        topic,
        step("Wohnung kündigen", deadline="drei Monate vorher"),
        step("Umzug planen", link(url="https://umzug.example/", title="Checkliste")),
        step("Halteverbot bestellen", joint="or", html=""),
        step(
            "Anmelden",
            link(service=register),
            link("related", page=advice),
            link("secondary", service=tax),
            deadline="zwei Wochen nach dem Einzug",
        ),
        introduction="Sie ziehen um. Das kommt auf Sie zu.",
    )
    easy_body = [
        (
            "paragraph",
            {
                "heading": "Was ist Wohn-Geld?",
                "text": RichText("<p>Wohn-Geld ist Geld für die Miete.</p><p>Sie bekommen es.</p>"),
                "picture": None,
            },
        )
    ]
    easy = models.EasyLanguagePage(title="Wohn-Geld", slug="wohn-geld", explains=advice)
    easy.body = easy_body
    add(home, easy)
    sign = models.SignLanguagePage(title="Wohngeld in DGS", slug="wohngeld-dgs", explains=advice)
    sign.body = [text("<p>Im Video erklären wir das Wohngeld.</p>")]
    add(home, sign)
    for page in (
        imprint(),
        privacy(),
        statement(),
        models.SitemapPage(title="Übersicht", slug="sitemap"),
    ):
        add(home, page)
    return {
        "home": "/",
        "topic": "/wohnen/",
        "standard": "/wohnen/wohngeld/",
        "journey": moving.url or "/wohnen/umzug/",
        "service": register.get_absolute_url(),
        "easy": "/wohn-geld/",
        "sign": "/wohngeld-dgs/",
        "imprint": "/impressum/",
        "privacy": "/datenschutz/",
        "accessibility": "/barrierefreiheit/",
        "barrier": "/barriere-melden/?seite=/impressum/",
        "sitemap": "/sitemap/",
        "not-found": "/alt/wohngeld.html",
    }
