"""The council of Lindenfurt as objects that refer to each other, to be changed between calls.

An object is a dict of OParl's properties without id, keyed by its path ("paper/1"); references
are paths, embedded ones too. Times are texts as OParl writes them.
"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from . import oparl_words as words

BERLIN = ZoneInfo("Europe/Berlin")
TYPES = {
    "body": "Body",
    "legislativeterm": "LegislativeTerm",
    "organization": "Organization",
    "person": "Person",
    "membership": "Membership",
    "meeting": "Meeting",
    "agendaitem": "AgendaItem",
    "paper": "Paper",
    "consultation": "Consultation",
    "file": "File",
    "location": "Location",
}
PATH = re.compile(rf"(?:{'|'.join(TYPES)})/\d+")
# What the standard embeds: {type: properties}.
EMBEDS = {
    "Body": ("legislativeTerm", "location"),
    "Organization": ("location",),
    "Person": ("membership", "locationObject"),
    "Meeting": (
        *("location", "invitation", "resultsProtocol", "verbatimProtocol"),
        *("auxiliaryFile", "agendaItem"),
    ),
    "AgendaItem": ("resolutionFile", "auxiliaryFile"),
    "Paper": ("mainFile", "auxiliaryFile", "location", "consultation"),
}
# Types that 1.0 knows only inside of others.
ONLY_EMBEDDED = ("LegislativeTerm", "Membership", "AgendaItem", "Consultation")


def type_of(path: str) -> str:
    return TYPES[path.partition("/")[0]]


class Council:
    """objects: {path: properties}. contents: {file's path: bytes}. restricted, vanished: paths
    that answer 401 and 404. deleted: {path: tombstone}. now: the council's own clock, which moves
    on by a minute with every change."""

    def __init__(self):
        self.objects: dict[str, dict] = {}
        self.contents: dict[str, bytes] = {}
        self.deleted: dict[str, dict] = {}
        self.restricted: set[str] = set()
        self.vanished: set[str] = set()
        self.now = datetime(2026, 3, 1, 12, 0, tzinfo=BERLIN)

    # --- Change -------------------------------------------------------------------------

    def add(self, path: str, **properties) -> str:
        stamp = self._tick()
        self.objects[path] = {**properties, "created": stamp, "modified": stamp}
        return path

    def touch(self, path: str, parents: bool = True, silently: bool = False, **changes):
        """Change an object, now; None removes a property. What embeds it is touched with it.

        parents=False: it is not, as Session does. silently: not even its own `modified` moves.
        """
        stamp = self._tick()
        entry = self.objects[path]
        entry.update(changes)
        parents = parents and not silently
        if not silently:
            entry["modified"] = stamp
        for name in [name for name, value in entry.items() if value is None]:
            del entry[name]
        if parents:
            self._touch_parents(path, stamp)

    def delete(self, path: str):
        """Leave a tombstone; what embeds it forgets it."""
        stamp = self._tick()
        self._touch_parents(path, stamp)
        gone = self.objects.pop(path)
        self.deleted[path] = {"created": gone["created"], "modified": stamp, "deleted": True}
        self._forget(path)

    def vanish(self, path: str):
        """As if it had never been: in no list, and 404 by its id."""
        self.objects.pop(path, None)
        self.vanished.add(path)
        self._forget(path)

    def restrict(self, path: str):
        """In no list, and 401 by its id."""
        self.objects.pop(path, None)
        self.restricted.add(path)

    def crowd(self, organization: str, number: int):
        """That many further members."""
        for id in range(10_000, 10_000 + number):
            member = self.add(
                f"membership/{id}",
                person=f"person/{id}",
                organization=organization,
                role="Mitglied",
            )
            name = f"Mitglied Nr. {id}"
            self.add(f"person/{id}", body="body/1", name=name, membership=[member])
            self.objects[organization]["membership"].append(member)
        self.touch(organization)

    def of_type(self, type: str, deleted: bool = False) -> list[str]:
        """Paths in the order in which they came into being."""
        everything = {**self.objects, **(self.deleted if deleted else {})}
        return [path for path in everything if type_of(path) == type]

    def counts(self) -> dict[str, int]:
        return {type: len(self.of_type(type)) for type in TYPES.values()}

    def _tick(self) -> str:
        self.now += timedelta(minutes=1)
        return self.now.isoformat()

    def _parents(self, path):
        for other, entry in self.objects.items():
            for name in EMBEDS.get(type_of(other), ()):
                if path in _listed(entry.get(name)):
                    yield other, name

    def _touch_parents(self, path, stamp):
        for parent, _name in list(self._parents(path)):
            self.objects[parent]["modified"] = stamp
            self._touch_parents(parent, stamp)

    def _forget(self, path):
        for parent, name in list(self._parents(path)):
            entry = self.objects[parent]
            if isinstance(entry[name], list):
                entry[name] = [other for other in entry[name] if other != path]
            else:
                del entry[name]

    # --- Lindenfurt ---------------------------------------------------------------------

    @classmethod
    def lindenfurt(cls) -> "Council":
        council = cls()
        council.now = datetime(2026, 1, 5, 8, 0, tzinfo=BERLIN)
        council._add_places()
        council._add_body()
        council._add_people()
        council._add_meetings()
        council._add_papers()
        return council

    def _add_places(self):
        for id, (name, street, room, postcode, locality, point) in enumerate(words.LOCATIONS, 1):
            feature = point and {
                "type": "Feature",
                "properties": {},
                "geometry": {"type": "Point", "coordinates": list(point)},
            }
            values = {
                "description": name,
                "streetAddress": street,
                "room": room,
                "postalCode": postcode,
                "locality": locality,
                "geojson": feature,
            }
            self.add(f"location/{id}", **{name: value for name, value in values.items() if value})

    def _add_body(self):
        terms = (("2020–2025", "2020-11-01", "2025-10-31"), ("2025–2030", "2025-11-01", None))
        for id, (name, first, last) in enumerate(terms, 1):
            end = {"endDate": last} if last else {}
            self.add(f"legislativeterm/{id}", body="body/1", name=name, startDate=first, **end)
        self.add(
            "body/1",
            name="Stadt Lindenfurt",
            shortName="Lindenfurt",
            website="https://www.lindenfurt.example/",
            license="https://www.govdata.de/dl-de/zero-2-0",
            ags="03999001",
            rgs="039990000001",
            contactEmail="rat@lindenfurt.example",
            contactName="Ratsbüro",
            classification="Stadt",
            legislativeTerm=["legislativeterm/1", "legislativeterm/2"],
            location="location/1",
        )

    def _add_people(self):
        for id, (name, short, kind, classification) in enumerate(words.ORGANIZATIONS, 1):
            self.add(
                f"organization/{id}",
                body="body/1",
                name=name,
                shortName=short,
                organizationType=kind,
                classification=classification,
                startDate="2020-11-01",
                membership=[],
                post=["Vorsitz", "Mitglied"],
                location="location/1",
            )
        number = 0
        for id, (address, given, family, gender, roles) in enumerate(words.PERSONS, 1):
            own = []
            for organization, role, votes in roles:
                number += 1
                vote = {} if votes is None else {"votingRight": votes}
                self.add(
                    f"membership/{number}",
                    person=f"person/{id}",
                    organization=f"organization/{organization}",
                    role=role,
                    startDate="2025-11-01",
                    **vote,
                    **({"onBehalfOf": "organization/3"} if id in (2, 5) and votes else {}),
                )
                own.append(f"membership/{number}")
                self.objects[f"organization/{organization}"]["membership"].append(own[-1])
            self.add(
                f"person/{id}",
                body="body/1",
                name=f"{given} {family}",
                familyName=family,
                givenName=given,
                formOfAddress=address,
                gender=gender,
                phone=[f"09999 555-{id:02}"],
                email=[f"{given.lower()}.{family.lower()}@lindenfurt.example"],
                membership=own,
                **({"location": "location/4", "locationObject": "location/4"} if id == 4 else {}),
            )

    def _add_meetings(self):
        for id, (organization, day, hour, minutes, state, place) in enumerate(words.MEETINGS, 1):
            start = datetime.fromisoformat(f"{day}T{hour}:00").replace(tzinfo=BERLIN)
            name = words.ORGANIZATIONS[organization - 1][0]
            meeting = f"meeting/{id}"
            more = {"location": f"location/{place}"} if place else {}
            if state != "terminiert":
                more["invitation"] = self._file(f"Einladung {name}", meeting=[meeting])
            if state == "durchgeführt":
                more["participant"] = ["person/1", "person/2"]
                more["resultsProtocol"] = self._file(f"Niederschrift {name}", meeting=[meeting])
            opening = self.add(
                f"agendaitem/{id}00", meeting=meeting, number="1", order=0,
                name="Eröffnung und Feststellung der Tagesordnung", public=True,
            )  # fmt: skip
            self.add(
                meeting,
                name=f"Sitzung: {name}",
                meetingState=state,
                cancelled=False,
                start=start.isoformat(),
                end=(start + timedelta(minutes=minutes)).isoformat(),
                organization=[f"organization/{organization}"],
                agendaItem=[opening],
                **more,
            )

    def _add_papers(self):
        number = 0
        for id, (name, kind, day, way, originator, place) in enumerate(words.PAPERS, 1):
            paper, consultations = f"paper/{id}", []
            for meeting, role, decides, result in way:
                number += 1
                consultations.append(self._consult(number, paper, name, meeting, role, decides))
                if result:
                    self.objects[f"agendaitem/{number}"]["result"] = result
            more = {"originatorPerson": [f"person/{originator}"]} if originator else {}
            if place:
                more["location"] = [f"location/{place}"]
            if id % 4 == 1:
                more["auxiliaryFile"] = [self._file(f"Anlage zu {name}", ".txt", paper=[paper])]
            self.add(
                paper,
                body="body/1",
                name=name,
                reference=f"V-{day[:4]}-{id:03}",
                date=day,
                paperType=kind,
                mainFile=self._file(name, paper=[paper]),
                underDirectionOf=["organization/1"],
                consultation=consultations,
                **more,
            )
        self.objects["paper/12"]["superordinatedPaper"] = ["paper/7"]
        self.objects["paper/7"]["subordinatedPaper"] = ["paper/12"]

    def _consult(self, number, paper, name, meeting, role, decides) -> str:
        meeting, consultation = f"meeting/{meeting}", f"consultation/{number}"
        entry = self.objects[meeting]
        position = len(entry["agendaItem"])
        item = self.add(
            f"agendaitem/{number}", meeting=meeting, number=str(position + 1), order=position,
            name=name, public=True, consultation=consultation,
        )  # fmt: skip
        entry["agendaItem"].append(item)
        return self.add(
            consultation,
            paper=paper,
            agendaItem=item,
            meeting=meeting,
            organization=list(entry["organization"]),
            authoritative=decides,
            role=role,
        )

    def _file(self, name: str, extension: str = ".pdf", **owner) -> str:
        path = f"file/{len(self.contents) + 1}"
        content = words.pdf(name) if extension == ".pdf" else f"{name}\n".encode()
        self.contents[path] = content
        return self.add(
            path,
            name=name,
            fileName=f"dokument-{len(self.contents)}{extension}",
            mimeType="application/pdf" if extension == ".pdf" else "text/plain",
            date="2026-01-05",
            size=len(content),
            **owner,
        )


def _listed(value) -> list:
    if isinstance(value, list):
        return value
    return [value] if value else []
