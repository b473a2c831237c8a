"""Meetings and their agendas: Meeting, AgendaItem."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from .base import OParlObject, OParlQuerySet, reference_key, refers_to
from .meeting_states import CANCELLED, POSTPONED


class MeetingQuerySet(OParlQuerySet):
    def between(self, start, end):
        """Meetings that begin in a span of time; end is not in it."""
        return self.filter(start__gte=start, start__lt=end)


class Meeting(index.Indexed, OParlObject):
    """`body` is no property of the standard's: it comes from the list the meeting stood in."""

    body = refers_to("Body", "meeting", _("body"))
    body_key = reference_key()
    name = models.TextField(_("name"), blank=True)
    meeting_state = models.TextField(_("state"), blank=True)
    cancelled = models.BooleanField(_("cancelled"), null=True, blank=True)
    # Derived by the database: pages, programs, mails and the admin tell one truth.
    is_cancelled = models.GeneratedField(
        expression=CANCELLED,
        output_field=models.BooleanField(),
        db_persist=True,
        verbose_name=_("called off"),
    )
    is_postponed = models.GeneratedField(
        expression=POSTPONED,
        output_field=models.BooleanField(),
        db_persist=True,
        verbose_name=_("put off"),
    )
    start = models.DateTimeField(_("start"), null=True, blank=True, db_index=True)
    end = models.DateTimeField(_("end"), null=True, blank=True)
    location = refers_to("Location", "meetings", _("place"))
    location_key = reference_key()
    organization = models.ManyToManyField(
        "oparl.Organization",
        through="oparl.MeetingOrganization",
        related_name="meeting",
        verbose_name=_("organizations"),
    )
    participant = models.ManyToManyField(
        "oparl.Person",
        through="oparl.MeetingParticipant",
        related_name="participated",
        verbose_name=_("participants"),
    )
    invitation = refers_to("File", "invitation_to", _("invitation"))
    invitation_key = reference_key()
    results_protocol = refers_to("File", "results_protocol_of", _("minutes of the results"))
    results_protocol_key = reference_key()
    verbatim_protocol = refers_to("File", "verbatim_protocol_of", _("verbatim minutes"))
    verbatim_protocol_key = reference_key()
    auxiliary_file = models.ManyToManyField(
        "oparl.File",
        through="oparl.MeetingFile",
        related_name="meeting",
        verbose_name=_("further files"),
    )

    objects = MeetingQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=4),
        index.AutocompleteField("name"),
        index.RelatedFields("agenda_item", [index.SearchField("name")]),
        index.FilterField("withdrawn_at"),
        index.FilterField("start"),
    ]

    class Meta(OParlObject.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-start", "pk"]

    @classmethod
    def get_indexed_objects(cls):
        items = AgendaItem.objects.published().only("name", "meeting").order_by("pk")
        agendas = models.Prefetch("agenda_item", items)
        found = super().get_indexed_objects().filter(withdrawn_at=None).prefetch_related(None)
        return found.prefetch_related(agendas).defer("raw")


class AgendaItem(OParlObject):
    """`order`: in 1.0 the place in the meeting's list, from 0 on. public: None if unknown."""

    meeting = refers_to("Meeting", "agenda_item", _("meeting"))
    meeting_key = reference_key()
    number = models.TextField(_("number"), blank=True)
    order = models.BigIntegerField(_("order"), null=True, blank=True)
    name = models.TextField(_("name"), blank=True)
    public = models.BooleanField(_("public"), null=True, blank=True)
    consultation = refers_to("Consultation", "agenda_items", _("consultation"))
    consultation_key = reference_key()
    result = models.TextField(_("result"), blank=True)
    resolution_text = models.TextField(_("resolution"), blank=True)
    resolution_file = refers_to("File", "resolution_of", _("resolution as a file"))
    resolution_file_key = reference_key()
    auxiliary_file = models.ManyToManyField(
        "oparl.File",
        through="oparl.AgendaItemFile",
        related_name="agenda_item",
        verbose_name=_("further files"),
    )
    start = models.DateTimeField(_("start"), null=True, blank=True)
    end = models.DateTimeField(_("end"), null=True, blank=True)

    class Meta(OParlObject.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["order", "pk"]
