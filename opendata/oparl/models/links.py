"""Lists of references, in the source's order; an entry with an unknown target is kept."""

from django.db import models

from .base import KEY_LENGTH


class Link(models.Model):
    """One entry of a list. key: of the target, also while the relation to it is NULL."""

    position = models.PositiveIntegerField()
    key = models.CharField(max_length=KEY_LENGTH)

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self):
        return f"{self.position} → {self.key}"


def owner(model):
    return models.ForeignKey(f"oparl.{model}", models.CASCADE, related_name="+")


def target(model):
    return models.ForeignKey(f"oparl.{model}", models.SET_NULL, null=True, related_name="+")


class MeetingOrganization(Link):
    meeting = owner("Meeting")
    organization = target("Organization")


class MeetingParticipant(Link):
    meeting = owner("Meeting")
    person = target("Person")


class MeetingFile(Link):
    meeting = owner("Meeting")
    file = target("File")


class AgendaItemFile(Link):
    agenda_item = owner("AgendaItem")
    file = target("File")


class PaperRelated(Link):
    paper = owner("Paper")
    related = target("Paper")


class PaperSuperordinated(Link):
    paper = owner("Paper")
    superordinated = target("Paper")


class PaperSubordinated(Link):
    paper = owner("Paper")
    subordinated = target("Paper")


class PaperFile(Link):
    paper = owner("Paper")
    file = target("File")


class PaperLocation(Link):
    paper = owner("Paper")
    location = target("Location")


class PaperOriginatorPerson(Link):
    paper = owner("Paper")
    person = target("Person")


class PaperDirection(Link):
    paper = owner("Paper")
    organization = target("Organization")


class PaperOriginatorOrganization(Link):
    paper = owner("Paper")
    organization = target("Organization")


class ConsultationOrganization(Link):
    consultation = owner("Consultation")
    organization = target("Organization")


class FileDerivative(Link):
    file = owner("File")
    derivative = target("File")
