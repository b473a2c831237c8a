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
from .supplement import (
    Supplement,
    SupplementLink,
    SupplementModule,
    SupplementUnit,
)

__all__ = [
    "Deadline",
    "Fee",
    "Form",
    "FormerSlug",
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
    "SupplementUnit",
    "Synonym",
]
