"""Access to services: online services, forms, and responsibilities."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from .base import Link, Named, Ref


@dataclass(frozen=True, slots=True)
class OnlineLink:
    """kind: "start" for the application (code 01), else "info". The URL may have {ars} …"""

    url: str
    language: str = ""
    title: str = ""
    kind: str = "start"


@dataclass(frozen=True, slots=True)
class OnlineService(Named):
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


@dataclass(frozen=True, slots=True)
class Form(Named):
    """XZuFi Formular: a document to fill in, usually a PDF."""

    object_kind: ClassVar[str] = "form"
    ref: Ref
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    updated_at: datetime | None = None
    extra: dict[str, object] = field(default_factory=dict)


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
