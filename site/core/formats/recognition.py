"""Recognition of file types by content: each format by its own rule, not by one magic number.

Nothing is unpacked as a whole: of an archive its list of entries is read, and a bounded piece of
the entries that say what it is.
"""

import re
import zipfile

from . import media_types
from .media_types import MediaType

BEGINNING = 8192
# ISO 32000 (implementation note of annex H): the header lies within the first 1024 bytes.
PDF_WITHIN = 1024
_ENTRY_BYTES = 2**20
_MOST_ENTRIES = 20_000
_OLE_BYTES = 2**22

_SIGNATURES = (
    (
        b"\xff\xd8\xff",
        media_types.JPEG,
    ),  # whatever marker follows: JFIF, Exif, SPIFF, Adobe or none
    (b"\x89PNG\r\n\x1a\n", media_types.PNG),
    (b"GIF87a", media_types.GIF),
    (b"GIF89a", media_types.GIF),
    # TIFF 6.0 and BigTIFF, both byte orders
    (b"II*\x00", media_types.TIFF),
    (b"MM\x00*", media_types.TIFF),
    (b"II+\x00", media_types.TIFF),
    (b"MM\x00+", media_types.TIFF),
    (b"{\\rtf", media_types.RTF),
    (b"MZ", media_types.PROGRAM),
    (b"\x7fELF", media_types.PROGRAM),
    (b"\xca\xfe\xba\xbe", media_types.PROGRAM),
    (b"\xcf\xfa\xed\xfe", media_types.PROGRAM),
    (b"#!", media_types.PROGRAM),
)
# Brands of ISO/IEC 23008-12 (HEIF), of AVIF and of MP4. The compatible brands count, too.
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_HEIF, _AVIF = {b"mif1", b"mif2", b"msf1", b"miaf"}, {b"avif", b"avis"}
_MP4 = re.compile(rb"mp4[12]|iso[m0-9]|avc1|dash|M4V |MSNV|3gp\w")

_OOXML = (
    (re.compile(r"macroEnabled", re.I), media_types.MACROS),
    (re.compile(r"wordprocessingml\.(?:document|template)\.main\+xml"), media_types.DOCX),
    (re.compile(r"spreadsheetml\.(?:sheet|template)\.main\+xml"), media_types.XLSX),
    (
        re.compile(r"presentationml\.(?:presentation|slideshow|template)\.main\+xml"),
        media_types.PPTX,
    ),
)
_OOXML_PARTS = {
    "word/document.xml": media_types.DOCX,
    "xl/workbook.xml": media_types.XLSX,
    "ppt/presentation.xml": media_types.PPTX,
}
_FLAT = {media_types.ODT: media_types.FODT, media_types.ODS: media_types.FODS}
_ODF_TYPE = re.compile(r'(?:full-path="/"[^>]*?media-type|media-type|mimetype)="([^"]+)"')
_ROOT_ENTRY = re.compile(r"<[^<>]*full-path=\"/\"[^<>]*>")
_OFFICE_MIMETYPE = re.compile(r"<office:document[^>]*office:mimetype=\"([^\"]+)\"")
# Streams of an OLE compound file (MS-CFB): names in UTF-16.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", media_types.PROTECTED),
    ("_VBA_PROJECT", media_types.MACROS),
    ("WordDocument", media_types.DOC),
    ("Workbook", media_types.XLS),
    ("Book", media_types.XLS),
    ("PowerPoint Document", media_types.PPT),
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MARKUP = (
    (re.compile(r"<svg[\s>]", re.I), media_types.SVG),
    (re.compile(r"<!doctype\s+html|<html|<head|<body|<script|<iframe", re.I), media_types.HTML),
)


def recognise(file) -> MediaType | None:
    """The type of a readable and seekable file; None for an unknown one.

    The file stands at its beginning afterwards.
    """
    file.seek(0)
    try:
        beginning = file.read(BEGINNING)
        return _recognise(file, beginning)
    finally:
        file.seek(0)


def recognise_bytes(beginning: bytes) -> MediaType | None:
    """The same by the first bytes alone, for what is not packed."""
    return _by_signature(beginning) or _pdf(beginning) or _text(beginning)


def decoded(content: bytes) -> str | None:
    """Text with a byte order mark, or UTF-8; None for anything else."""
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _recognise(file, beginning):
    if beginning.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(file)
    if beginning.startswith(_OLE):
        file.seek(0)
        return _compound(file.read(_OLE_BYTES))
    return recognise_bytes(beginning)


def _by_signature(beginning):
    for signature, kind in _SIGNATURES:
        if beginning.startswith(signature):
            return kind
    if beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP":
        return media_types.WEBP
    if beginning[4:8] == b"ftyp":
        return _by_brand(beginning)
    if beginning.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in beginning[:64]:
        return media_types.WEBM
    return None


def _by_brand(beginning):
    """ISO/IEC 14496-12: a box of the major brand, its version, and the compatible brands."""
    size = min(int.from_bytes(beginning[:4], "big"), len(beginning), 256)
    major = beginning[8:12]
    brands = {major} | {beginning[at : at + 4] for at in range(16, size - 3, 4)}
    if brands & _AVIF:
        return media_types.AVIF
    if brands & _HEIC:
        return media_types.HEIC
    if major in _HEIF:
        return media_types.HEIF
    if major in (b"M4A ", b"M4B "):
        return media_types.M4A
    if major == b"qt  ":
        return media_types.MOV
    return media_types.MP4 if any(map(_MP4.match, brands)) else None


def _pdf(beginning):
    at = beginning[: PDF_WITHIN + 5].find(b"%PDF-")
    if at < 0 or at > PDF_WITHIN:
        return None
    before = beginning[:at].lstrip(b"\xef\xbb\xbf\x00 \t\r\n")
    # Printers and mail programs leave lines before it; markup there makes it a web page, too.
    return None if b"<" in before else media_types.PDF


def _text(beginning):
    text = decoded(beginning) or decoded(_cut(beginning))
    if not text or not text.strip() or "\x00" in text:
        return None
    start = text.lstrip("\ufeff \t\r\n")
    if not start.startswith("<"):
        return media_types.HTML if _MARKUP[1][0].match(start) else media_types.TEXT
    if flat := _OFFICE_MIMETYPE.search(text):
        return _FLAT.get(media_types.by_name(flat[1]), media_types.XML)
    return next((kind for pattern, kind in _MARKUP if pattern.search(start)), media_types.XML)


def _cut(beginning: bytes) -> bytes:
    """Without the last character, which the end of the piece may have cut."""
    if len(beginning) < BEGINNING:
        return beginning
    return (
        beginning[: -(len(beginning) % 2) or None]
        if beginning[:1] in b"\xff\xfe"
        else (re.sub(rb"[\xc0-\xff][\x80-\xbf]{0,2}\Z", b"", beginning))
    )


def _archive(file):
    try:
        with zipfile.ZipFile(file) as package:
            return _package(package)
    except (
        zipfile.BadZipFile, OSError, IndexError, KeyError, ValueError, RuntimeError,
        NotImplementedError, EOFError,
    ):  # fmt: skip
        return None


def _package(package):
    # Whichever entry stands first: Word online, LibreOffice and Google order them differently.
    names = {name.replace("\\", "/").lstrip("/"): name for name in package.namelist()}
    if len(names) > _MOST_ENTRIES:
        return media_types.ZIP
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return media_types.MACROS
    if "[Content_Types].xml" in names:
        return _office_open_xml(package, names)
    if "mimetype" in names or "META-INF/manifest.xml" in names:
        return _open_document(package, names)
    if any(name.endswith((".iwa", "buildVersionHistory.plist")) for name in names):
        return media_types.PAGES
    return next((kind for part, kind in _OOXML_PARTS.items() if part in names), media_types.ZIP)


def _office_open_xml(package, names):
    """ECMA-376, part 2: the type of the main part stands in [Content_Types].xml, not its name."""
    said = _entry(package, names["[Content_Types].xml"])
    for pattern, kind in _OOXML:
        if pattern.search(said):
            return kind
    return next((kind for part, kind in _OOXML_PARTS.items() if part in names), media_types.ZIP)


def _open_document(package, names):
    """OpenDocument 1.3, part 2: `mimetype` should stand first and unpacked, and often does not;
    the manifest says the same."""
    said = _entry(package, names["mimetype"], 200).strip() if "mimetype" in names else ""
    if not said:
        root = _ROOT_ENTRY.search(_entry(package, names["META-INF/manifest.xml"]))
        found = _ODF_TYPE.search(root[0]) if root else None
        said = found[1] if found else ""
    kind = media_types.by_name(said.removesuffix("-template"))
    return kind if kind in (media_types.ODT, media_types.ODS, media_types.ODP) else media_types.ZIP


def _entry(package, name, limit=_ENTRY_BYTES) -> str:
    with package.open(name) as entry:
        content = entry.read(limit)
    return decoded(content) or content.decode("latin-1")


def _compound(content):
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return kind
    return None
