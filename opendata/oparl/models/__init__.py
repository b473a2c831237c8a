"""The council's objects: the twelve types of OParl 1.0 and 1.1, and the state of harvests."""

from .base import KEY_LENGTH, OParlObject, key_of
from .bodies import Body, LegislativeTerm, System
from .editors import BodyChoice, OrganizationChoice, PaperLink, PaperSummary
from .links import (
    AgendaItemFile,
    ConsultationOrganization,
    FileDerivative,
    Link,
    MeetingFile,
    MeetingOrganization,
    MeetingParticipant,
    PaperDirection,
    PaperFile,
    PaperLocation,
    PaperOriginatorOrganization,
    PaperOriginatorPerson,
    PaperRelated,
    PaperSubordinated,
    PaperSuperordinated,
)
from .meetings import AgendaItem, Meeting
from .papers import Consultation, Paper
from .people import Membership, Organization, Person
from .store import SOURCE_KIND, ListWalk, QualityIssue, RawObject, WalkedPage
from .things import File, Location

# {type: model}, what is pointed to before what points to it, as far as there is such an order
MODELS: dict[str, type[OParlObject]] = {
    model.__name__: model
    for model in (
        *(System, Body, LegislativeTerm, Location, File, Organization, Person, Membership),
        *(Meeting, Paper, AgendaItem, Consultation),
    )
}

__all__ = [
    "KEY_LENGTH",
    "MODELS",
    "SOURCE_KIND",
    "AgendaItem",
    "AgendaItemFile",
    "Body",
    "BodyChoice",
    "Consultation",
    "ConsultationOrganization",
    "File",
    "FileDerivative",
    "LegislativeTerm",
    "Link",
    "ListWalk",
    "Location",
    "Meeting",
    "MeetingFile",
    "MeetingOrganization",
    "MeetingParticipant",
    "Membership",
    "OParlObject",
    "Organization",
    "OrganizationChoice",
    "Paper",
    "PaperDirection",
    "PaperFile",
    "PaperLink",
    "PaperLocation",
    "PaperOriginatorOrganization",
    "PaperOriginatorPerson",
    "PaperRelated",
    "PaperSubordinated",
    "PaperSummary",
    "PaperSuperordinated",
    "Person",
    "QualityIssue",
    "RawObject",
    "System",
    "WalkedPage",
    "key_of",
]
