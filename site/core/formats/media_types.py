"""Media types of the files that people bring: names, endings, words. One table for all.

The type of a file is recognised by its content: core.formats.recognition.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class MediaType:
    """A kind of file. endings: without dot, the usual one first. short: `PDF`, as lists name it.

    label: what a person calls such a file.
    """

    name: str
    endings: tuple[str, ...]
    short: str
    label: str

    @property
    def ending(self) -> str:
        return self.endings[0]


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

PDF = MediaType("application/pdf", ("pdf",), "PDF", _("PDF document"))
JPEG = MediaType("image/jpeg", ("jpg", "jpeg", "jpe", "jfif", "jif"), "JPEG", _("picture (JPEG)"))
PNG = MediaType("image/png", ("png", "apng"), "PNG", _("picture (PNG)"))
GIF = MediaType("image/gif", ("gif",), "GIF", _("picture (GIF)"))
WEBP = MediaType("image/webp", ("webp",), "WebP", _("picture (WebP)"))
TIFF = MediaType("image/tiff", ("tif", "tiff"), "TIFF", _("picture or scan (TIFF)"))
HEIC = MediaType("image/heic", ("heic", "heics", "hif"), "HEIC", _("HEIC photo"))
HEIF = MediaType("image/heif", ("heif", "heifs"), "HEIF", _("HEIF photo"))
AVIF = MediaType("image/avif", ("avif",), "AVIF", _("picture (AVIF)"))
SVG = MediaType("image/svg+xml", ("svg",), "SVG", _("drawing (SVG)"))
DOCX = MediaType(f"{_OOXML}.wordprocessingml.document", ("docx",), "DOCX", _("Word document"))
XLSX = MediaType(f"{_OOXML}.spreadsheetml.sheet", ("xlsx",), "XLSX", _("Excel table"))
PPTX = MediaType(
    f"{_OOXML}.presentationml.presentation", ("pptx",), "PPTX", _("PowerPoint presentation")
)
DOC = MediaType("application/msword", ("doc",), "DOC", _("older Word document"))
XLS = MediaType("application/vnd.ms-excel", ("xls",), "XLS", _("older Excel table"))
PPT = MediaType(
    "application/vnd.ms-powerpoint", ("ppt",), "PPT", _("older PowerPoint presentation")
)
ODT = MediaType(f"{_ODF}.text", ("odt",), "ODT", _("OpenDocument text"))
ODS = MediaType(f"{_ODF}.spreadsheet", ("ods",), "ODS", _("OpenDocument table"))
ODP = MediaType(f"{_ODF}.presentation", ("odp",), "ODP", _("OpenDocument presentation"))
FODT = MediaType(f"{_ODF}.text-flat-xml", ("fodt",), "FODT", _("OpenDocument text"))
FODS = MediaType(f"{_ODF}.spreadsheet-flat-xml", ("fods",), "FODS", _("OpenDocument table"))
RTF = MediaType("application/rtf", ("rtf",), "RTF", _("RTF text"))
TEXT = MediaType("text/plain", ("txt", "text", "log"), "TXT", _("text file"))
CSV = MediaType("text/csv", ("csv",), "CSV", _("table (CSV)"))
HTML = MediaType("text/html", ("html", "htm", "xhtml"), "HTML", _("web page (HTML)"))
XML = MediaType("application/xml", ("xml",), "XML", _("XML file"))
MAIL = MediaType("message/rfc822", ("eml",), "EML", _("stored mail"))
ZIP = MediaType("application/zip", ("zip",), "ZIP", _("ZIP archive"))
MP4 = MediaType("video/mp4", ("mp4", "m4v"), "MP4", _("video (MP4)"))
M4A = MediaType("audio/mp4", ("m4a",), "M4A", _("sound recording (M4A)"))
MOV = MediaType("video/quicktime", ("mov", "qt"), "MOV", _("video (MOV)"))
WEBM = MediaType("video/webm", ("webm",), "WebM", _("video (WebM)"))
PAGES = MediaType("application/vnd.apple.pages", ("pages",), "Pages", _("document of Apple Pages"))
# What is told to people and taken nowhere.
MACROS = MediaType(
    "application/vnd.ms-office.macro-enabled", ("docm", "xlsm"), "", _("document with macros")
)
PROTECTED = MediaType("application/x-protected-office", (), "", _("document with a password"))
PROGRAM = MediaType("application/x-executable", ("exe",), "", _("program"))

ALL = tuple(value for value in list(globals().values()) if isinstance(value, MediaType))
PICTURES = (JPEG, PNG, WEBP, HEIC, HEIF, AVIF, TIFF, GIF)
DOCUMENTS = (DOCX, XLSX, DOC, XLS, ODT, ODS, FODT, FODS, RTF, TEXT, CSV)

_BY_NAME = {kind.name: kind for kind in ALL}
_BY_ENDING = {ending: kind for kind in reversed(ALL) for ending in kind.endings}
# A file of such a name is opened as a program or a web page, whatever it holds.
_HARMFUL = re.compile(
    r"\.(?:exe|com|bat|cmd|scr|pif|msi|lnk|hta|jar|js|mjs|jse|vbs|vbe|wsf|ps1|sh|php\d?|phtml|py|pl"
    r"|html?|xhtml|svgz?|xml|xsl|swf|app|apk|dmg|iso|reg|dll|docm|xlsm|pptm)$",
    re.I,
)


def by_name(name: str) -> MediaType | None:
    """`application/pdf; version=1.7` → PDF."""
    return _BY_NAME.get(name.partition(";")[0].strip().lower())


def by_ending(name: str) -> MediaType | None:
    """`bild.JPEG`, `.jpg` or `jpg` → JPEG."""
    return _BY_ENDING.get(ending_of(name) or name.strip().lower().removeprefix("."))


def ending_of(name: str) -> str:
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def has_harmful_ending(name: str) -> bool:
    return bool(_HARMFUL.search(name.strip().rstrip(".")))


def fitting_name(name: str, kind: MediaType) -> str:
    """The name with an ending that fits the content: a JPEG called `bild.HEIC` is `bild.jpg`."""
    ending = ending_of(name)
    if ending in kind.endings:
        return name
    known = ending in _BY_ENDING
    stem = name[: -len(ending) - 1] if known else name
    return f"{stem}.{kind.ending}"
