"""Small builders of council objects, in the shape that a harvest leaves behind."""

import itertools
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from harvest.models import Source
from opendata.oparl.models import (
    AgendaItem,
    AgendaItemFile,
    Body,
    Consultation,
    ConsultationOrganization,
    File,
    FileDerivative,
    LegislativeTerm,
    Location,
    Meeting,
    MeetingFile,
    MeetingOrganization,
    MeetingParticipant,
    Membership,
    Organization,
    Paper,
    PaperDirection,
    PaperFile,
    PaperLocation,
    PaperOriginatorOrganization,
    PaperOriginatorPerson,
    PaperRelated,
    Person,
    System,
    key_of,
)

START = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
IMPORTED = datetime(2026, 2, 1, 9, 0, 0, 250_000, tzinfo=UTC)
_numbers = itertools.count(1)


def source(name="rat") -> Source:
    found, _new = Source.objects.get_or_create(
        name=name, defaults={"title": "Rat", "kind": "oparl", "url": "https://rat.example/oparl"}
    )
    return found


def make(model, of=None, **values):
    """A published row; references also fill the keys beside them. of: the source."""
    url = values.pop("url", f"https://rat.example/{model.__name__.lower()}/{next(_numbers)}")
    values = {"imported_at": IMPORTED, "changed_at": IMPORTED, "created": IMPORTED, **values}
    keys = {
        f"{name}_key": value.key
        for name, value in values.items()
        if hasattr(value, "key") and hasattr(value, "url")
    }
    return model.objects.create(source=of or source(), url=url, key=key_of(url), **values, **keys)


def link(through, owner, *targets):
    """One list of references, in this order."""
    names = [field.name for field in through._meta.fields if field.is_relation]
    for position, target in enumerate(targets):
        ends = {names[0]: owner, names[1]: target}
        through.objects.create(position=position, key=target.key, **ends)


def withdraw(row, when=None):
    when = when or row.changed_at + timedelta(days=1)
    row.withdrawn_at = row.changed_at = when
    row.save()
    return row


def body(of=None, **values):
    return make(Body, of, **{"name": "Stadt Lindenfurt", **values})


def file(name="Vorlage", **values):
    number = next(_numbers)
    values = {"access_url": f"https://rat.example/dateien/{number}.pdf", **values}
    return make(File, name=name, file_name=f"{number}.pdf", mime_type="application/pdf", **values)


def meetings(number: int, body, organization=None) -> list[Meeting]:
    """Many, one a day, in bulk."""
    urls = [f"https://rat.example/sitzung/{next(_numbers)}" for _one in range(number)]
    place = make(Location, room="Ratssaal", street_address="Markt 1", locality="Lindenfurt")
    rows = Meeting.objects.bulk_create(
        Meeting(
            source=body.source,
            url=url,
            key=key_of(url),
            body=body,
            name=f"Öffentliche Sitzung des Ausschusses für Planen und Bauen Nr. {day}",
            start=START + timedelta(days=day),
            end=START + timedelta(days=day, hours=3),
            location=place,
            web=f"{url}/seite",
            created=IMPORTED,
            imported_at=IMPORTED,
            changed_at=IMPORTED,
        )
        for day, url in enumerate(urls)
    )
    if organization:
        MeetingOrganization.objects.bulk_create(
            MeetingOrganization(
                meeting=row, organization=organization, position=0, key=organization.key
            )
            for row in rows
        )
    return rows


def council() -> SimpleNamespace:
    """One of everything, connected as a real council is."""
    made = SimpleNamespace()
    made.system = make(
        System, name="Ratsinformation", license="https://www.govdata.de/dl-de/zero-2-0"
    )
    made.hall = make(
        Location,
        description="Rathaus",
        street_address="Markt 1",
        room="Ratssaal",
        postal_code="99998",
        locality="Lindenfurt",
        geojson={
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [10.5, 50.9]},
            "properties": {},
        },
    )
    made.body = body(system=made.system, location=made.hall, ags="16099998")
    made.term = make(LegislativeTerm, body=made.body, name="2024–2029", start_date=date(2024, 6, 1))
    made.board = make(
        Organization,
        body=made.body,
        name="Ausschuss für Planen und Bauen",
        organization_type="Gremium",
        location=made.hall,
        post=["Vorsitz", "Mitglied"],
    )
    made.faction = make(
        Organization, body=made.body, name="Fraktion Die Linden", sub_organization_of=made.board
    )
    made.person = make(
        Person,
        body=made.body,
        name="Ada Beispiel",
        family_name="Beispiel",
        given_name="Ada",
        title=["Dr."],
    )
    made.membership = make(
        Membership,
        person=made.person,
        organization=made.board,
        role="Vorsitz",
        voting_right=True,
        start_date=date(2024, 7, 1),
        on_behalf_of=made.faction,
    )
    _meeting_and_paper(made)
    return made


def _meeting_and_paper(made):
    made.invitation, made.resolution = file("Einladung"), file("Beschluss")
    made.proposal, made.plan = file("Vorlage", size=1234, date=date(2026, 2, 1)), file("Plan")
    made.picture = make(
        File, name="Plan als Bild", access_url="https://rat.example/b.png", master_file=made.plan
    )
    link(FileDerivative, made.plan, made.picture)
    made.meeting = make(
        Meeting,
        body=made.body,
        name="12. Sitzung",
        start=START,
        end=START + timedelta(hours=2),
        location=made.hall,
        meeting_state="terminiert",
        invitation=made.invitation,
        web="https://rat.example/web/sitzung/12",
    )
    link(MeetingOrganization, made.meeting, made.board)
    link(MeetingParticipant, made.meeting, made.person)
    link(MeetingFile, made.meeting, made.plan)
    made.paper = make(
        Paper,
        body=made.body,
        name="Neubau der Brücke",
        reference="26/017",
        date=date(2026, 2, 1),
        paper_type="Beschlussvorlage",
        main_file=made.proposal,
        keyword=["Verkehr"],
        web="https://rat.example/web/vorlage/17",
    )
    made.earlier = make(Paper, body=made.body, name="Sanierung der Brücke", reference="25/099")
    link(PaperFile, made.paper, made.plan)
    link(PaperLocation, made.paper, made.hall)
    link(PaperOriginatorPerson, made.paper, made.person)
    link(PaperOriginatorOrganization, made.paper, made.faction)
    link(PaperDirection, made.paper, made.board)
    link(PaperRelated, made.paper, made.earlier)
    made.consultation = make(
        Consultation,
        paper=made.paper,
        meeting=made.meeting,
        authoritative=True,
        role="Entscheidung",
    )
    link(ConsultationOrganization, made.consultation, made.board)
    made.items = [
        make(
            AgendaItem,
            meeting=made.meeting,
            number=f"Ö {order + 1}",
            order=order,
            name=name,
            public=True,
        )
        for order, name in enumerate(["Eröffnung", "Neubau der Brücke"])
    ]
    made.item = made.items[1]
    AgendaItem.objects.filter(pk=made.item.pk).update(
        consultation=made.consultation,
        consultation_key=made.consultation.key,
        resolution_file=made.resolution,
        resolution_file_key=made.resolution.key,
        result="einstimmig zugestimmt",
    )
    Consultation.objects.filter(pk=made.consultation.pk).update(
        agenda_item=made.item, agenda_item_key=made.item.key
    )
    link(AgendaItemFile, made.item, made.plan)
