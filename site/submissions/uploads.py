"""Files from citizens: only the kinds that a field accepts, told by their content, within limits.

Nothing is ever unpacked here: of an archive only the list of its entries is read.
"""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.formats import media_types
from core.formats.recognition import recognise

MEGABYTE = 2**20
MEGABYTES = 10  # the largest file that any field may accept
NAME_LENGTH = 120

_PATH = re.compile(r"[/\\]")


class Accepted(models.TextChoices):
    """What a field takes, in words for editors and for readers."""

    PDF = "pdf", _("PDF")
    PICTURES = "pictures", _("pictures (JPEG, PNG, WebP, HEIC, TIFF)")
    PDF_PICTURES = "pdf-pictures", _("PDF and pictures")
    ALL = "all", _("PDF, pictures, Word, Excel, OpenDocument, text")


_KINDS: dict[Accepted, tuple[media_types.MediaType, ...]] = {
    Accepted.PDF: (media_types.PDF,),
    Accepted.PICTURES: media_types.PICTURES,
    Accepted.PDF_PICTURES: (media_types.PDF, *media_types.PICTURES),
    Accepted.ALL: (media_types.PDF, *media_types.PICTURES, *media_types.DOCUMENTS),
}
# What people can do with a kind that is nowhere accepted, or not here.
_WAYS = {
    media_types.HEIC: _("Save the photo as JPEG on your phone, or take a screenshot of it."),
    media_types.HEIF: _("Save the photo as JPEG on your phone, or take a screenshot of it."),
    media_types.PAGES: _("In Pages, choose Export and then PDF."),
    media_types.ZIP: _("Please unpack the archive and choose the files in it."),
    media_types.MACROS: _("Please save it without macros, or as PDF."),
    media_types.PROTECTED: _("Please save it without a password, or as PDF."),
}
_USUAL_WAY = _("Most programs can save or print a document as PDF.")


class UploadField(forms.FileField):
    """A file of the accepted kinds, at most so many megabytes; `file.media_type` is told."""

    def __init__(self, *, accepted, max_megabytes, **kwargs):
        self.accepted = accepted
        self.max_megabytes = max_megabytes
        widget = forms.FileInput(attrs={"accept": ",".join(endings(accepted))})
        super().__init__(widget=widget, **kwargs)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > self.max_megabytes * MEGABYTE:
            raise self.too_large()
        file.media_type = check(file, self.accepted).name
        return file

    def too_large(self):
        return ValidationError(
            _("The file is too large. At most %(n)s megabytes are accepted."),
            code="size",
            params={"n": self.max_megabytes},
        )


class Quota(FileUploadHandler):
    """Passes over a file as soon as it is too large; what else was typed still arrives.

    `too_large` holds the names of the fields whose file was passed over.
    """

    def __init__(self, request, limit=MEGABYTES * MEGABYTE):
        super().__init__(request)
        self.limit = limit
        self.too_large: set[str] = set()
        self._seen = 0

    def new_file(self, field_name, *args, **kwargs):
        super().new_file(field_name, *args, **kwargs)
        self._seen = 0

    def receive_data_chunk(self, raw_data, start):
        self._seen += len(raw_data)
        if self._seen > self.limit:
            self.too_large.add(self.field_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


def endings(accepted: str) -> list[str]:
    """For the file dialogue: [".pdf", ".jpg", …]."""
    return [f".{ending}" for kind in _KINDS[Accepted(accepted)] for ending in kind.endings]


def check(file, accepted: str) -> media_types.MediaType:
    """What the file is by its content. Raises ValidationError when it is nothing accepted.

    The file gets a name that is safe, with an ending that fits.
    """
    kind = recognise(file)
    if kind is media_types.TEXT and media_types.by_ending(file.name) is media_types.CSV:
        kind = media_types.CSV
    name = safe_name(file.name)
    if media_types.has_harmful_ending(name):
        raise _refusal(
            name, media_types.PROGRAM if kind in _KINDS[Accepted.ALL] else kind, accepted
        )
    if kind not in _KINDS[Accepted(accepted)]:
        raise _refusal(name, kind, accepted)
    file.name = media_types.fitting_name(name, kind)
    return kind


def _refusal(name, kind, accepted):
    allowed = Accepted(accepted).label
    if kind is None:
        text = _("“%(name)s” is damaged, or of a kind that we do not know. Accepted: %(kinds)s.")
    else:
        text = _("“%(name)s” is of the kind: %(kind)s. Accepted: %(kinds)s.")
    way = _WAYS.get(kind, _USUAL_WAY)
    return ValidationError(
        format_lazy("{} {}", text, way),
        code="kind",
        params={"name": name, "kind": kind and kind.label, "kinds": allowed},
    )


def safe_name(name: str) -> str:
    """A file name without folders, control characters and signs that change the direction."""
    last = _PATH.split(name)[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    stem, dot, ending = kept.strip().strip(".").rpartition(".")
    return f"{stem[:NAME_LENGTH]}{dot}{ending[:10]}" or "datei"
