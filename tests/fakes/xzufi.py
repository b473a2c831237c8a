"""A fake web server with the city's services as one XZuFi file: real HTTP on loopback."""

from html import escape

from .city import AGENCY, City
from .server import Answer, FakeServer, Request

PATH = "/catalogue.xml"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<x:transfer xmlns:x="http://xoev.de/schemata/xzufi/2_2_0" xzufiVersion="2.2.0">'
)
_TAIL = "</x:transfer>"


class FakeXzufi(FakeServer):
    """catalogue: the city, to be changed between calls; of its services the titles are served."""

    def __init__(self, port: int = 0):
        super().__init__(port)
        self.catalogue = City.lindenfurt()

    def respond(self, request: Request) -> Answer:
        if request.path != PATH:
            return Answer("unknown", 404)
        services = "".join(map(_service, self.catalogue.services.values()))
        return Answer(_HEAD + services + _TAIL, content_type="application/xml")


def _service(entry) -> str:
    return (
        f'<x:schreibe><x:leistung><x:id schemeAgencyID="{AGENCY}">{entry.id}</x:id>'
        "<x:modulText><x:leikaTextmodul><code>03</code></x:leikaTextmodul>"
        f'<x:inhalt languageCode="de">{escape(entry.title)}</x:inhalt></x:modulText>'
        "</x:leistung></x:schreibe>"
    )
