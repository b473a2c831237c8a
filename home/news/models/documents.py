"""The documents of public notices, with seals that show that they are unchanged."""

import hashlib

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from core.models import CityDocument


class NoticeDocument(Orderable):
    """A file of a notice. A file that a notice names cannot be deleted."""

    notice = ParentalKey("news.PublicNoticePage", related_name="documents")
    document = models.ForeignKey(
        CityDocument, models.PROTECT, related_name="+", verbose_name=_("document")
    )
    title = models.CharField(
        _("title"), max_length=200, blank=True, help_text=_("Empty: the title of the document.")
    )

    panels = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("document of a notice")
        verbose_name_plural = _("documents of notices")

    def __str__(self):
        return self.title or self.document.title


class Seal(models.Model):
    """The fingerprint of a file when it was first published with a notice."""

    document = models.OneToOneField(CityDocument, models.CASCADE, related_name="notice_seal")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("fingerprint of a document")
        verbose_name_plural = _("fingerprints of documents")

    def __str__(self):
        return self.sha256

    @classmethod
    def for_document(cls, document) -> "Seal":
        """The seal of a document, a new one if there is none."""
        found = cls.objects.filter(document=document).first()
        return found or cls.objects.create(
            document=document, file_name=document.file.name, sha256=sha256_of(document.file)
        )

    @property
    def is_broken(self) -> bool:
        """Whether the document's file has been replaced since."""
        return self.document.file.name != self.file_name


def sha256_of(file) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def documents_of(notice) -> list[dict]:
    """{"document", "title", "size", "alternative", "seal", "is_replaced"} per file.

    size: bytes, None when the file is lost; a draft's files have no seal yet.
    """
    rows = list(notice.documents.all())
    keys = [row.document_id for row in rows]
    documents = CityDocument.objects.select_related("html_alternative").in_bulk(keys)
    seals = {seal.document_id: seal for seal in Seal.objects.filter(document__in=keys)}
    found = []
    for row in rows:
        document, seal = documents[row.document_id], seals.get(row.document_id)
        alternative = document.html_alternative
        found.append(
            {
                "document": document,
                "title": row.title or document.title,
                "size": document.get_file_size(),
                "alternative": alternative if alternative and alternative.live else None,
                "seal": seal,
                "is_replaced": seal is not None and document.file.name != seal.file_name,
            }
        )
    return found
