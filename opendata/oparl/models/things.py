"""Objects held by others: File, Location."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import OParlObject, reference_key, refers_to


def content_path(file, filename):
    """The path, made of the key: no name from outside becomes a path."""
    return f"oparl/{file.source_id}/{file.key[:2]}/{filename}"


class File(OParlObject):
    """Metadata of a file, and its content if it was requested.

    size: in bytes, by the source. The columns under "content" are written by harvest.files.
    """

    class Fetched(models.TextChoices):
        NO = "", _("not fetched")
        WAITING = "waiting", _("is being fetched")
        GOOD = "good", _("fetched")
        TOO_LARGE = "too_large", _("too large")
        REFUSED_TYPE = "type", _("of a type that is not kept")
        GONE = "gone", _("gone at the source")
        FAILED = "failed", _("could not be fetched")

    name = models.TextField(_("name"), blank=True)
    file_name = models.TextField(_("file name"), blank=True)
    mime_type = models.TextField(_("media type"), blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    size = models.BigIntegerField(_("size"), null=True, blank=True)
    sha1_checksum = models.TextField(_("SHA-1"), blank=True)
    sha512_checksum = models.TextField(_("SHA-512"), blank=True)
    text = models.TextField(_("text"), blank=True)
    access_url = models.TextField(_("address for reading"), blank=True)
    download_url = models.TextField(_("address for downloading"), blank=True)
    external_service_url = models.TextField(_("address at another service"), blank=True)
    master_file = refers_to("File", "derived", _("original of"))
    master_file_key = reference_key()
    derivative_file = models.ManyToManyField(
        "self",
        through="oparl.FileDerivative",
        through_fields=("file", "derivative"),
        symmetrical=False,
        related_name="derivative_of",
        verbose_name=_("derived files"),
    )
    file_license = models.TextField(_("licence of the file"), blank=True)

    # Content
    content = models.FileField(_("content"), upload_to=content_path, max_length=200, blank=True)
    content_type = models.CharField(_("type by content"), max_length=100, blank=True)
    content_size = models.BigIntegerField(_("bytes fetched"), null=True, blank=True)
    content_sha512 = models.CharField(max_length=128, blank=True, editable=False)
    # What the source says of a file that was fetched: while that stays, it is not fetched again.
    content_mark = models.CharField(max_length=64, blank=True, editable=False)
    fetched = models.CharField(
        _("content fetched"), max_length=20, choices=Fetched, blank=True, db_index=True
    )
    fetched_at = models.DateTimeField(_("fetched at"), null=True, blank=True)
    search_text = models.TextField(blank=True, editable=False)

    class Meta(OParlObject.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self):
        return self.name or self.file_name or self.url

    @property
    def address(self) -> str:
        """The address from which the content is fetched."""
        return self.download_url or self.access_url


class Location(OParlObject):
    """A place. geojson: a whole Feature, coordinates as [longitude, latitude], or None."""

    description = models.TextField(_("description"), blank=True)
    geojson = models.JSONField(_("GeoJSON"), null=True, blank=True)
    street_address = models.TextField(_("street"), blank=True)
    room = models.TextField(_("room"), blank=True)
    postal_code = models.TextField(_("postal code"), blank=True)
    sub_locality = models.TextField(_("district"), blank=True)
    locality = models.TextField(_("place"), blank=True)

    class Meta(OParlObject.Meta):
        verbose_name = _("location")
        verbose_name_plural = _("locations")

    def __str__(self):
        town = " ".join(filter(None, [self.postal_code, self.locality]))
        parts = [self.room, self.street_address, town]
        return self.description or ", ".join(filter(None, parts)) or self.url
