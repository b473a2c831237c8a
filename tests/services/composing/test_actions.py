"""What an online service does is said in its own words: on pages, in lists, and to programs."""

import re
from pathlib import Path

import pytest
from lxml import etree

from core.actions import Action, label_of, labelled_links
from search import indexing
from services.composing import derive
from services.composing.actions import action_of, is_application_form, requires_presence
from services.composing.layers import compose
from services.models import OnlineService, Service, Supplement
from tests import factories
from tests.pages import parse, schemas

CATALOGUE = Path(__file__).parents[3] / "site/demo/data/catalogue"
ONLINE = CATALOGUE / "21-onlinedienste.xml"

# Every online service of the demo city, read one by one.
DEMO = {
    Action.CALENDAR: ["Abfallkalender"],
    Action.APPOINTMENT: [
        "Termin für den Kirchenaustritt buchen",
        "Termin für den Personalausweis buchen",
        "Termin für den Reisepass buchen",
        "Termin für die Verpflichtungserklärung",
        "Trautermin reservieren",
    ],
    Action.REPORT: [
        "Mängelmelder",
        "Personalausweis: Verlust oder Diebstahl melden",
        "Wasserzähler ablesen",
    ],
    Action.NOTIFY: ["Gaststätte anzeigen (früher Gaststättenerlaubnis)"],
    Action.INFORMATION: [
        "Baulast: Auskunft aus dem Verzeichnis",
        "Gewerberegister: Auskunft",
        "Melderegisterauskunft, einfache",
    ],
    Action.STATUS: ["Ist mein Ausweis oder Pass fertig?"],
    Action.FIND: ["Fundbüro online"],
    Action.MAP: ["Geoportal Lindenfurt"],
    Action.EXTEND: ["Grabnutzungsrecht verlängern"],
    Action.ENTER: ["Übermittlungssperren eintragen"],
    Action.ORDER: ["Mülltonne bestellen, tauschen oder abmelden", "Urkunde online bestellen"],
    Action.BOOK: ["Stadtmuseum: Führung buchen", "Volkshochschule: Kurse buchen"],
    Action.RESERVE: [
        "Bürgerhaus und Vereinsräume mieten",
        "Grillplatz reservieren",
        "Wunschkennzeichen reservieren",
    ],
    Action.DEREGISTER: ["Fahrzeug online abmelden", "Gewerbe abmelden", "Wohnung abmelden"],
    Action.REREGISTER: ["Gewerbe ummelden"],
    Action.REGISTER: [
        "Ferienbetreuung anmelden",
        "Gartenwasserzähler anmelden",
        "Gewerbe anmelden",
        "Hund anmelden (Hundesteuer)",
        "Musikschule: Anmeldung zum Unterricht",
        "Osterfeuer anmelden",
        "Schulanmeldung (Einschulung)",
        "Sperrmüll anmelden",
        "Veranstaltung anmelden",
        "Versammlung oder Demonstration anmelden",
        "Wohnung anmelden",
    ],
    Action.OPEN: [
        "Beteiligungsportal",
        "Bußgeld im Straßenverkehr: Anhörung und Einspruch",
        "Gewerbesteuer online",
        "Grundsteuer online",
        "Grundstück der Stadt kaufen",
        "Hallenbad und Freibad: Eintritt und Kurse",
        "Halteverbot für Umzug oder Lieferung",
        "Hortbetreuung und Ganztag an Grundschulen",
        "Ideen und Beschwerden",
        "Infektionsschutz: Belehrung für Lebensmittelberufe",
        "Kita-Portal",
        "SEPA-Lastschrift erteilen",
        "Sporthallen und Sportplätze nutzen",
        "Vereinsregister der Stadt: Eintrag im Verzeichnis",
        "Wahlhelfer werden",
        "Zweitwohnungsteuer",
    ],
}


def titles_of_the_demo():
    tree = etree.parse(ONLINE)
    found = tree.xpath("//*[local-name()='onlinedienst']/*[local-name()='bezeichnung']")
    return [item.text for item in found if item.get("languageCode") == "de"]


def test_every_online_service_of_the_demo_is_named_by_what_it_does():
    expected = {title: action for action, titles in DEMO.items() for title in titles}
    found = {title: action_of([title]) for title in titles_of_the_demo()}
    assert len(found) > 80
    wrong = {title: action for title, action in found.items() if action != expected.get(title)}
    # What is left are applications, and each says so by a verb or by the paper that one gets.
    assert set(wrong.values()) == {Action.APPLY}
    says = re.compile(
        "beantragen|antrag|umschreiben|zulassen|umtauschen|erstatten|erlauben lassen"
        "|genehmigung|ausweis|-pass|sicherung|förderung|anordnung",
        re.IGNORECASE,
    )
    assert [title for title in wrong if not says.search(title)] == []
    assert set(expected) <= set(found)


@pytest.mark.parametrize(
    ("titles", "service", "action"),
    [
        # Titles that federal and state authorities really give.
        (["eServices-Portal der Bundesagentur"], "Kurzarbeitergeld beantragen", Action.APPLY),
        (["Online-Antrag auf Kinderzuschlag"], "", Action.APPLY),
        (["Kindergeld-Antrag ab Geburt"], "", Action.APPLY),
        (["Arbeits- oder Wegeunfall online melden"], "", Action.REPORT),
        (["Assistierte Ausbildung: Terminanfrage und Dokumentenupload"], "", Action.APPOINTMENT),
        (["Online-Registerauskunft des KBA"], "Auskunft beantragen", Action.INFORMATION),
        (["Betroffenenauskunft online beantragen"], "", Action.APPLY),
        (["Transferkurzarbeitergeld: Upload-Service"], "… beantragen", Action.SUBMIT),
        (["Luftverkehrsteuer online anmelden und bezahlen"], "", Action.REGISTER),
        (["Elterngeldrechner"], "Elterngeld beantragen", Action.CALCULATE),
        (["Nebenkostenabrechner"], "", Action.OPEN),
        (["Terminverlängerung"], "", Action.OPEN),
        (["Portal", "Termin vereinbaren"], "Ausweis beantragen", Action.APPOINTMENT),
        (["Portal", "", "Terminvereinbarung"], "Ausweis beantragen", Action.APPOINTMENT),
        (["SEPA-Lastschriftmandat"], "Kraftfahrzeugsteuer bezahlen", Action.OPEN),
        ([""], "", Action.OPEN),
        ([], "Wohngeld beantragen", Action.APPLY),
    ],
)
def test_titles_as_other_authorities_write_them(titles, service, action):
    assert action_of(titles, service) == action


def test_what_is_had_in_person_only_is_never_called_an_application_online():
    assert requires_presence("Den Antrag stellen Sie nur persönlich im Bürgerbüro.")
    assert requires_presence("Antrag nur persönlich, am besten mit Termin")
    assert requires_presence("Sie müssen persönlich erscheinen.")
    assert not requires_presence("Stellen Sie den Antrag persönlich oder online.")
    assert not requires_presence("Die Stadt gratuliert persönlich.")
    assert not requires_presence("Antrag online, per Brief, per E-Mail oder persönlich")
    assert action_of(["Bürgerportal"], "Personalausweis beantragen") == Action.APPLY
    assert action_of(["Bürgerportal"], "Personalausweis beantragen", True) == Action.OPEN


def test_the_application_itself_is_told_from_other_papers():
    forms = etree.parse(CATALOGUE / "20-formulare.xml").xpath(
        "//*[local-name()='formular']/*[local-name()='bezeichnung']/text()"
    )
    beside = {title for title in forms if not is_application_form(title)}
    assert len(set(forms)) > 30
    assert beside == {
        "Checkliste für den Bauantrag",
        "Datenblatt zur Verpflichtungserklärung",
        "SEPA-Lastschriftmandat für Steuern und Gebühren",
        "Vollmacht und Lastschriftmandat Kfz",
        "Vollmacht zum Abholen von Ausweis oder Pass",
        "Vollmacht zur Anmeldung der Eheschließung",
        "Wohnungsgeberbestätigung",
        "Zustimmung der Sorgeberechtigten zum Ausweis",
    }


def test_every_action_has_words_of_its_own(settings):
    settings.LANGUAGE_CODE = "de"
    labels = [label_of(action) for action in Action]
    assert len(set(labels)) == len(labels)
    assert label_of("unknown") == label_of("open") == label_of(None)


def test_two_links_that_would_read_the_same_are_told_apart():
    links = [
        {"title": "Pass: Termin", "url": "https://a.example/", "action": "appointment"},
        {"title": "Ausweis: Termin", "url": "https://b.example/", "action": "appointment"},
        {"title": "Verlust", "url": "https://c.example/", "action": "report"},
    ]
    ways = labelled_links(links, "Ausweise")
    assert [way["is_told_apart"] for way in ways] == [True, True, False]
    assert [way["about"] for way in ways] == ["Pass: Termin", "Ausweis: Termin", "Verlust"]
    assert labelled_links(links[:1], "Ausweise")[0]["about"] == "Ausweise"


# --- Where it stands ----------------------------------------------------------------------


APPOINTMENT = "https://termin.example/"


@pytest.fixture
def card(home_page):
    """A service that one applies for in person, with an appointment online and two papers."""
    service = factories.ServiceFactory(
        title="Personalausweis beantragen",
        german_version={"06": "<p>Antrag nur persönlich.</p>"},
    )
    online = factories.OnlineServiceFactory(
        title="Termin für den Personalausweis buchen",
        links=[{"url": APPOINTMENT, "language": "de", "title": "", "kind": "start"}],
    )
    factories.ResponsibilityFactory(service=service, online_service=online)
    for title in ("Vollmacht zum Abholen", "Antrag auf einen Ausweis"):
        form = factories.FormFactory(
            title=title, links=[{"url": f"https://x.example/{title[:4]}.pdf", "language": "de"}]
        )
        factories.ResponsibilityFactory(service=service, form=form, holder_kind="form")
    derive.refresh([service.pk])
    # "Most wanted" is the editors' word; here the overview is to show the service.
    Service.objects.filter(pk=service.pk).update(featured=True)
    service.refresh_from_db()
    indexing.update([service])
    return service


@pytest.mark.django_db
def test_the_action_stands_everywhere(client, card):
    pages = {
        "service": card.get_absolute_url(),
        "letter": "/dienstleistungen/a-z/p/",
        "overview": "/dienstleistungen/",
        "search": "/suche/?q=Personalausweis",
    }
    for name, address in pages.items():
        page = parse(client.get(address))
        link = page.find("a", href=APPOINTMENT)
        assert link is not None, name
        assert link.get_text().startswith("Termin buchen"), name
        assert "Online beantragen" not in page.get_text(), name
    row = client.get("/api/dienstleistungen/").json()["results"][0]["online_services"][0]
    assert (row["action"], row["action_name"]) == ("appointment", "Termin buchen")
    detail = client.get(f"/api/dienstleistungen/{card.pk}/").json()
    assert detail["online_services"][0]["action"] == "appointment"
    assert [form["is_application"] for form in detail["forms"]] == [False, True]
    schema = schemas(client.get(card.get_absolute_url()))["GovernmentService"]
    assert schema["availableChannel"][0]["description"] == "Termin buchen"


@pytest.mark.django_db
def test_paper_replaces_applications_only(client, card):
    """An appointment cannot be had on paper; a power of attorney is no application."""
    page = parse(client.get(card.get_absolute_url()))
    apply = page.select_one(".apply")
    assert "Oder auf Papier" not in apply.get_text()
    headings = [item.get_text() for item in apply.select("h2, h3")]
    assert headings == ["Antrag stellen", "Antragsformular", "Formulare dazu"]
    OnlineService.objects.update(title="Personalausweis beantragen")
    derive.refresh([card.pk])
    page = parse(client.get(card.get_absolute_url() + "?neu"))
    headings = [item.get_text() for item in page.select(".apply h2, .apply h3")]
    assert headings == ["Antrag stellen", "Oder auf Papier", "Formulare dazu"]


@pytest.mark.django_db
def test_the_editors_word_goes_before_the_title(card):
    supplement = Supplement.objects.create(service=card, online_action="information", live=False)
    assert compose(card, supplement=supplement).online[0].action == "information"
    supplement.links.create(
        kind="online", title="Bürgerportal", url="https://own.example/", action="pay"
    )
    supplement.links.create(kind="online", title="Verlust melden", url="https://own.example/2")
    ways = compose(card, supplement=supplement).online
    assert [way.action for way in ways] == ["pay", "report", "information"]


@pytest.mark.django_db
def test_the_kind_that_a_source_names_tells_what_the_title_does_not():
    from services import records
    from services.harvest.writing.access import OnlineServiceWriter

    kept = {"typ": [{"listURI": "urn:termin", "code": ["03"], "name": ["Terminvereinbarung"]}]}
    record = records.OnlineService(
        ref=records.Ref("L1", "1"), names={"de": "Bürgerportal"}, extra=kept
    )
    row = OnlineService()
    OnlineServiceWriter.fill(None, row, record)
    assert row.kind == "03 Terminvereinbarung"
    assert action_of([row.title, row.kind], "Ausweis beantragen") == Action.APPOINTMENT
