"""A fake PVOG Bereitstelldienst: OAuth2 client credentials and a log of objects, real HTTP.

The log only grows: each entry is a `schreibe` or a `loesche`. An answer holds the next entries as
one transfer message; the address of the next question names the index where the answer ended.
"""

import secrets

from .server import Answer, FakeServer, Request

CLIENT_ID = "stadt-lindenfurt"
CLIENT_SECRET = "bd-fake-secret-lindenfurt"
API = "/bereitstelldienst/api/v2"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<xzufi:transfer xmlns:xzufi="http://xoev.de/schemata/xzufi/2_2_0" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xzufiVersion="2.2.0">'
)
_TAIL = "</xzufi:transfer>"


def service_entry(number: str, title: str, agency: str = "L999901") -> str:
    """A `schreibe` with a service that has a title."""
    return (
        f'<xzufi:schreibe><xzufi:leistung><xzufi:id schemeAgencyID="{agency}">{number}</xzufi:id>'
        "<xzufi:modulText><xzufi:leikaTextmodul><code>03</code></xzufi:leikaTextmodul>"
        f'<xzufi:inhalt languageCode="de">{title}</xzufi:inhalt></xzufi:modulText>'
        "</xzufi:leistung></xzufi:schreibe>"
    )


def deletion_entry(number: str, kind: str = "Leistung", agency: str = "L999901") -> str:
    return (
        f'<xzufi:loesche klasse="{kind}"><xzufi:id schemeAgencyID="{agency}">{number}</xzufi:id>'
        "</xzufi:loesche>"
    )


class FakeBereitstelldienst(FakeServer):
    """entries: the log. page: entries per answer. forgotten: indexes that it no longer knows (410).

    expire_tokens(): every token given so far is refused from now on.
    """

    def __init__(self, port: int = 0, entries=(), page: int = 2):
        super().__init__(port)
        self.entries: list[str] = list(entries)
        self.page = page
        self.forgotten: set[int] = set()
        self.tokens: set[str] = set()
        self.token_lifetime = 3600

    @property
    def api_url(self) -> str:
        return self.url + API

    @property
    def token_url(self) -> str:
        return f"{self.url}/oauth/token"

    def options(self) -> dict:
        """For Source.options; Source.url is `api_url`."""
        return {
            "mode": "bereitstelldienst",
            "token_url": self.token_url,
            "client_id": CLIENT_ID,
        }

    def expire_tokens(self):
        self.tokens.clear()

    def respond(self, request: Request) -> Answer:
        if request.path == "/oauth/token":
            return self._token(request)
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if bearer not in self.tokens:
            return Answer({"error": "invalid_token"}, 401)
        if request.path != f"{API}/verwaltungsobjekte":
            return Answer({"error": "not_found"}, 404)
        return self._objects(int(request.param("index", "0")), request.param("ars", "%"))

    def _token(self, request: Request) -> Answer:
        sent = {name: values[0] for name, values in request.form.items()}
        right = {
            "grant_type": "client_credentials",
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
        }
        if request.method != "POST" or sent != right:
            return Answer({"error": "invalid_client"}, 401)
        token = secrets.token_urlsafe(12)
        self.tokens.add(token)
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": self.token_lifetime}
        return Answer(answer)

    def _objects(self, index: int, ars: str) -> Answer:
        if index in self.forgotten:
            return Answer({"error": "gone"}, 410)
        chosen = self.entries[index : index + self.page]
        end = index + len(chosen)
        address = f"{self.api_url}/verwaltungsobjekte?index={end}&ars={ars.replace('%', '%25')}"
        return Answer(
            {
                "xzufiObjekte": _HEAD + "".join(chosen) + _TAIL if chosen else "",
                "vollstaendig": end >= len(self.entries),
                "naechsterIndex": end,
                "naechsteAnfrageUrl": address,
            }
        )
