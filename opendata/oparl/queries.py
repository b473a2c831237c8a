"""Papers of an organization and of a person: for pages, feeds and mails alike."""

from django.db.models import Q

from .models import (
    Consultation,
    ConsultationOrganization,
    Organization,
    Paper,
    PaperDirection,
    PaperOriginatorOrganization,
    PaperOriginatorPerson,
    Person,
)
from .visibility import Shown


def papers_of_organization(shown: Shown, organization: Organization):
    """What it brings in, consults on or is in charge of."""
    consulted = ConsultationOrganization.objects.filter(
        organization=organization, consultation__in=shown.of(Consultation).order_by().values("pk")
    )
    brought_in = PaperOriginatorOrganization.objects.filter(organization=organization)
    in_charge = PaperDirection.objects.filter(organization=organization)
    return shown.of(Paper).filter(
        Q(pk__in=consulted.values("consultation__paper"))
        | Q(pk__in=brought_in.values("paper"))
        | Q(pk__in=in_charge.values("paper"))
    )


def papers_of_person(shown: Shown, person: Person):
    """What the person brought in."""
    own = PaperOriginatorPerson.objects.filter(person=person)
    return shown.of(Paper).filter(pk__in=own.values("paper"))
