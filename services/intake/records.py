"""What every adapter (xzufi, infodienste, pvog) delivers and the sync takes in. No Django here.

Texts in several languages are dicts {language tag: text}; language tags are BCP 47, normalised
("de", "en", "de-LS" for Leichte Sprache). HTML is already cleaned (core.html). Area keys are
ARS texts of 12 digits. Amounts are decimal texts ("37.00"), so that a record is plain JSON.
"""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

import orjson

EASY_LANGUAGE = "de-LS"


@dataclass(frozen=True, slots=True)
class Ref:
    """Identity of an object: editorial office (schemeAgencyID) and its opaque id."""

    agency: str
    id: str

    @property
    def key(self):
        return f"{self.agency}/{self.id}"


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    title: str = ""
    description: str = ""
    language: str = ""
    # 2.3.1 dynamischeParameter: (name, type code), to be filled with ARS, LeiKa key …
    parameters: tuple[tuple[str, str], ...] = ()


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


@dataclass(frozen=True, slots=True)
class Specialisation:
    """A municipality's addition to one service for some areas (the third layer)."""

    object_kind: ClassVar[str] = "specialisation"
    ref: Ref
    service: Ref
    areas: tuple[str, ...] = ()
    modules: tuple[TextModule, ...] = ()
    fees: tuple[Fee, ...] = ()
    deadlines: tuple[Period, ...] = ()
    processing_times: tuple[Period, ...] = ()
    updated_at: datetime | None = None

    @property
    def label(self):
        return self.service.key


@dataclass(frozen=True, slots=True)
class Service:
    """XZuFi Leistung. `internal` keeps what the public never sees, by name of its module."""

    object_kind: ClassVar[str] = "service"
    ref: Ref
    leika_keys: tuple[str, ...] = ()
    structure: str = ""  # LO, LOV, LOVD …
    modules: tuple[TextModule, ...] = ()
    fees: tuple[Fee, ...] = ()
    deadlines: tuple[Period, ...] = ()
    processing_times: tuple[Period, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    categories: tuple[Category, ...] = ()
    languages: tuple[LanguageVersion, ...] = ()
    areas: tuple[str, ...] = ()
    related: tuple[Ref, ...] = ()
    forms: tuple[Ref, ...] = ()  # that its documents refer to
    audiences: tuple[str, ...] = ()
    trust_level: str = ""
    written_form: bool | None = None
    single_contact: str = ""
    sdg_codes: tuple[str, ...] = ()
    origin_links: tuple[Link, ...] = ()
    approved_on: date | None = None
    approved_by: str = ""
    valid_from: date | None = None
    valid_through: date | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    specialisations: tuple[Specialisation, ...] = ()
    internal: dict[str, object] = field(default_factory=dict)
    extra: dict[str, object] = field(default_factory=dict)

    @property
    def label(self):
        texts = {m.code: m.html for m in self.modules if m.language == "de"}
        return texts.get("03") or texts.get("02") or self.ref.key


@dataclass(frozen=True, slots=True)
class Address:
    """kind: visit, post, post_box, delivery, other. Coordinates are WGS84 degrees."""

    kind: str = "visit"
    street: str = ""
    house_number: str = ""
    post_box: str = ""
    postcode: str = ""
    place: str = ""
    supplement: str = ""
    latitude: float | None = None
    longitude: float | None = None
    wheelchair: bool | None = None
    lift: bool | None = None
    accessibility_note: str = ""
    public_transport: tuple[str, ...] = ()
    parking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """kind: phone, mobile, fax, email, web, contact_form, secure_mail, other."""

    kind: str
    value: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    function: str = ""
    room: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """One span of one weekday (1 = Monday … 7 = Sunday), local times as "HH:MM"."""

    weekday: int
    opens: str
    closes: str
    note: str = ""
    valid_from: date | None = None
    valid_through: date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """XZuFi Organisationseinheit. `visible` is false for what must not be published."""

    object_kind: ClassVar[str] = "unit"
    ref: Ref
    names: dict[str, str] = field(default_factory=dict)
    alternative_names: tuple[str, ...] = ()
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    parent: Ref | None = None
    addresses: tuple[Address, ...] = ()
    channels: tuple[Channel, ...] = ()
    persons: tuple[Person, ...] = ()
    hours: tuple[Hours, ...] = ()
    hours_texts: dict[str, str] = field(default_factory=dict)
    payment_methods: tuple[str, ...] = ()
    accessibility: dict[str, str] = field(default_factory=dict)
    appointment_required: bool = False
    appointment_url: str = ""
    area: str = ""
    generalised: bool = False
    visible: bool = True
    position: int = 0
    updated_at: datetime | None = None
    extra: dict[str, object] = field(default_factory=dict)

    @property
    def label(self):
        return self.names.get("de") or next(iter(self.names.values()), self.ref.key)


@dataclass(frozen=True, slots=True)
class OnlineLink:
    """kind: "start" for the way in (code 01), else "info". The URL may hold {ars}, {leika} …"""

    url: str
    language: str = ""
    title: str = ""
    kind: str = "start"


@dataclass(frozen=True, slots=True)
class OnlineService:
    """XZuFi Onlinedienst. `parameters` are the link's dynamic parameters {name: type code}."""

    object_kind: ClassVar[str] = "online_service"
    ref: Ref
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    links: tuple[OnlineLink, ...] = ()
    trust_level: str = ""
    identification: tuple[str, ...] = ()
    payment_methods: tuple[str, ...] = ()
    parameters: dict[str, str] = field(default_factory=dict)
    areas: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_through: date | None = None
    updated_at: datetime | None = None
    extra: dict[str, object] = field(default_factory=dict)

    @property
    def label(self):
        return self.names.get("de") or next(iter(self.names.values()), self.ref.key)


@dataclass(frozen=True, slots=True)
class Form:
    """XZuFi Formular: a document to fill in, usually a PDF."""

    object_kind: ClassVar[str] = "form"
    ref: Ref
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    updated_at: datetime | None = None
    extra: dict[str, object] = field(default_factory=dict)

    @property
    def label(self):
        return self.names.get("de") or next(iter(self.names.values()), self.ref.key)


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Holder × service × area. holder_kind: "unit", "online_service" or "form"."""

    object_kind: ClassVar[str] = "responsibility"
    ref: Ref
    holder_kind: str
    holder: Ref
    service: Ref
    area: str = ""
    role: str = ""  # 01 responsible, 02, 03 point of contact

    @property
    def label(self):
        return f"{self.holder.key} → {self.service.key}"


Record = Service | Specialisation | Unit | OnlineService | Form | Responsibility


@dataclass(frozen=True, slots=True)
class Delete:
    """An explicit `loesche`: withdraw this object."""

    object_kind: str
    ref: Ref


@dataclass(frozen=True, slots=True)
class Seen:
    """The listing names this object, but it need not be fetched again: it has not changed."""

    object_kind: str
    ref: Ref


def dump(record: Record) -> bytes:
    """The record as compact JSON, fields in their order: what is hashed and kept."""
    return orjson.dumps(record)


_TIMESTAMPS = re.compile(rb'"(?:updated|created)_at":(?:"[^"]*"|null)')


def content_hash(dumped: bytes) -> str:
    """SHA-256, hex: tells whether the content has changed. Timestamps do not count: they lie."""
    return hashlib.sha256(_TIMESTAMPS.sub(b"", dumped)).hexdigest()
