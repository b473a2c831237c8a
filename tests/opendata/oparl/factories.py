"""The council's objects for tests of the pages, in the shapes that a harvest leaves behind."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from harvest.models import Source
from opendata.oparl import models
from opendata.oparl.models import key_of

HOST = "https://ris.lindenfurt.example/oparl/"


class CouncilSourceFactory(DjangoModelFactory):
    class Meta:
        model = Source
        django_get_or_create = ["name"]

    name = "rat"
    title = "Ratsinformationssystem"
    kind = "oparl"


class ObjectFactory(DjangoModelFactory):
    """What all objects share. `raw` is not empty: pages must not need it."""

    class Meta:
        abstract = True

    source = factory.SubFactory(CouncilSourceFactory)
    key = factory.LazyAttribute(lambda row: key_of(row.url))
    imported_at = factory.LazyFunction(timezone.now)
    changed_at = factory.SelfAttribute("imported_at")
    raw = "{}"


def address(type):
    return factory.Sequence(lambda number: f"{HOST}{type}/{number + 1}")


class BodyFactory(ObjectFactory):
    class Meta:
        model = models.Body

    url = address("body")
    name = "Stadt Lindenfurt"


class OfBody(ObjectFactory):
    """What belongs to the city's only body."""

    class Meta:
        abstract = True

    @factory.lazy_attribute
    def body(self):
        return models.Body.objects.first() or BodyFactory()


class LocationFactory(ObjectFactory):
    class Meta:
        model = models.Location

    url = address("location")
    description = "Rathaus"
    room = "Großer Sitzungssaal"
    street_address = "Am Stadttor 1"
    postal_code = "60999"
    locality = "Lindenfurt"


class FileFactory(ObjectFactory):
    class Meta:
        model = models.File

    url = address("file")
    name = factory.Sequence(lambda number: f"Anlage {number + 1}")
    mime_type = "application/pdf"
    size = 123_456
    access_url = factory.LazyAttribute(lambda file: f"{file.url}.pdf")


class OrganizationFactory(OfBody):
    class Meta:
        model = models.Organization

    url = address("organization")
    name = factory.Sequence(lambda number: f"Ausschuss {number + 1}")
    organization_type = "Gremium"


class PersonFactory(OfBody):
    class Meta:
        model = models.Person

    url = address("person")
    given_name = "Mira"
    family_name = factory.Sequence(lambda number: f"Beispiel {number + 1}")
    name = factory.LazyAttribute(lambda one: f"{one.given_name} {one.family_name}")


class MembershipFactory(ObjectFactory):
    class Meta:
        model = models.Membership

    url = address("membership")
    person = factory.SubFactory(PersonFactory)
    organization = factory.SubFactory(OrganizationFactory)
    role = "Mitglied"
    start_date = datetime.date(2024, 7, 1)


class MeetingFactory(OfBody):
    """`organization=[…]`, `participant=[…]`, `auxiliary_file=[…]` become links."""

    class Meta:
        model = models.Meeting
        skip_postgeneration_save = True

    url = address("meeting")
    name = factory.Sequence(lambda number: f"{number + 1}. Sitzung des Stadtrats")
    start = factory.LazyFunction(lambda: evening(days=7))

    @factory.post_generation
    def organization(self, create, extracted):
        link(models.MeetingOrganization, "meeting", self, "organization", extracted)

    @factory.post_generation
    def participant(self, create, extracted):
        link(models.MeetingParticipant, "meeting", self, "person", extracted)

    @factory.post_generation
    def auxiliary_file(self, create, extracted):
        link(models.MeetingFile, "meeting", self, "file", extracted)


class AgendaItemFactory(ObjectFactory):
    class Meta:
        model = models.AgendaItem
        skip_postgeneration_save = True

    url = address("agendaitem")
    meeting = factory.SubFactory(MeetingFactory)
    order = factory.Sequence(int)
    number = factory.LazyAttribute(lambda item: str(item.order + 1))
    name = factory.Sequence(lambda number: f"Punkt {number + 1}")

    @factory.post_generation
    def auxiliary_file(self, create, extracted):
        link(models.AgendaItemFile, "agenda_item", self, "file", extracted)


class PaperFactory(OfBody):
    """Lists of objects under the names of the relations become links."""

    class Meta:
        model = models.Paper
        skip_postgeneration_save = True

    url = address("paper")
    name = factory.Sequence(lambda number: f"Neubau der Brücke {number + 1}")
    reference = factory.Sequence(lambda number: f"{number + 1:03}/2026")
    date = datetime.date(2026, 3, 2)
    paper_type = "Beschlussvorlage"

    @factory.post_generation
    def auxiliary_file(self, create, extracted):
        link(models.PaperFile, "paper", self, "file", extracted)

    @factory.post_generation
    def location(self, create, extracted):
        link(models.PaperLocation, "paper", self, "location", extracted)

    @factory.post_generation
    def originator_person(self, create, extracted):
        link(models.PaperOriginatorPerson, "paper", self, "person", extracted)

    @factory.post_generation
    def originator_organization(self, create, extracted):
        link(models.PaperOriginatorOrganization, "paper", self, "organization", extracted)

    @factory.post_generation
    def under_direction_of(self, create, extracted):
        link(models.PaperDirection, "paper", self, "organization", extracted)

    @factory.post_generation
    def related_paper(self, create, extracted):
        link(models.PaperRelated, "paper", self, "related", extracted)

    @factory.post_generation
    def superordinated_paper(self, create, extracted):
        link(models.PaperSuperordinated, "paper", self, "superordinated", extracted)

    @factory.post_generation
    def subordinated_paper(self, create, extracted):
        link(models.PaperSubordinated, "paper", self, "subordinated", extracted)


class ConsultationFactory(ObjectFactory):
    """A paper before a committee; `organization=[…]` become links, the first leads."""

    class Meta:
        model = models.Consultation
        skip_postgeneration_save = True

    url = address("consultation")
    paper = factory.SubFactory(PaperFactory)

    @factory.post_generation
    def organization(self, create, extracted):
        link(models.ConsultationOrganization, "consultation", self, "organization", extracted)


def link(through, owner, row, target, others):
    for position, other in enumerate(others or ()):
        through.objects.create(**{owner: row, target: other}, position=position, key=other.key)


def evening(days=0, hour=18) -> datetime.datetime:
    """An hour of a day from today on, where the city is."""
    day = timezone.localdate() + datetime.timedelta(days=days)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))
