"""The texts, figures and terms of a service."""

from dataclasses import dataclass, field
from datetime import date, datetime

from .base import Link

EASY_LANGUAGE = "de-LS"


@dataclass(frozen=True, slots=True)
class TextModule:
    """One text of one language. It is empty only when it has neither text nor links."""

    code: str
    language: str
    html: str = ""
    links: tuple[Link, ...] = ()
    heading: str = ""
    channel: str = ""  # 2.3.1 zugangskanal: "" any, "100" online, "200" on site


@dataclass(frozen=True, slots=True)
class Fee:
    """XZuFi `kosten`: kind "fixed", "free" or "variable"; amounts as decimal texts."""

    kind: str
    amount: str = ""
    minimum: str = ""
    maximum: str = ""
    currency: str = "EUR"
    type_code: str = ""
    type_name: str = ""
    descriptions: dict[str, str] = field(default_factory=dict)
    prepayment: bool | None = None
    url: str = ""
    channel: str = ""
    valid_from: date | None = None
    valid_through: date | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A duration (`Dauer`: amount and unit, perhaps a range) or a fixed day (`Stichtag`).

    Units: JAHR MONAT WOCHE TAG WERKTAG ARBEITSTAG STUNDE MINUTE SEKUNDE. A fixed day is an ISO
    date or "--MM-DD" for every year.
    """

    amount: str = ""
    unit: str = ""
    amount_to: str = ""
    unit_to: str = ""
    day_from: str = ""
    day_to: str = ""
    type_code: str = ""
    type_name: str = ""
    descriptions: dict[str, str] = field(default_factory=dict)
    channel: str = ""
    valid_from: date | None = None
    valid_through: date | None = None


@dataclass(frozen=True, slots=True)
class Synonym:
    term: str
    language: str = "de"
    type_code: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A life situation of the source: an editorial `kategorie` or a PV-Lage.

    scheme: "pvlagen", or the source's own class of categories; ids are opaque.
    """

    scheme: str
    id: str
    names: dict[str, str] = field(default_factory=dict)
    parent_id: str = ""
    descriptions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LanguageVersion:
    tag: str
    name: str = ""
    machine_translated: bool = False
    updated_at: datetime | None = None
