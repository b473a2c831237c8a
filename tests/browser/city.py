"""A small city with one of everything that a public page can show."""

from datetime import time, timedelta

from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from core.text.slugs import german_slug
from core.text.sorting import letter, sort_key
from home.models import HomePage, StandardPage
from services import modules, records
from services.models import Service
from tests import factories

NAME = "Lindenfurt"
CARD_ID = "1002001"
TEXTS = {
    modules.TEASER: "Für Deutsche ab 16 Jahren: Den Personalausweis beantragen Sie persönlich.",
    modules.FULL_TEXT: (
        "<p>Wenn Sie 16 Jahre oder älter sind und eine Wohnung in Deutschland haben, müssen Sie "
        "einen gültigen <strong>Personalausweis</strong> oder Reisepass besitzen.</p>"
        "<p>Der Ausweis ist zehn Jahre lang gültig, bei Personen unter 24 Jahren sechs Jahre.</p>"
    ),
    modules.REQUIREMENTS: (
        "<ul><li>deutsche Staatsangehörigkeit</li><li>Wohnung in der Stadt</li></ul>"
    ),
    modules.DOCUMENTS: (
        "<ul><li>bisheriger Ausweis oder Reisepass</li><li>ein biometrisches Lichtbild</li>"
        "<li>bei der ersten Ausstellung: die Geburtsurkunde</li></ul>"
    ),
    modules.PROCEDURE: (
        "<ol><li>Vereinbaren Sie einen Termin im Bürgerbüro.</li>"
        "<li>Beantragen Sie den Ausweis persönlich; Ihre Fingerabdrücke werden erfasst.</li>"
        "<li>Sie erhalten einen Brief, sobald der Ausweis abgeholt werden kann.</li></ol>"
    ),
    modules.HINTS: "<p>Ein Verlust ist <em>unverzüglich</em> anzuzeigen.</p>",
    modules.LEGAL_BASIS: "<p>Personalausweisgesetz</p>",
    modules.REMEDIES: "<p>Widerspruch innerhalb eines Monats.</p>",
}
ENGLISH = {
    modules.TEASER: "Apply for your identity card in person.",
    modules.FULL_TEXT: "<p>Germans aged 16 and over need an identity card or a passport.</p>",
    modules.DOCUMENTS: "<ul><li>your old card</li><li>a photograph</li></ul>",
    modules.PROCEDURE: "<ol><li>Book an appointment.</li><li>Come in person.</li></ol>",
}
EASY = {
    modules.TEASER: "Hier steht: So bekommen Sie einen Personalausweis.",
    modules.FULL_TEXT: (
        "<p>Der Personalausweis ist eine kleine Karte.</p>"
        "<p>Auf der Karte steht: Wer sind Sie?</p><p>Sie brauchen die Karte ab 16 Jahren.</p>"
    ),
    modules.DOCUMENTS: "<ul><li>Ihren alten Ausweis</li><li>ein Foto von Ihnen</li></ul>",
}
STANDARD_PAGES = (
    "Impressum",
    "Datenschutz",
    "Barrierefreiheit",
    "Leichte Sprache",
    "Gebärdensprache",
)
LIFE_SITUATIONS = (
    "Geburt",
    "Partnerschaft und Familie",
    "Schule, Ausbildung und Studium",
    "Arbeit",
    "Bauen und Wohnen",
    "Steuern und Abgaben",
    "Ausweise und Dokumente",
    "Mobilität und Fahrzeuge",
    "Hobby und Freizeit",
    "Gesundheit und Vorsorge",
    "Umwelt und Klima",
    "Sterbefall und Nachlass",
)
OTHERS = (
    "Abfallbehälter bestellen",
    "Änderung der Anschrift mitteilen",
    "Anwohnerparkausweis beantragen",
    "Aufenthaltserlaubnis beantragen",
    "Baugenehmigung beantragen",
    "Beglaubigung von Unterschriften",
    "Elterngeld beantragen",
    "Führungszeugnis beantragen",
    "Geburtsurkunde anfordern",
    "Gewerbe anmelden",
    "Hund anmelden",
    "Kita-Platz finden",
    "Kraftfahrzeug zulassen",
    "Öffentliche Veranstaltung anzeigen",
    "Parkerleichterung für Menschen mit Behinderung beantragen",
    "Reisepass beantragen",
    "Sperrmüll abholen lassen",
    "Trauung anmelden",
    "Wohnberechtigungsschein beantragen",
    "Wohnung ummelden",
)


def build():
    """Make the city; returns the pages to look at, {name: path}."""
    make_pages()
    office, department = make_offices()
    situations = [
        factories.LifeSituationFactory(title=title, position=position)
        for position, title in enumerate(LIFE_SITUATIONS)
    ]
    for position, title in enumerate(OTHERS):
        service = make_service(title, online=position % 3 == 0, featured=position % 3 == 0)
        service.life_situations.add(situations[position % len(situations)])
        factories.ResponsibilityFactory(service=service, unit=department)
    card = make_identity_card(office, situations[6])
    child = factories.LifeSituationFactory(title="Verloren und gefunden", parent=situations[6])
    make_service("Fundsache melden").life_situations.add(child)
    closed = make_service("Termin für die Eheschließung buchen", status="unavailable")
    closed.own_layer = {
        "status": "unavailable",
        "status_reason": "Das Buchungssystem wird umgestellt. Bitte rufen Sie an.",
        "status_until": (timezone.localdate() + timedelta(days=20)).isoformat(),
    }
    closed.save()
    gone = make_service("Personalausweis vorläufig verlängern", withdrawn_at=timezone.now())
    address = card.get_absolute_url()
    return {
        "home": "/",
        "index": "/dienstleistungen/",
        "letter": "/dienstleistungen/a-z/p/",
        "life-situation": situations[6].get_absolute_url(),
        "service": address,
        "service-en": f"/en{address}",
        "service-easy": f"{address}?sprache=de-LS",
        "service-unavailable": closed.get_absolute_url(),
        "units": "/aemter/",
        "unit": office.get_absolute_url(),
        "department": department.get_absolute_url(),
        "standard": "/impressum/",
        "search": "/suche/?q=Personalausweis",
        "search-nothing": "/suche/?q=Quastenflosser",
        "404": "/gibt-es-nicht/",
        "410": gone.get_absolute_url(),
    }


def make_pages():
    root = Page.get_first_root_node()
    home = root.add_child(
        instance=HomePage(
            title=NAME,
            slug="stadt",
            introduction="<p>Willkommen. Was möchten Sie erledigen?</p>",
        )
    )
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"site_name": NAME, "root_page": home, "hostname": "localhost"},
    )
    for title in STANDARD_PAGES:
        slug = german_slug(title)
        page = StandardPage(title=title, slug=slug, introduction="Kurz gesagt.")
        page.body = [("text", RichText("<h2>Angaben</h2><p>Stadt Lindenfurt, Am Stadttor 1.</p>"))]
        home.add_child(instance=page)


def make_service(title, *, online=False, texts=None, **fields):
    links = [{"title": f"{title} (online)", "url": "https://antrag.example/start"}]
    return factories.ServiceFactory(
        title=title, online_links=links if online else [], german_version=texts or {}, **fields
    )


def make_offices():
    department = factories.UnitFactory(name="Amt für Bürgerservice und Ordnung")
    office = factories.UnitFactory(
        name="Bürgerbüro Mitte",
        parent=department,
        descriptions={"de": "<p>Ausweise, Meldewesen und vieles mehr an einem Ort.</p>"},
        payment_methods=["Bargeld", "Girokarte"],
        alternative_names=["Einwohnermeldeamt"],
    )
    factories.AddressFactory(
        unit=office,
        wheelchair=True,
        lift=True,
        public_transport=["Straßenbahn 3, Haltestelle Am Stadttor"],
        parking=["2 Behindertenparkplätze vor dem Haus"],
    )
    factories.AddressFactory(
        unit=office, kind="post_box", street="", house_number="", post_box="Postfach 10 20"
    )
    factories.ChannelFactory(unit=office)
    factories.ChannelFactory(unit=office, kind="email", value="buergerbuero@lindenfurt.example")
    factories.ChannelFactory(unit=office, kind="web", value="https://lindenfurt.example/")
    factories.PersonFactory(unit=office)
    for weekday in range(1, 6):
        factories.HoursFactory(unit=office, weekday=weekday, closes=time(12))
    factories.HoursFactory(unit=office, weekday=4, opens=time(14), closes=time(18))
    today = timezone.localdate()
    factories.HoursExceptionFactory(
        unit=office, first_day=today + timedelta(days=9), last_day=today + timedelta(days=10)
    )
    factories.UnitFactory(name="Fundbüro", parent=office)
    return office, department


def make_identity_card(office, situation) -> Service:
    """The service that has everything."""
    fees = (
        records.Fee("fixed", "37.00", descriptions={"de": "ab 24 Jahren", "en": "from 24 years"}),
        records.Fee("fixed", "22.80", descriptions={"de": "unter 24 Jahren"}, prepayment=True),
        records.Fee("variable", minimum="10.00", maximum="20.00", type_name="Zuschlag"),
        records.Fee("free", descriptions={"de": "Änderung der Anschrift"}),
    )
    related = make_service("Personalausweis: Verlust anzeigen", online=True)
    record = records.Service(
        ref=records.Ref(factories.AGENCY, CARD_ID),
        fees=fees,
        deadlines=(records.Period("6", "WOCHE", descriptions={"de": "vor Ablauf"}),),
        processing_times=(records.Period("2", "WOCHE", amount_to="3"),),
        synonyms=(records.Synonym("Perso"), records.Synonym("Ausweis")),
    )
    card = factories.ServiceFactory(
        title="Personalausweis beantragen",
        external_id=CARD_ID,
        leika_keys=["99086001012000"],
        record=records.dump(record).decode(),
        related_keys=[related.key],
        languages=["de", "de-LS", "en"],
        german_version=TEXTS,
        featured=True,
        online_links=[{"title": "Personalausweis", "url": "https://antrag.example/ausweis"}],
    )
    factories.VersionFactory(
        service=card, language="en", title="Apply for an identity card", texts=ENGLISH
    )
    factories.VersionFactory(
        service=card, language="de-LS", title="Personalausweis bekommen", texts=EASY
    )
    card.life_situations.add(situation)
    for term in ("Perso", "Ausweis"):
        factories.SynonymFactory(
            service=card, term=term, sort_key=sort_key(term), letter=letter(term)
        )
    online = factories.OnlineServiceFactory(
        title="Personalausweis",
        identification=["Online-Ausweis", "BundID"],
        payment_methods=["Kreditkarte", "giropay"],
    )
    form = factories.FormFactory(title="Zustimmung der Sorgeberechtigten")
    for holder in ({"unit": office}, {"online_service": online}, {"form": form}):
        factories.ResponsibilityFactory(service=card, **holder)
    return card
