"""A council with one of everything that its pages can show."""

from datetime import date, timedelta

from django.utils import timezone

from opendata.oparl import formatting
from opendata.oparl.models import BodyChoice, OrganizationChoice, PaperSummary
from tests.opendata.oparl import factories
from tests.opendata.oparl.factories import evening

COMMITTEES = ("Stadtrat", "Ausschuss für Bauen, Verkehr und Stadtgrün", "Finanzausschuss")
FACTIONS = ("Fraktion Lindenfurter Linde", "Fraktion Bürger für die Brücke")
SUMMARY = (
    "<p>Die alte Brücke über den Mühlbach ist zu schwach für Busse. Die Stadt will sie "
    "<b>abreißen und neu bauen</b>. Das kostet 2,4 Millionen Euro und dauert zwei Jahre.</p>"
)
RESOLUTION = "Der Rat beschließt den Neubau der Brücke über den Mühlbach in der Variante B."


def build():
    """Make the council; returns the pages to look at, {name: path}."""
    body = factories.BodyFactory(web="https://ris.lindenfurt.example/")
    BodyChoice.objects.create(body=body, introduction="<p>38 Ehrenamtliche, eine Stadt.</p>")
    council, building, finance = (factories.OrganizationFactory(name=name) for name in COMMITTEES)
    factions = [
        factories.OrganizationFactory(name=name, organization_type="Fraktion") for name in FACTIONS
    ]
    factories.OrganizationFactory(name="Brückenbeirat", end_date=date(2022, 12, 31))
    OrganizationChoice.objects.create(organization=building, introduction="<p>Wir bauen.</p>")
    people = make_people(building, factions)
    paper = make_paper(factions[0], people[0])
    past = make_meeting(council, people, paper, days=-6)
    consult(paper, past, council, True, "Entscheidung", result="mehrheitlich beschlossen")
    prepared = factories.MeetingFactory(
        name="4. Sitzung", start=evening(-20), organization=[building]
    )
    consult(paper, prepared, building, None, "Vorberatung", result="einstimmig empfohlen")
    open_end = factories.MeetingFactory(
        name="9. Sitzung des Finanzausschusses", start=evening(12), organization=[finance]
    )
    consult(paper, open_end, finance, None, "Kenntnisnahme")
    for number in range(4):
        factories.MeetingFactory(
            start=evening(3 + number),
            organization=[building],
            location=factories.LocationFactory(),
            cancelled=number == 1,
        )
    for number in range(55):
        factories.PaperFactory(paper_type=("Antrag", "Anfrage")[number % 2])
    today = timezone.localdate()
    gone = factories.PaperFactory(name="Alte Vorlage", withdrawn_at=timezone.now())
    return {
        "council": "/rat/",
        "meetings": "/rat/sitzungen/",
        "past-meetings": "/rat/sitzungen/archiv/",
        "month": f"/rat/sitzungen/{today.year}/{today.month}/",
        "meeting": past.get_absolute_url(),
        "organizations": "/rat/gremien/",
        "organization": building.get_absolute_url(),
        "person": people[0].get_absolute_url(),
        "people": "/rat/personen/",
        "papers": "/rat/vorlagen/",
        "papers-found": "/rat/vorlagen/?q=Brücke",
        "paper": paper.get_absolute_url(),
        "places": "/rat/orte/",
        "place": formatting.place_url(paper.location.first()),
        "found": "/suche/?q=Brücke",
        "paper-empty": factories.PaperFactory(date=None).get_absolute_url(),
        "file": paper.main_file.get_absolute_url(),
        "file-unread": paper.auxiliary_file.first().get_absolute_url(),
        "gone": gone.get_absolute_url(),
        "home": "/",
    }


def make_people(committee, factions):
    people = []
    for number, name in enumerate(("Mira Muster", "Otto Beispiel", "Aylin Probe", "Jan Entwurf")):
        given, family = name.split()
        person = factories.PersonFactory(name=name, given_name=given, family_name=family)
        factories.MembershipFactory(
            person=person,
            organization=committee,
            role=("Vorsitzende", "Mitglied", "sachkundige Bürgerin", "Mitglied")[number],
            on_behalf_of=factions[number % 2],
            voting_right=number != 2,
        )
        people.append(person)
    factories.MembershipFactory(
        person=people[0], organization=factions[0], end_date=date(2025, 3, 31)
    )
    return people


def make_paper(faction, person):
    paper = factories.PaperFactory(
        name="Neubau der Brücke über den Mühlbach einschließlich der Anpassung der "
        "Verkehrsführung im Bereich Brückenstraße/Am Stadttor",
        reference="112/2026",
        main_file=factories.FileFactory(
            name="Beschlussvorlage", search_text="Die Brücke ist alt. " * 1200
        ),
        auxiliary_file=[
            factories.FileFactory(name="Lageplan"),
            factories.FileFactory(name="Kostenschätzung", access_url=""),
        ],
        location=[
            factories.LocationFactory(
                description="Brücke über den Mühlbach",
                geojson={
                    "type": "Feature",
                    "geometry": {"type": "Point", "coordinates": [8.5678, 50.1234]},
                },
            )
        ],
        originator_organization=[faction],
        originator_person=[person],
        under_direction_of=[factories.OrganizationFactory(name="Tiefbauamt", organization_type="")],
        related_paper=[factories.PaperFactory(name="Sperrung der alten Brücke für Busse")],
        superordinated_paper=[factories.PaperFactory(name="Brückenprogramm 2030")],
        web="https://ris.lindenfurt.example/vo020?112",
        changed_at=timezone.now() + timedelta(minutes=1),
    )
    PaperSummary.objects.create(paper=paper, text=SUMMARY)
    return paper


def make_meeting(council, people, paper, days):
    meeting = factories.MeetingFactory(
        name="12. Sitzung des Stadtrats",
        meeting_state="durchgeführt",
        start=evening(days),
        end=evening(days, hour=21),
        organization=[council],
        participant=people,
        location=factories.LocationFactory(),
        invitation=factories.FileFactory(name="Einladung"),
        results_protocol=factories.FileFactory(name="Niederschrift", search_text="Es tagte."),
        auxiliary_file=[factories.FileFactory(name="Bekanntmachung")],
    )
    results = ("", "zur Kenntnis genommen", "mehrheitlich abgelehnt", "vertagt", "")
    for order, result in enumerate(results):
        factories.AgendaItemFactory(
            meeting=meeting,
            order=order,
            number=f"{order + 1}",
            name=("Einwohnerfragestunde", "Bericht der Verwaltung", "Mehr Bänke am Mühlbach")[
                order % 3
            ],
            public=order < 4,
            result=result,
        )
    return meeting


def consult(paper, meeting, committee, decides, role, result=""):
    item = factories.AgendaItemFactory(
        meeting=meeting,
        order=3 if result else 0,
        number="3.1",
        name=paper.name,
        public=True,
        result=result,
        resolution_text=RESOLUTION if decides else "",
        auxiliary_file=[factories.FileFactory(name="Tischvorlage")],
    )
    factories.ConsultationFactory(
        paper=paper,
        meeting=meeting,
        agenda_item=item,
        organization=[committee],
        authoritative=decides,
        role=role,
    )
