"""What one service's page says in one language: plain values, made by services.composing.layers."""

from dataclasses import dataclass, field
from datetime import date, datetime

from directory.models import OrganisationalUnit
from services.intake.records import Link
from services.models import Deadline, Fee, ProcessingTime, Service


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
    """One way to apply online; the URL is ready to be followed."""

    title: str
    url: str
    trust_level: str = ""
    identification: tuple[str, ...] = ()
    payment_methods: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class FormLink:
    title: str
    url: str
    file_type: str = ""  # "PDF", "DOCX" … or ""


@dataclass(frozen=True)
class UnitRole:
    """A unit with the part it plays: role "01" responsible, "02" involved, "03" contact."""

    unit: OrganisationalUnit
    role: str
    label: str


@dataclass(frozen=True)
class LanguageLink:
    tag: str
    name: str
    service: Service
    current: bool = False
    machine_translated: bool = False

    @property
    def url(self):
        address = self.service.get_absolute_url()
        return address if self.tag == "de" else f"{address}?sprache={self.tag}"


@dataclass(frozen=True)
class ServicePage:
    """Everything a service page shows. Units carry their contacts prefetched."""

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
