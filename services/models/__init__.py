"""The service catalogue: what sources deliver (catalogue) and what editors add (supplement)."""

from .catalogue import (
    Deadline,
    Fee,
    Form,
    FormerSlug,
    LifeSituation,
    OnlineService,
    ProcessingTime,
    Responsibility,
    Service,
    ServiceVersion,
    Specialisation,
    Synonym,
)
from .look import LastLook
from .supplement import Supplement
from .supplement_parts import (
    SupplementLink,
    SupplementModule,
    SupplementRelation,
    SupplementUnit,
)

__all__ = [
    "Deadline",
    "Fee",
    "Form",
    "FormerSlug",
    "LastLook",
    "LifeSituation",
    "OnlineService",
    "ProcessingTime",
    "Responsibility",
    "Service",
    "ServiceVersion",
    "Specialisation",
    "Supplement",
    "SupplementLink",
    "SupplementModule",
    "SupplementRelation",
    "SupplementUnit",
    "Synonym",
]
