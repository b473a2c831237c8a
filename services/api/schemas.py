"""Schemas of the API's responses and parameters: its contract (tests keep a snapshot of it)."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import BeforeValidator, Field, StringConstraints

from core.actions import Action

Language = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=20),
]


def _aware(value):
    """A day alone means its beginning; a "+" in an address often arrives as a blank."""
    if isinstance(value, str):
        value = value.strip().replace(" ", "+") if "T" in value else value.strip()
        if len(value) == 10:
            value += "T00:00:00"
    return value


class Paging(Schema):
    limit: int = Field(25, ge=1, le=100, description="Results per page, at most 100.")
    offset: int = Field(0, ge=0, le=1_000_000, description="Results to pass over.")


class ServiceFilters(Schema):
    q: str = Field("", max_length=200, description="Full text, synonyms included; best first.")
    leika: str = Field(
        "", max_length=40, description="LeiKa key: 14 digits; blanks and dots do not matter."
    )
    letter: Annotated[str, StringConstraints(pattern=r"^([A-Za-z]|0|#)?$")] = Field(
        "", description="First letter of the title (Ä counts as A); 0 for none."
    )
    life_situation: str = Field(
        "", max_length=300, description="Address part or title of a life situation; below it too."
    )
    unit: int | None = Field(
        None, ge=1, le=2**62, description="Id of the responsible or contact unit (/api/aemter/)."
    )
    changed_since: Annotated[datetime | None, BeforeValidator(_aware)] = Field(
        None, description="ISO 8601 day or moment; without a zone: Europe/Berlin."
    )
    language: Language | None = Field(
        None,
        description="Only services with a text in this language (en, de-LS …), with its titles.",
    )


class Question(Schema):
    q: str = Field("", max_length=200, description="What is looked for, in anyone's words.")
    kind: str = Field("", max_length=40, description="Only this kind: services, units, pages …")


class SearchHit(Schema):
    kind: str
    kind_name: str
    title: str
    url: str = Field(description="Absolute address of the public page.")
    teaser: str
    language: str = Field(description="Of the title, where it is not that of the answer.")


class SearchResults(Schema):
    count: int
    next: str | None
    previous: str | None
    results: list[SearchHit]


class UnitFilters(Schema):
    q: str = Field("", max_length=200, description="Full text over names and descriptions.")


class NamedLink(Schema):
    title: str
    url: str


class ActionLink(NamedLink):
    action: str = Field(
        description="What one does there: "
        + ", ".join(Action.values)
        + ". Readers of this answer should take an unknown one as “open”."
    )
    action_name: str = Field(description="The same in words, as the page shows it.")


class DescribedLink(NamedLink):
    description: str = ""


class ServiceItem(Schema):
    id: int
    title: str
    url: str = Field(description="Absolute address of the public page.")
    leika_keys: list[str]
    life_situations: list[str]
    online_services: list[ActionLink] = Field(description="Direct ways to the online services.")
    updated: datetime


class ServiceList(Schema):
    count: int
    next: str | None
    previous: str | None
    results: list[ServiceItem]


class ServiceReference(Schema):
    id: int
    title: str
    url: str


class LifeSituationItem(Schema):
    title: str
    slug: str
    url: str


class LanguageItem(Schema):
    language: str
    name: str
    url: str
    machine_translated: bool


class Module(Schema):
    code: str = Field(description="XZuFi code of the text module; x:… for individual ones.")
    heading: str
    html: str = Field(description="Clean HTML: paragraphs, lists, emphasis, links, tables.")
    text: str = Field(description="The same without markup.")
    links: list[DescribedLink]
    layer: str = Field(description="Whose text: federal, state, municipal, editors or empty.")


class FeeItem(Schema):
    kind: str = Field(description="fixed, free or variable")
    amount: str | None = Field(description="Decimal text, e.g. 37.00")
    minimum: str | None
    maximum: str | None
    currency: str
    text: str = Field(description="The amount in words.")
    description: str
    type: str
    prepayment: bool | None
    channel: str = Field(description="online, on_site or empty for any way")
    url: str


class PeriodItem(Schema):
    amount: str
    unit: str = Field(
        description="JAHR MONAT WOCHE TAG WERKTAG ARBEITSTAG STUNDE MINUTE SEKUNDE or empty"
    )
    amount_to: str
    unit_to: str
    day_from: str = Field(description="ISO day, or --MM-DD for every year")
    day_to: str
    text: str = Field(description="The period in words.")
    description: str
    type: str
    channel: str


class OnlineServiceItem(ActionLink):
    description: str
    trust_level: str
    identification: list[str]
    payment_methods: list[str]


class FormItem(NamedLink):
    file_type: str
    is_application: bool = Field(
        description="Whether it is the application itself, not a paper that goes with it."
    )


class AddressItem(Schema):
    kind: str
    street: str
    house_number: str
    post_box: str
    postcode: str
    place: str
    supplement: str
    latitude: float | None
    longitude: float | None
    wheelchair: bool | None
    lift: bool | None
    accessibility_note: str


class ChannelItem(Schema):
    kind: str
    value: str
    title: str


class HoursItem(Schema):
    weekday: int = Field(description="1 Monday … 7 Sunday")
    opens: str = Field(description="Local time, HH:MM.")
    closes: str = Field(
        description="At or before `opens`: on the next day. Both 00:00: the whole day."
    )
    note: str
    valid_from: date | None
    valid_through: date | None


class HoursExceptionItem(Schema):
    first_day: date
    last_day: date
    opens: str | None = Field(description="Empty: closed.")
    closes: str | None = Field(description="At or before `opens`: on the next day.")
    reason: str


class UnitItem(Schema):
    id: int
    name: str
    url: str
    parent: int | None
    updated: datetime


class UnitList(Schema):
    count: int
    next: str | None
    previous: str | None
    results: list[UnitItem]


class UnitContact(UnitItem):
    also_called: list[str]
    description: str
    note: str
    addresses: list[AddressItem]
    channels: list[ChannelItem]
    opening_hours: list[HoursItem]
    opening_hours_exceptions: list[HoursExceptionItem]
    opening_hours_text: str
    payment_methods: list[str]
    appointment_required: bool
    appointment_url: str


class UnitDetail(UnitContact):
    services: list[ServiceReference]


class UnitInRole(UnitContact):
    role: str = Field(description="01 responsible, 02 involved, 03 point of contact")
    role_name: str


class StatusItem(Schema):
    status: str = Field(description="available, limited or unavailable")
    reason: str
    until: date | None


class ServiceDetail(Schema):
    id: int
    agency: str
    external_id: str
    title: str
    official_title: str
    teaser: str
    url: str
    language: str
    languages: list[LanguageItem]
    leika_keys: list[str]
    synonyms: list[str]
    life_situations: list[LifeSituationItem]
    status: StatusItem
    modules: list[Module]
    fees: list[FeeItem]
    deadlines: list[PeriodItem]
    processing_times: list[PeriodItem]
    online_services: list[OnlineServiceItem]
    forms: list[FormItem]
    units: list[UnitInRole]
    related: list[ServiceReference]
    source: str
    text_updated: datetime | None = Field(description="What the page shows as “Stand”.")
    updated: datetime


class Problem(Schema):
    detail: str
