"""Files as programs, phones and scanners really write them, told by each format's own rule."""

import io
import struct
import subprocess
import zipfile

import pytest
from PIL import Image
from pypdf import PdfWriter

from core.formats import media_types
from core.formats.recognition import recognise
from scripts.system import FINDERS

STORED, PACKED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument"
MACROS = "application/vnd.ms-word.document.macroEnabled"
ODT = "application/vnd.oasis.opendocument.text"


def archive(*entries) -> bytes:
    """Each entry: (name, content) or (name, content, compression)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content, *compression in entries:
            package.writestr(name, content, *(compression or [PACKED]))
    return file.getvalue()


def types_of(main, part="/word/document.xml"):
    return f'<Types><Override PartName="{part}" ContentType="{main}.main+xml"/></Types>'


def picture(kind, **options) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, kind, **options)
    return file.getvalue()


def pages_of_tiff() -> bytes:
    one, two = (Image.new("1", (20, 20)) for _number in range(2))
    file = io.BytesIO()
    one.save(file, "TIFF", save_all=True, append_images=[two], compression="group4")
    return file.getvalue()


def pdf(version=b"%PDF-1.7") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    file = io.BytesIO()
    writer.write(file)
    return version + file.getvalue()[8:]


def box(major, *brands) -> bytes:
    body = major + struct.pack(">I", 0) + b"".join(brands)
    return struct.pack(">I", len(body) + 8) + b"ftyp" + body + b"\x00\x00\x00\x08meta"


def compound(*streams) -> bytes:
    """The head of an OLE file, with the names of its streams as the directory holds them."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\x00") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names


JPEG = picture("JPEG")
SAMPLES = {
    # JPEG: the marker after the first one differs by who wrote it
    "jpeg": (JPEG, media_types.JPEG),
    "jpeg of a phone (Exif)": (picture("JPEG", exif=Image.Exif()), media_types.JPEG),
    "jpeg without JFIF": (b"\xff\xd8" + JPEG[20:], media_types.JPEG),
    "jpeg of Photoshop (Adobe)": (b"\xff\xd8\xff\xee\x00\x0eAdobe" + bytes(20), media_types.JPEG),
    "jpeg (SPIFF)": (b"\xff\xd8\xff\xe8\x00\x20SPIFF\x00" + bytes(20), media_types.JPEG),
    "png": (picture("PNG"), media_types.PNG),
    "animated png": (
        picture("PNG", save_all=True, append_images=[Image.new("RGB", (40, 30))]),
        media_types.PNG,
    ),
    "gif": (picture("GIF"), media_types.GIF),
    "webp": (picture("WEBP"), media_types.WEBP),
    "webp without loss": (picture("WEBP", lossless=True), media_types.WEBP),
    "animated webp": (
        picture("WEBP", save_all=True, append_images=[Image.new("RGB", (40, 30))]),
        media_types.WEBP,
    ),
    "tiff": (picture("TIFF"), media_types.TIFF),
    "tiff, big endian": (b"MM\x00*" + bytes(60), media_types.TIFF),
    "bigtiff": (picture("TIFF", big_tiff=True), media_types.TIFF),
    "bigtiff, big endian": (b"MM\x00+" + bytes(60), media_types.TIFF),
    "scan of two pages": (pages_of_tiff(), media_types.TIFF),
    # HEIF: major and compatible brands
    **{
        f"heic {brand}": (box(brand.encode(), b"mif1", b"heic"), media_types.HEIC)
        for brand in ("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1")
    },
    "heif of no known codec": (box(b"mif1", b"mif1", b"miaf"), media_types.HEIF),
    "avif": (box(b"avif", b"mif1", b"miaf"), media_types.AVIF),
    "avif by a compatible brand": (box(b"mif1", b"avif", b"miaf"), media_types.AVIF),
    "mp4": (box(b"isom", b"isom", b"mp42"), media_types.MP4),
    "m4a": (box(b"M4A ", b"M4A ", b"mp42"), media_types.M4A),
    "mov": (box(b"qt  "), media_types.MOV),
    # PDF
    "pdf": (pdf(), media_types.PDF),
    "pdf 2.0": (pdf(b"%PDF-2.0"), media_types.PDF),
    "pdf of a printer": (b"\x1b%-12345X@PJL JOB\r\n" + pdf(), media_types.PDF),
    "pdf after a byte order mark": (b"\xef\xbb\xbf" + pdf(), media_types.PDF),
    "pdf after 1000 bytes": (b"\n" * 1000 + pdf(), media_types.PDF),
    # OOXML: any entry may stand first; the main part may have any name
    "docx of Word": (
        archive((TYPES, types_of(f"{MAIN}.wordprocessingml.document")), ("word/document.xml", "")),
        media_types.DOCX,
    ),
    "docx of Word online": (
        archive(
            ("_rels/.rels", "<Relationships/>"),
            ("word/document2.xml", ""),
            (TYPES, types_of(f"{MAIN}.wordprocessingml.document", "/word/document2.xml")),
        ),
        media_types.DOCX,
    ),
    "docx of Google": (
        archive(
            ("word/document.xml", ""),
            (TYPES, types_of(f"{MAIN}.wordprocessingml.document")),
        ),
        media_types.DOCX,
    ),
    "docx in UTF-16": (
        archive((TYPES, types_of(f"{MAIN}.wordprocessingml.document").encode("utf-16"))),
        media_types.DOCX,
    ),
    "xlsx": (archive((TYPES, types_of(f"{MAIN}.spreadsheetml.sheet"))), media_types.XLSX),
    "pptx": (archive((TYPES, types_of(f"{MAIN}.presentationml.presentation"))), media_types.PPTX),
    "docm": (archive((TYPES, types_of(MACROS)), ("word/document.xml", "")), media_types.MACROS),
    "docx with a macro": (
        archive(
            (TYPES, types_of(f"{MAIN}.wordprocessingml.document")), ("word/vbaProject.bin", "")
        ),
        media_types.MACROS,
    ),
    # ODF: mimetype first and unpacked, or not, or missing
    "odt": (archive(("mimetype", ODT, STORED), ("content.xml", "")), media_types.ODT),
    "odt, mimetype last": (
        archive(("content.xml", ""), ("mimetype", ODT, STORED)),
        media_types.ODT,
    ),
    "odt, mimetype packed": (archive(("mimetype", ODT, PACKED)), media_types.ODT),
    "odt, mimetype with a line break": (archive(("mimetype", f"{ODT}\n", STORED)), media_types.ODT),
    "odt without mimetype": (
        archive(
            (
                "META-INF/manifest.xml",
                '<m:manifest><m:file-entry m:media-type="text/xml" m:full-path="content.xml"/>'
                f'<m:file-entry m:media-type="{ODT}" m:full-path="/"/></m:manifest>',
            )
        ),
        media_types.ODT,
    ),
    "flat odt": (
        f'<?xml version="1.0"?>\n<office:document office:mimetype="{ODT}"/>'.encode(),
        media_types.FODT,
    ),
    "pages": (archive(("Index/Document.iwa", ""), ("preview.jpg", "")), media_types.PAGES),
    "zip": (archive(("a.txt", "a")), media_types.ZIP),
    "rtf": (rb"{\rtf1\ansi Guten Tag}", media_types.RTF),
    "doc": (compound("Root Entry", "WordDocument", "1Table"), media_types.DOC),
    "xls": (compound("Root Entry", "Workbook"), media_types.XLS),
    "xls of Excel 5": (compound("Root Entry", "Book"), media_types.XLS),
    "doc with a macro": (
        compound("Root Entry", "WordDocument", "_VBA_PROJECT"),
        media_types.MACROS,
    ),
    "docx with a password": (compound("EncryptionInfo", "EncryptedPackage"), media_types.PROTECTED),
    # Text
    "text": ("Grüße\n".encode(), media_types.TEXT),
    "text with a byte order mark": ("Grüße\n".encode("utf-8-sig"), media_types.TEXT),
    "text in UTF-16": ("Grüße;1\r\n".encode("utf-16"), media_types.TEXT),
    "long text in UTF-16": (("Grüße;1\r\n" * 3000).encode("utf-16"), media_types.TEXT),
    "long text, cut within a letter": (b"a" + "ü".encode() * 9000, media_types.TEXT),
    # What nobody shall take for a document
    "html": (b"<!DOCTYPE html><script>alert(1)</script>", media_types.HTML),
    "html with %PDF in it": (b"<html><!-- %PDF-1.7 -->", media_types.HTML),
    "svg": (b'<?xml version="1.0"?><svg xmlns="x"/>', media_types.SVG),
    "svg after a byte order mark": (b"\xef\xbb\xbf <svg onload='x'>", media_types.SVG),
    "program": (b"MZ\x90\x00", media_types.PROGRAM),
    "program with a docx behind": (
        b"MZ" + archive((TYPES, types_of(f"{MAIN}.wordprocessingml.document"))),
        media_types.PROGRAM,
    ),
    "script": (b"#!/bin/sh\nrm", media_types.PROGRAM),
    "nothing": (b"", None),
    "noise": (b"\x00\x01\x02\x03" * 9, None),
    "broken archive": (archive((TYPES, "x"))[:-30], None),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_each_is_told_by_its_content(name):
    content, kind = SAMPLES[name]
    file = io.BytesIO(content)
    file.read(3)
    assert recognise(file) is kind
    assert file.tell() == 0


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """{ending: content} of a document as LibreOffice really writes it."""
    program = str(FINDERS["libreoffice-calc"]())
    folder = tmp_path_factory.mktemp("office")
    (folder / "tabelle.csv").write_text("Ort;Plz\nLindenfurt;60999\n")
    found = {}
    for ending in ("ods", "xlsx", "xls", "fods", "pdf"):
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", ending, "--outdir", str(folder)]
        subprocess.run(
            [*command, str(folder / "tabelle.csv")], check=True, capture_output=True, timeout=240
        )
        path = folder / f"tabelle.{ending}"
        if path.exists():
            found[ending] = path.read_bytes()
    return found


def test_what_an_office_program_writes_is_known(written):
    assert {"ods", "xlsx", "xls", "pdf"} <= written.keys()
    for ending, content in written.items():
        assert recognise(io.BytesIO(content)) is media_types.by_ending(ending)


@pytest.mark.parametrize(
    ("name", "kind", "fitting"),
    [
        ("IMG_1.HEIC", media_types.JPEG, "IMG_1.jpg"),
        ("bild.jpg", media_types.HEIC, "bild.heic"),
        ("bild.jfif", media_types.JPEG, "bild.jfif"),
        ("BILD.JPG", media_types.JPEG, "BILD.JPG"),
        ("scan", media_types.PDF, "scan.pdf"),
        ("Antrag v1.2", media_types.PDF, "Antrag v1.2.pdf"),
        ("brief.doc", media_types.DOCX, "brief.docx"),
    ],
)
def test_a_name_gets_the_ending_that_fits(name, kind, fitting):
    assert media_types.fitting_name(name, kind) == fitting


def test_no_ending_belongs_to_two_kinds():
    endings = [ending for kind in media_types.ALL for ending in kind.endings]
    assert len(endings) == len(set(endings))
    assert len({kind.name for kind in media_types.ALL}) == len(media_types.ALL)
