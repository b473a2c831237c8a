"""Records: the common format of all adapters (xzufi, infodienste, pvog). No Django here.

Texts in several languages are dicts {language tag: text}; language tags are BCP 47, normalised
("de", "en", "de-LS" for Leichte Sprache). HTML is already cleaned (core.text.html). Area keys are
ARS texts of 12 digits. Amounts are decimal texts ("37.00"), so that a record is plain JSON.
"""

from .access import Form, OnlineLink, OnlineService, Responsibility
from .base import Link, Ref
from .delivered import Delete, Record, Seen, content_hash, dump
from .service import Service, Specialisation
from .texts import EASY_LANGUAGE, Category, Fee, LanguageVersion, Period, Synonym, TextModule
from .unit import Address, Channel, Hours, Person, Unit

__all__ = [
    "EASY_LANGUAGE",
    "Address",
    "Category",
    "Channel",
    "Delete",
    "Fee",
    "Form",
    "Hours",
    "LanguageVersion",
    "Link",
    "OnlineLink",
    "OnlineService",
    "Period",
    "Person",
    "Record",
    "Ref",
    "Responsibility",
    "Seen",
    "Service",
    "Specialisation",
    "Synonym",
    "TextModule",
    "Unit",
    "content_hash",
    "dump",
]
