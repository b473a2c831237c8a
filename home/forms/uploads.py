"""Files from citizens: only the kinds that a form accepts, told by their content, within limits.

Nothing is ever unpacked here: of an archive only the list of its entries is read.
"""

import re
import unicodedata
import zipfile
from pathlib import PurePosixPath

import filetype
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import models
from django.utils.translation import gettext_lazy as _

MEGABYTE = 2**20
MEGABYTES = 10  # the largest file that any form may accept
NAME_LENGTH = 120

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = {"pdf": "application/pdf"}
PICTURES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
}
DOCUMENTS = {
    "docx": _DOCX,
    "xlsx": _XLSX,
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
# What an Office Open XML package of this type holds (ECMA-376, part 2).
_PARTS = {_DOCX: "word/document.xml", _XLSX: "xl/workbook.xml"}
_MIMETYPE_LENGTH = 100
_PATH = re.compile(r"[/\\]")


class Accepted(models.TextChoices):
    """What a field takes, in words for editors and for readers."""

    PDF = "pdf", _("PDF")
    PICTURES = "pictures", _("pictures (JPEG, PNG, WebP, HEIC)")
    PDF_PICTURES = "pdf-pictures", _("PDF and pictures")
    ALL = "all", _("PDF, pictures, Word, Excel, OpenDocument")


_KINDS = {
    Accepted.PDF: PDF,
    Accepted.PICTURES: PICTURES,
    Accepted.PDF_PICTURES: {**PDF, **PICTURES},
    Accepted.ALL: {**PDF, **PICTURES, **DOCUMENTS},
}


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
    return [f".{ending}" for ending in _KINDS[Accepted(accepted)]]


def media_type_of(file, accepted: str) -> str:
    """What the file is by its content. Raises ValidationError when it is nothing accepted."""
    kinds = _KINDS[Accepted(accepted)]
    ending = PurePosixPath(file.name).suffix.lower().removeprefix(".")
    expected = kinds.get(ending)
    if expected is None or not _is(file, expected):
        raise ValidationError(
            _("“%(name)s” is not accepted. Please choose: %(kinds)s."),
            code="kind",
            params={"name": safe_name(file.name), "kinds": Accepted(accepted).label},
        )
    return expected


def safe_name(name: str) -> str:
    """A file name without folders, control characters and signs that change the direction."""
    last = _PATH.split(name)[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    stem, dot, ending = kept.strip().strip(".").rpartition(".")
    return f"{stem[:NAME_LENGTH]}{dot}{ending[:10]}" or "datei"


def _is(file, media_type) -> bool:
    if media_type in DOCUMENTS.values():
        return _is_document(file, media_type)
    file.seek(0)
    found = filetype.guess_mime(file.read(8192))
    file.seek(0)
    return found == media_type


def _is_document(file, media_type) -> bool:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            if media_type in _PARTS:
                return _PARTS[media_type] in package.namelist()
            # OpenDocument 1.3, part 2, section 3.3: the first entry, stored as it is.
            first = package.infolist()[0]
            if first.filename != "mimetype" or first.file_size > _MIMETYPE_LENGTH:
                return False
            return package.read(first) == media_type.encode()
    except (zipfile.BadZipFile, OSError, IndexError, ValueError, RuntimeError, NotImplementedError):
        return False
    finally:
        file.seek(0)
