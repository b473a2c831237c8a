"""A service, and municipal additions to it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from .base import Link, Ref
from .texts import Category, Fee, LanguageVersion, Period, Synonym, TextModule


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
    """XZuFi Leistung. `internal` holds texts that the public never sees, by module name."""

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
