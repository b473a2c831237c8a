"""Objects for tests, in the shapes that a sync leaves behind: derived columns are filled too."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from core.text.slugs import german_slug
from core.text.sorting import letter, sort_key
from directory.models import (
    Address,
    ContactChannel,
    ContactPerson,
    OpeningHours,
    OpeningHoursException,
    OrganisationalUnit,
)
from harvest.models import Source
from services import models, modules

AGENCY = "L999901"


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source
        django_get_or_create = ["name"]

    name = "katalog"
    title = "Landeskatalog"
    kind = "xzufi"


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = OrganisationalUnit

    source = factory.SubFactory(SourceFactory)
    agency = AGENCY
    external_id = factory.Sequence(lambda number: str(9_000_001 + number))
    name = factory.Sequence(lambda number: f"Amt {number + 1}")
    slug = factory.LazyAttributeSequence(
        lambda unit, number: f"{german_slug(unit.name)}-{number + 1}"
    )
    sort_key = factory.LazyAttribute(lambda unit: sort_key(unit.name))
    names = factory.LazyAttribute(lambda unit: {"de": unit.name})


class AddressFactory(DjangoModelFactory):
    class Meta:
        model = Address

    street = "Am Stadttor"
    house_number = "1"
    postcode = "60999"
    place = "Lindenfurt"
    latitude = 50.1234
    longitude = 8.5678


class ChannelFactory(DjangoModelFactory):
    class Meta:
        model = ContactChannel

    kind = ContactChannel.Kind.PHONE
    value = "+49 69 99901-100"


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = ContactPerson

    name = "Mira Beispiel"
    function = "Sachbearbeitung"
    room = "1.07"
    phone = "+49 69 99901-107"


class HoursFactory(DjangoModelFactory):
    class Meta:
        model = OpeningHours

    weekday = 1
    opens = datetime.time(8)
    closes = datetime.time(16)


class HoursExceptionFactory(DjangoModelFactory):
    class Meta:
        model = OpeningHoursException

    first_day = datetime.date(2026, 12, 24)
    last_day = datetime.date(2026, 12, 31)
    reason = "Zwischen den Jahren"


class LifeSituationFactory(DjangoModelFactory):
    class Meta:
        model = models.LifeSituation

    title = factory.Sequence(lambda number: f"Lebenslage {number + 1}")
    slug = factory.LazyAttributeSequence(
        lambda node, number: f"{german_slug(node.title)}-{number + 1}"
    )
    service_count = 1


class ServiceFactory(DjangoModelFactory):
    """A published service with a German version; `german_version={code: html}` are its texts."""

    class Meta:
        model = models.Service
        skip_postgeneration_save = True

    source = factory.SubFactory(SourceFactory)
    agency = AGENCY
    external_id = factory.Sequence(lambda number: str(1_000_001 + number))
    leika_keys = factory.Sequence(lambda number: [f"99{number % 10**12:012d}"])
    title = factory.Sequence(lambda number: f"Dienstleistung {number + 1}")
    slug = factory.LazyAttributeSequence(
        lambda service, number: f"{german_slug(service.title)}-{number + 1}"
    )
    sort_key = factory.LazyAttribute(lambda service: sort_key(service.title))
    letter = factory.LazyAttribute(lambda service: letter(service.title))
    teaser = factory.LazyAttribute(lambda service: f"Kurz gesagt: {service.title}.")
    languages = ["de"]
    source_updated_at = factory.LazyFunction(timezone.now)
    changed_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def german_version(service, create, extracted, **texts):
        if create:
            VersionFactory(service=service, title=service.title, texts=extracted or {})


class VersionFactory(DjangoModelFactory):
    """One language of a service; `texts={code: html}` becomes the modules."""

    class Meta:
        model = models.ServiceVersion

    class Params:
        texts = factory.LazyFunction(dict)

    service = factory.SubFactory(ServiceFactory)
    language = "de"
    title = factory.LazyAttribute(lambda version: version.service.title)

    @factory.lazy_attribute
    def modules(self):
        texts = {modules.TITLE: self.title, **self.texts}
        return {code: {"html": html} for code, html in texts.items()}


class SynonymFactory(DjangoModelFactory):
    class Meta:
        model = models.Synonym

    service = factory.SubFactory(ServiceFactory)
    term = factory.Sequence(lambda number: f"Wort {number + 1}")
    sort_key = factory.LazyAttribute(lambda synonym: sort_key(synonym.term))
    letter = factory.LazyAttribute(lambda synonym: letter(synonym.term))


class OnlineServiceFactory(DjangoModelFactory):
    class Meta:
        model = models.OnlineService

    source = factory.SubFactory(SourceFactory)
    agency = AGENCY
    external_id = factory.Sequence(lambda number: str(5_000_001 + number))
    title = factory.Sequence(lambda number: f"Online-Antrag {number + 1}")
    titles = factory.LazyAttribute(lambda online: {"de": online.title})
    links = factory.LazyAttribute(
        lambda online: [
            {
                "url": f"https://antrag.example/{online.external_id}",
                "language": "de",
                "title": online.title,
                "kind": "start",
            }
        ]
    )


class FormFactory(DjangoModelFactory):
    class Meta:
        model = models.Form

    source = factory.SubFactory(SourceFactory)
    agency = AGENCY
    external_id = factory.Sequence(lambda number: str(6_000_001 + number))
    title = factory.Sequence(lambda number: f"Antrag {number + 1}")
    titles = factory.LazyAttribute(lambda form: {"de": form.title})
    links = factory.LazyAttribute(
        lambda form: [
            {
                "url": f"https://formulare.example/{form.external_id}.pdf",
                "title": form.title,
                "description": "",
                "language": "de",
            }
        ]
    )


class ResponsibilityFactory(DjangoModelFactory):
    """Give it `service` and one of `unit`, `online_service`, `form`."""

    class Meta:
        model = models.Responsibility

    source = factory.SubFactory(SourceFactory)
    agency = AGENCY
    external_id = factory.Sequence(lambda number: str(7_000_001 + number))
    service = factory.SubFactory(ServiceFactory)
    service_key = factory.LazyAttribute(lambda row: row.service.key)
    role = models.Responsibility.Role.RESPONSIBLE

    @factory.lazy_attribute
    def holder_kind(self):
        return next(
            kind for kind in ("unit", "online_service", "form") if getattr(self, kind, None)
        )

    @factory.lazy_attribute
    def holder_key(self):
        return getattr(self, self.holder_kind).key
