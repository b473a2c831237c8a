"""An office: addresses, persons, opening hours."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from core.text.email import clean_email

from .base import Named, Ref


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

    def __post_init__(self):
        if self.kind == "email":
            object.__setattr__(self, "value", clean_email(self.value))


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    function: str = ""
    room: str = ""
    phone: str = ""
    email: str = ""

    def __post_init__(self):
        object.__setattr__(self, "email", clean_email(self.email))


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
class Unit(Named):
    """XZuFi Organisationseinheit. `visible` is false for units that must not be published."""

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
