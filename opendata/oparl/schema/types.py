"""The twelve object types of OParl 1.0 and 1.1, every property, in snake case. No Django here.

References are URLs, whether the source sends the URL or embeds the object: embedded objects are
objects of their own. Missing texts are "", lists are tuples, unknown values are None.
`external list`: the URL of a paged list. "1.1" marks properties that 1.0 lacks.
Source: OParl 1.0.7 and 1.1.1, schema/*.json.
"""

import datetime as dt
from dataclasses import dataclass

from .declaring import (
    boolean,
    day,
    embedded,
    embedded_list,
    external_list,
    geojson,
    integer,
    link,
    links,
    moment,
    prose,
    reference,
    references,
    text,
    texts,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OParlObject:
    """Base of all types. `web` is its page in the council's own system."""

    id: str
    license: str = text()
    keyword: tuple[str, ...] = texts()
    created: dt.datetime | None = moment(required="1.1")
    modified: dt.datetime | None = moment(required="1.1")
    web: str = link()
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class System(OParlObject):
    """One OParl server in one version of the standard; the entry point."""

    oparl_version: str = text(required="1.0")
    other_oparl_versions: tuple[str, ...] = references("System")
    body: str = external_list("Body", required="1.0")
    name: str = text()
    contact_email: str = text()
    contact_name: str = text()
    website: str = link()
    vendor: str = text()
    product: str = text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(OParlObject):
    """A corporation: a municipality, a district, an association."""

    system: str = reference("System")
    short_name: str = text()
    name: str = text(required="1.0")
    website: str = link()
    license_valid_since: dt.datetime | None = moment()
    oparl_since: dt.datetime | None = moment()
    ags: str = text()
    rgs: str = text()
    equivalent: tuple[str, ...] = links()
    contact_email: str = text()
    contact_name: str = text()
    organization: str = external_list("Organization", required="1.0")
    person: str = external_list("Person", required="1.0")
    meeting: str = external_list("Meeting", required="1.0")
    paper: str = external_list("Paper", required="1.0")
    legislative_term: tuple[str, ...] = embedded_list("LegislativeTerm", required="1.0")
    # 1.1: the lists of what 1.0 only embeds; some servers name them in the plural
    agenda_item: str = external_list("AgendaItem", required="1.1", also=("agendaItems",))
    consultation: str = external_list("Consultation", required="1.1", also=("consultations",))
    file: str = external_list("File", required="1.1", also=("files",))
    location_list: str = external_list("Location", required="1.1", also=("locations",))
    legislative_term_list: str = external_list(
        "LegislativeTerm", required="1.1", also=("legislativeTerms",)
    )
    membership: str = external_list("Membership", required="1.1", also=("memberships",))
    classification: str = text()
    location: str = embedded("Location")

    @property
    def main_lists(self) -> dict[str, str]:
        """{type: URL} of the four lists of 1.0, in an order that resolves most references."""
        return _without_empty(
            Organization=self.organization,
            Person=self.person,
            Meeting=self.meeting,
            Paper=self.paper,
        )

    @property
    def child_lists(self) -> dict[str, str]:
        """{type: URL} of the six further lists of 1.1, as far as the body names them."""
        return _without_empty(
            LegislativeTerm=self.legislative_term_list,
            Location=self.location_list,
            File=self.file,
            Membership=self.membership,
            AgendaItem=self.agenda_item,
            Consultation=self.consultation,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LegislativeTerm(OParlObject):
    body: str = reference("Body")
    name: str = text()
    start_date: dt.date | None = day()
    end_date: dt.date | None = day()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(OParlObject):
    """A committee, faction, party, department …"""

    body: str = reference("Body")
    name: str = text()
    membership: tuple[str, ...] = references("Membership")
    meeting: str = external_list("Meeting")
    consultation: str = external_list("Consultation")  # 1.1
    short_name: str = text()
    post: tuple[str, ...] = texts()
    sub_organization_of: str = reference("Organization")
    organization_type: str = text()
    classification: str = text()
    start_date: dt.date | None = day()
    end_date: dt.date | None = day()
    website: str = link()
    location: str = embedded("Location")
    external_body: str = reference("Body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(OParlObject):
    """A natural person. One person may be linked from several bodies."""

    body: str = reference("Body")
    name: str = text()
    family_name: str = text()
    given_name: str = text()
    form_of_address: str = text()
    affix: str = text()
    title: tuple[str, ...] = texts()
    gender: str = text()
    phone: tuple[str, ...] = texts()
    email: tuple[str, ...] = texts()
    location: str = reference("Location")
    location_object: str = embedded("Location")  # 1.1
    status: tuple[str, ...] = texts()
    membership: tuple[str, ...] = embedded_list("Membership")
    life: str = prose()
    life_source: str = text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(OParlObject):
    person: str = reference("Person")
    organization: str = reference("Organization")
    role: str = text()
    voting_right: bool | None = boolean()
    start_date: dt.date | None = day()
    end_date: dt.date | None = day()
    on_behalf_of: str = reference("Organization")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(OParlObject):
    """`participant` lists those really present. `body` is no property of the standard's."""

    body: str = reference("Body")
    name: str = text()
    meeting_state: str = text()
    cancelled: bool | None = boolean()
    start: dt.datetime | None = moment()
    end: dt.datetime | None = moment()
    location: str = embedded("Location")
    organization: tuple[str, ...] = references("Organization")
    participant: tuple[str, ...] = references("Person")
    invitation: str = embedded("File")
    results_protocol: str = embedded("File")
    verbatim_protocol: str = embedded("File")
    auxiliary_file: tuple[str, ...] = embedded_list("File")
    agenda_item: tuple[str, ...] = embedded_list("AgendaItem")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(OParlObject):
    """`order`: 1.1; in 1.0, where it is missing, the place in Meeting.agendaItem from 0 on."""

    meeting: str = reference("Meeting")
    number: str = text()
    order: int | None = integer(required="1.1")
    name: str = text()
    public: bool | None = boolean()
    consultation: str = reference("Consultation")
    result: str = prose()
    resolution_text: str = prose()
    resolution_file: str = embedded("File")
    auxiliary_file: tuple[str, ...] = embedded_list("File")
    start: dt.datetime | None = moment()
    end: dt.datetime | None = moment()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(OParlObject):
    """A printed matter: proposal, motion, question, report … `reference` is not unique."""

    body: str = reference("Body")
    name: str = text()
    reference: str = text()
    date: dt.date | None = day()
    paper_type: str = text()
    related_paper: tuple[str, ...] = references("Paper")
    superordinated_paper: tuple[str, ...] = references("Paper")
    subordinated_paper: tuple[str, ...] = references("Paper")
    main_file: str = embedded("File")
    auxiliary_file: tuple[str, ...] = embedded_list("File")
    location: tuple[str, ...] = embedded_list("Location")
    originator_person: tuple[str, ...] = references("Person")
    under_direction_of: tuple[str, ...] = references("Organization")
    originator_organization: tuple[str, ...] = references("Organization")
    consultation: tuple[str, ...] = embedded_list("Consultation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation(OParlObject):
    """A paper before a committee. The first organization leads; authoritative: it decides."""

    paper: str = reference("Paper")
    agenda_item: str = reference("AgendaItem")
    meeting: str = reference("Meeting")
    organization: tuple[str, ...] = references("Organization")
    authoritative: bool | None = boolean()
    role: str = text()


@dataclass(frozen=True, slots=True, kw_only=True)
class File(OParlObject):
    """`size` in bytes; `text` is plain text; `external_service_url`: a video, say."""

    name: str = text()
    file_name: str = text()
    mime_type: str = text()
    date: dt.date | None = day()
    size: int | None = integer()
    sha1_checksum: str = text()
    sha512_checksum: str = text()  # 1.1
    access_url: str = link(required="1.0")
    download_url: str = link()
    external_service_url: str = link()
    master_file: str = reference("File")
    derivative_file: tuple[str, ...] = references("File")
    file_license: str = text()
    meeting: tuple[str, ...] = references("Meeting")
    agenda_item: tuple[str, ...] = references("AgendaItem")
    paper: tuple[str, ...] = references("Paper")
    text: str = prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(OParlObject):
    """`geojson` is a whole Feature, or None. The back-references have the names of 1.1."""

    description: str = prose()
    geojson: dict | None = geojson()
    street_address: str = text()
    room: str = text()
    postal_code: str = text()
    sub_locality: str = text()
    locality: str = text()
    bodies: tuple[str, ...] = references("Body")
    organizations: tuple[str, ...] = references("Organization", also=("organization",))
    persons: tuple[str, ...] = references("Person")
    meetings: tuple[str, ...] = references("Meeting", also=("meeting",))
    papers: tuple[str, ...] = references("Paper")


def _without_empty(**lists: str) -> dict[str, str]:
    return {type: url for type, url in lists.items() if url}


# {short type name: dataclass}
TYPES: dict[str, type[OParlObject]] = {
    cls.__name__: cls
    for cls in (
        *(System, Body, LegislativeTerm, Organization, Person, Membership),
        *(Meeting, AgendaItem, Paper, Consultation, File, Location),
    )
}
