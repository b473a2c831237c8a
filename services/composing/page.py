"""The content of a service's page in one language: plain values from services.composing.layers."""

from dataclasses import dataclass, field
from datetime import date, datetime

from wagtail.coreutils import get_content_languages

from core.actions import LIKE_AN_APPLICATION, Action, label_of
from core.languages import in_language
from core.text.spoken import GERMAN
from directory.models import OrganisationalUnit
from services.models import Deadline, Fee, ProcessingTime, Service
from services.records import Link


@dataclass(frozen=True)
class Section:
    """One section of the page: clean HTML, its links, and the structured details below it."""

    code: str
    heading: str
    anchor: str
    html: str = ""
    links: tuple[Link, ...] = ()
    fees: tuple[Fee, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    processing_times: tuple[ProcessingTime, ...] = ()
    layer: int = 0  # services.models.catalogue.Layer of the text


@dataclass(frozen=True)
class OnlineAccess:
    """One online service; the URL is complete."""

    title: str
    url: str
    action: str = Action.OPEN
    trust_level: str = ""
    identification: tuple[str, ...] = ()
    payment_methods: tuple[str, ...] = ()
    description: str = ""

    @property
    def label(self) -> str:
        """The label of the action, in the language of the page."""
        return label_of(self.action)


@dataclass(frozen=True)
class FormLink:
    title: str
    url: str
    file_type: str = ""  # "PDF", "DOCX" … or ""
    is_application: bool = False  # the application itself, not a paper that goes with it


@dataclass(frozen=True)
class UnitRole:
    """A unit with its role: role "01" responsible, "02" involved, "03" contact."""

    unit: OrganisationalUnit
    role: str
    label: str


def address_in(service: Service, tag: str) -> str:
    """The address of a service in this language. Languages of the site have a prefix; Leichte
    Sprache and the others stand below the German address, with what surrounds them in German.
    """
    is_own = tag in get_content_languages()
    address = in_language(service.get_absolute_url, tag if is_own else GERMAN)
    return address if is_own else f"{address}?sprache={tag}"


@dataclass(frozen=True)
class LanguageLink:
    tag: str
    name: str
    service: Service
    current: bool = False
    machine_translated: bool = False

    @property
    def url(self):
        return address_in(self.service, self.tag)


@dataclass(frozen=True)
class ServicePage:
    """The content of a service page. Units have their contacts prefetched."""

    service: Service
    language: str
    title: str
    teaser: str = ""
    official_title: str = ""
    sections: tuple[Section, ...] = ()
    online: tuple[OnlineAccess, ...] = ()
    forms: tuple[FormLink, ...] = ()
    units: tuple[UnitRole, ...] = ()
    related: tuple[Service, ...] = ()
    languages: tuple[LanguageLink, ...] = ()
    life_situations: tuple = ()
    synonyms: tuple[str, ...] = ()
    status: str = Service.Status.AVAILABLE
    status_reason: str = ""
    status_until: date | None = None
    updated_at: datetime | None = None
    source_title: str = ""
    section_by_code: dict[str, Section] = field(default_factory=dict)

    @property
    def applies_online(self) -> bool:
        """Whether one of the online services replaces a form on paper."""
        return any(access.action in LIKE_AN_APPLICATION for access in self.online)

    @property
    def application_forms(self) -> tuple[FormLink, ...]:
        return tuple(form for form in self.forms if form.is_application)

    @property
    def further_forms(self) -> tuple[FormLink, ...]:
        return tuple(form for form in self.forms if not form.is_application)
