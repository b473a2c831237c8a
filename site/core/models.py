"""Images with credits, documents with their accessibility; bookkeeping of core."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class CityImage(AbstractImage):
    """A picture and its credit. The alternative text is given where it is used."""

    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who made the picture, as it has to be named."),
    )
    licence = models.CharField(_("licence"), max_length=100, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit", "licence")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]


class CityRendition(AbstractRendition):
    """One size of a picture."""

    image = models.ForeignKey(CityImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class CityDocument(AbstractDocument):
    """A file to download: in which language, whether everybody can read it, and where else."""

    class Accessibility(models.TextChoices):
        UNKNOWN = "", _("not checked")
        ACCESSIBLE = "yes", _("accessible")
        PARTLY = "partly", _("partly accessible")
        NOT = "no", _("not accessible")

    language = models.CharField(
        _("language"), max_length=10, default="de", help_text=_("de, en, de-LS (Leichte Sprache) …")
    )
    accessible = models.CharField(
        _("accessibility"), max_length=10, choices=Accessibility, blank=True, default=""
    )
    html_alternative = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the same as a page"),
    )

    admin_form_fields = (*Document.admin_form_fields, "language", "accessible", "html_alternative")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    def clean(self):
        """Skip the checks of the file where several are uploaded at once: it is attached later.

        The file was looked at when it came (Wagtail's AddView of many).
        """
        if self.file:
            super().clean()


class PeriodicRun(models.Model):
    """The last start and end of a job of core.registries.periodic."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    started_at = models.DateTimeField(_("began"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")

    def __str__(self):
        return self.name


class ThrottleCount(models.Model):
    """A counter of attempts that is valid until `ends_at` (submissions.throttle).

    key: a keyed hash.
    """

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("count of attempts")
        verbose_name_plural = _("counts of attempts")
        default_permissions = ()

    def __str__(self):
        return f"{self.count} until {self.ends_at}"
