"""A large made-up council of OParl 1.0: every page is made when it is asked for."""

import orjson

from .server import Answer, FakeServer, Request

PER_PAGE = 25
BASE = "/oparl/v1"
COMMITTEES = 20
ITEMS = 10  # agenda items of a meeting


class BigOparl(FakeServer):
    """papers: how many; two consultations and three files each, a meeting for every five."""

    def __init__(self, papers: int, port: int = 0):
        super().__init__(port)
        self.counts = {
            "organization": COMMITTEES,
            "person": COMMITTEES * 5,
            "meeting": max(1, papers * 2 // ITEMS),
            "paper": papers,
        }

    @property
    def system_url(self) -> str:
        return f"{self.url}{BASE}/system"

    @property
    def list_urls(self) -> list[str]:
        return [f"{self.url}{BASE}/body/1/{kind}" for kind in self.counts]

    def respond(self, request: Request) -> Answer:
        path = request.path.removeprefix(BASE)
        if path == "/system":
            return self._sent(self._object("System", "system", body=self._id("body")))
        if path == "/body":
            lists = {kind: self._id(f"body/1/{kind}") for kind in self.counts}
            body = self._object("Body", "body/1", name="Großstadt", **lists)
            return self._sent({"data": [body], "links": {}})
        kind = path.rpartition("/")[2]
        return self._page(kind, request) if kind in self.counts else Answer({}, 404)

    def _page(self, kind: str, request: Request) -> Answer:
        number = int(request.param("page", "1"))
        count = 0 if "modified_since" in request.params else self.counts[kind]
        first = (number - 1) * PER_PAGE
        make = getattr(self, f"_{kind}")
        data = [make(one) for one in range(first, min(first + PER_PAGE, count))]
        following = f"{self.url}{request.path}?page={number + 1}"
        links = {"next": following} if first + PER_PAGE < count else {}
        return self._sent({"data": data, "links": links})

    # --- Objects --------------------------------------------------------------------------

    def _id(self, path: str) -> str:
        return f"{self.url}{BASE}/{path}"

    def _object(self, type: str, path: str, **properties) -> dict:
        return {
            "id": self._id(path),
            "type": f"https://schema.oparl.org/1.0/{type}",
            "created": "2026-01-05T08:00:00+01:00",
            "modified": "2026-01-05T08:00:00+01:00",
            **properties,
        }

    def _organization(self, number: int) -> dict:
        name = f"Ausschuss Nr. {number}"
        return self._object("Organization", f"organization/{number}", name=name)

    def _person(self, number: int) -> dict:
        membership = self._object(
            "Membership",
            f"membership/{number}",
            organization=self._id(f"organization/{number % COMMITTEES}"),
            role="Mitglied",
        )
        name = f"Mitglied Nr. {number}"
        return self._object("Person", f"person/{number}", name=name, membership=[membership])

    def _file(self, name: str) -> dict:
        address = self._id(f"content/{name}.pdf")
        return self._object(
            "File",
            f"file/{name}",
            name=f"Vorlage {name}",
            mimeType="application/pdf",
            date="2026-01-05",
            accessUrl=address,
            downloadUrl=f"{address}?download=1",
        )

    def _meeting(self, number: int) -> dict:
        items = [
            self._object(
                "AgendaItem",
                f"agendaitem/{one}",
                number=str(one % ITEMS + 1),
                name=f"Beratung über die Vorlage Nr. {one // 2}",
                public=True,
                consultation=self._id(f"consultation/{one}"),
                result="einstimmig beschlossen",
            )
            for one in range(number * ITEMS, (number + 1) * ITEMS)
        ]
        return self._object(
            "Meeting",
            f"meeting/{number}",
            name=f"{number}. Sitzung",
            start=f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T18:00:00+01:00",
            organization=[self._id(f"organization/{number % COMMITTEES}")],
            invitation=self._file(f"einladung-{number}"),
            agendaItem=items,
        )

    def _paper(self, number: int) -> dict:
        consultations = [
            self._object(
                "Consultation",
                f"consultation/{one}",
                agendaItem=self._id(f"agendaitem/{one}"),
                meeting=self._id(f"meeting/{one // ITEMS}"),
                organization=[self._id(f"organization/{one // ITEMS % COMMITTEES}")],
                role="Entscheidung",
            )
            for one in (number * 2, number * 2 + 1)
        ]
        return self._object(
            "Paper",
            f"paper/{number}",
            body=self._id("body/1"),
            name=f"Vorlage Nr. {number} über die Erneuerung der Straße Nr. {number % 400}",
            reference=f"V/{number}",
            date="2026-01-05",
            paperType="Beschlussvorlage",
            mainFile=self._file(f"{number}-1"),
            auxiliaryFile=[self._file(f"{number}-2"), self._file(f"{number}-3")],
            consultation=consultations,
        )

    def _sent(self, raw) -> Answer:
        return Answer(orjson.dumps(raw), content_type="application/json; charset=utf-8")
