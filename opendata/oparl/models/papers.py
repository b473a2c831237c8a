"""Papers and their way through the committees: Paper, Consultation."""

from django.db import models
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from search.german.words import words

from .base import OParlObject, reference_key, refers_to
from .things import File

# Characters of each file's text that the search knows: what a paper is about stands in front.
SEARCHED_TEXT = 20_000


class Paper(index.Indexed, OParlObject):
    """A printed matter: proposal, motion, question, report. `reference` is not unique."""

    body = refers_to("Body", "paper", _("body"))
    body_key = reference_key()
    name = models.TextField(_("name"), blank=True)
    reference = models.TextField(_("reference"), blank=True)
    date = models.DateField(_("date"), null=True, blank=True, db_index=True)
    paper_type = models.TextField(_("type"), blank=True)
    related_paper = models.ManyToManyField(
        "self",
        through="oparl.PaperRelated",
        through_fields=("paper", "related"),
        symmetrical=False,
        related_name="related_from",
        verbose_name=_("related papers"),
    )
    superordinated_paper = models.ManyToManyField(
        "self",
        through="oparl.PaperSuperordinated",
        through_fields=("paper", "superordinated"),
        symmetrical=False,
        related_name="superordinated_from",
        verbose_name=_("superordinated papers"),
    )
    subordinated_paper = models.ManyToManyField(
        "self",
        through="oparl.PaperSubordinated",
        through_fields=("paper", "subordinated"),
        symmetrical=False,
        related_name="subordinated_from",
        verbose_name=_("subordinated papers"),
    )
    main_file = refers_to("File", "main_file_of", _("main file"))
    main_file_key = reference_key()
    auxiliary_file = models.ManyToManyField(
        "oparl.File",
        through="oparl.PaperFile",
        related_name="paper",
        verbose_name=_("further files"),
    )
    location = models.ManyToManyField(
        "oparl.Location",
        through="oparl.PaperLocation",
        related_name="papers",
        verbose_name=_("places"),
    )
    originator_person = models.ManyToManyField(
        "oparl.Person",
        through="oparl.PaperOriginatorPerson",
        related_name="originated_paper",
        verbose_name=_("originators (persons)"),
    )
    under_direction_of = models.ManyToManyField(
        "oparl.Organization",
        through="oparl.PaperDirection",
        related_name="directed_paper",
        verbose_name=_("in charge"),
    )
    originator_organization = models.ManyToManyField(
        "oparl.Organization",
        through="oparl.PaperOriginatorOrganization",
        related_name="originated_paper",
        verbose_name=_("originators (organizations)"),
    )

    search_fields = [
        index.SearchField("name", boost=4),
        index.AutocompleteField("name"),
        index.SearchField("parts_of_reference", boost=6),
        index.AutocompleteField("parts_of_reference"),
        index.SearchField("paper_type"),
        index.SearchField("text_of_files"),
        index.FilterField("withdrawn_at"),
        index.FilterField("date"),
        index.FilterField("paper_type"),
    ]

    class Meta(OParlObject.Meta):
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["-date", "-pk"]

    def parts_of_reference(self) -> str:
        """`26/0417` → `26 0417`: apart as in a query; PostgreSQL would take it for one word."""
        return " ".join(words(self.reference))

    @classmethod
    def get_indexed_objects(cls):
        beginnings = (
            File.objects.published()
            .exclude(search_text="")
            .only("pk")
            .annotate(beginning=Left("search_text", SEARCHED_TEXT))
        )
        return (
            super()
            .get_indexed_objects()
            .filter(withdrawn_at=None)
            .prefetch_related(
                models.Prefetch("main_file", beginnings),
                models.Prefetch("auxiliary_file", beginnings),
            )
            .defer("raw")
        )

    def text_of_files(self) -> str:
        """The beginnings of the texts of published files; no query after get_indexed_objects."""
        files = [self.main_file, *self.auxiliary_file.all()]
        return "\n".join(_beginning_of(file) for file in files if file)


def _beginning_of(file: File) -> str:
    """The beginning of a file's text, annotated, or else cut from the whole text."""
    if "beginning" in file.__dict__:
        return file.beginning
    return file.search_text[:SEARCHED_TEXT] if file.is_published else ""


class Consultation(OParlObject):
    """A paper before a committee. The first organization leads; authoritative: it decides."""

    paper = refers_to("Paper", "consultation", _("paper"))
    paper_key = reference_key()
    agenda_item = refers_to("AgendaItem", "consultations", _("agenda item"))
    agenda_item_key = reference_key()
    meeting = refers_to("Meeting", "consultation", _("meeting"))
    meeting_key = reference_key()
    organization = models.ManyToManyField(
        "oparl.Organization",
        through="oparl.ConsultationOrganization",
        related_name="consultation",
        verbose_name=_("organizations"),
    )
    authoritative = models.BooleanField(_("decides"), null=True, blank=True)
    role = models.TextField(_("role"), blank=True)

    class Meta(OParlObject.Meta):
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["pk"]

    def __str__(self):
        return self.role or self.url
