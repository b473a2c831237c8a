"""Addresses of objects: at the endpoint, for programs; on our pages, for people."""

from django.urls import NoReverseMatch, reverse

SCHEMA = "https://schema.oparl.org/1.1/"

# {property of Body: type} of the external lists
BODY_LISTS = {
    "organization": "Organization",
    "person": "Person",
    "meeting": "Meeting",
    "paper": "Paper",
    "agendaItem": "AgendaItem",
    "consultation": "Consultation",
    "file": "File",
    "locationList": "Location",
    "legislativeTermList": "LegislativeTerm",
    "membership": "Membership",
}
ORGANIZATION_LISTS = {"meeting": "Meeting", "consultation": "Consultation"}
LISTS = {"Body": BODY_LISTS, "Organization": ORGANIZATION_LISTS}


class Addresses:
    """Absolute addresses for the response to one request.

    An object's id is `<root><type in lower case>/<pk>`; it stays what it is.
    """

    def __init__(self, request):
        self._absolute = request.build_absolute_uri
        self.root = self._absolute(reverse("oparl_programs:system"))
        self._pages = {}

    def id(self, type: str, pk: int) -> str:
        return f"{self.root}{type.lower()}/{pk}"

    def list(self, type: str, pk: int, name: str) -> str:
        return f"{self.id(type, pk)}/{name.lower()}"

    @property
    def bodies(self) -> str:
        return f"{self.root}body"

    def page(self, type: str, pk: int, otherwise: str = "") -> str:
        """Our page for people, where the site has one for this type, or else the source's."""
        if self._pages.get(type, True) is None:
            return otherwise
        try:
            return self._absolute(reverse(f"oparl:{type.lower()}", args=[pk]))
        except NoReverseMatch:
            self._pages[type] = None
            return otherwise
