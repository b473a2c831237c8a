"""The service catalogue: imported services, and supplements of editors."""

from .access import Form, OnlineService, Responsibility
from .catalogue import FormerSlug, Service
from .figures import Deadline, Fee, ProcessingTime
from .last_seen import LastLook
from .life_situations import LifeSituation
from .supplement import Supplement
from .supplement_parts import (
    SupplementLink,
    SupplementModule,
    SupplementRelation,
    SupplementUnit,
)
from .texts import ServiceVersion, Specialisation, Synonym

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
