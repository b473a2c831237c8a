"""Files as programs, phones and scanners really write them, told by each format's own rule."""

import io
import struct
import subprocess
import zipfile

import pytest
from PIL import Image
from pypdf import PdfWriter

from core.formats import media_types as kinds
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
    "jpeg": (JPEG, kinds.JPEG),
    "jpeg of a phone (Exif)": (picture("JPEG", exif=Image.Exif()), kinds.JPEG),
    "jpeg without JFIF": (b"\xff\xd8" + JPEG[20:], kinds.JPEG),
    "jpeg of Photoshop (Adobe)": (b"\xff\xd8\xff\xee\x00\x0eAdobe" + bytes(20), kinds.JPEG),
    "jpeg (SPIFF)": (b"\xff\xd8\xff\xe8\x00\x20SPIFF\x00" + bytes(20), kinds.JPEG),
    "png": (picture("PNG"), kinds.PNG),
    "animated png": (
        picture("PNG", save_all=True, append_images=[Image.new("RGB", (40, 30))]),
        kinds.PNG,
    ),
    "gif": (picture("GIF"), kinds.GIF),
    "webp": (picture("WEBP"), kinds.WEBP),
    "webp without loss": (picture("WEBP", lossless=True), kinds.WEBP),
    "animated webp": (
        picture("WEBP", save_all=True, append_images=[Image.new("RGB", (40, 30))]),
        kinds.WEBP,
    ),
    "tiff": (picture("TIFF"), kinds.TIFF),
    "tiff, big endian": (b"MM\x00*" + bytes(60), kinds.TIFF),
    "bigtiff": (picture("TIFF", big_tiff=True), kinds.TIFF),
    "bigtiff, big endian": (b"MM\x00+" + bytes(60), kinds.TIFF),
    "scan of two pages": (pages_of_tiff(), kinds.TIFF),
    # HEIF: major and compatible brands
    **{
        f"heic {brand}": (box(brand.encode(), b"mif1", b"heic"), kinds.HEIC)
        for brand in ("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1")
    },
    "heif of no known codec": (box(b"mif1", b"mif1", b"miaf"), kinds.HEIF),
    "avif": (box(b"avif", b"mif1", b"miaf"), kinds.AVIF),
    "avif by a compatible brand": (box(b"mif1", b"avif", b"miaf"), kinds.AVIF),
    "mp4": (box(b"isom", b"isom", b"mp42"), kinds.MP4),
    "m4a": (box(b"M4A ", b"M4A ", b"mp42"), kinds.M4A),
    "mov": (box(b"qt  "), kinds.MOV),
    # PDF
    "pdf": (pdf(), kinds.PDF),
    "pdf 2.0": (pdf(b"%PDF-2.0"), kinds.PDF),
    "pdf of a printer": (b"\x1b%-12345X@PJL JOB\r\n" + pdf(), kinds.PDF),
    "pdf after a byte order mark": (b"\xef\xbb\xbf" + pdf(), kinds.PDF),
    "pdf after 1000 bytes": (b"\n" * 1000 + pdf(), kinds.PDF),
    # OOXML: any entry may stand first; the main part may have any name
    "docx of Word": (
        archive((TYPES, types_of(f"{MAIN}.wordprocessingml.document")), ("word/document.xml", "")),
        kinds.DOCX,
    ),
    "docx of Word online": (
        archive(
            ("_rels/.rels", "<Relationships/>"),
            ("word/document2.xml", ""),
            (TYPES, types_of(f"{MAIN}.wordprocessingml.document", "/word/document2.xml")),
        ),
        kinds.DOCX,
    ),
    "docx of Google": (
        archive(
            ("word/document.xml", ""),
            (TYPES, types_of(f"{MAIN}.wordprocessingml.document")),
        ),
        kinds.DOCX,
    ),
    "docx in UTF-16": (
        archive((TYPES, types_of(f"{MAIN}.wordprocessingml.document").encode("utf-16"))),
        kinds.DOCX,
    ),
    "xlsx": (archive((TYPES, types_of(f"{MAIN}.spreadsheetml.sheet"))), kinds.XLSX),
    "pptx": (archive((TYPES, types_of(f"{MAIN}.presentationml.presentation"))), kinds.PPTX),
    "docm": (archive((TYPES, types_of(MACROS)), ("word/document.xml", "")), kinds.MACROS),
    "docx with a macro": (
        archive(
            (TYPES, types_of(f"{MAIN}.wordprocessingml.document")), ("word/vbaProject.bin", "")
        ),
        kinds.MACROS,
    ),
    # ODF: mimetype first and unpacked, or not, or missing
    "odt": (archive(("mimetype", ODT, STORED), ("content.xml", "")), kinds.ODT),
    "odt, mimetype last": (archive(("content.xml", ""), ("mimetype", ODT, STORED)), kinds.ODT),
    "odt, mimetype packed": (archive(("mimetype", ODT, PACKED)), kinds.ODT),
    "odt, mimetype with a line break": (archive(("mimetype", f"{ODT}\n", STORED)), kinds.ODT),
    "odt without mimetype": (
        archive(
            (
                "META-INF/manifest.xml",
                '<m:manifest><m:file-entry m:media-type="text/xml" m:full-path="content.xml"/>'
                f'<m:file-entry m:media-type="{ODT}" m:full-path="/"/></m:manifest>',
            )
        ),
        kinds.ODT,
    ),
    "flat odt": (
        f'<?xml version="1.0"?>\n<office:document office:mimetype="{ODT}"/>'.encode(),
        kinds.FODT,
    ),
    "pages": (archive(("Index/Document.iwa", ""), ("preview.jpg", "")), kinds.PAGES),
    "zip": (archive(("a.txt", "a")), kinds.ZIP),
    "rtf": (rb"{\rtf1\ansi Guten Tag}", kinds.RTF),
    "doc": (compound("Root Entry", "WordDocument", "1Table"), kinds.DOC),
    "xls": (compound("Root Entry", "Workbook"), kinds.XLS),
    "xls of Excel 5": (compound("Root Entry", "Book"), kinds.XLS),
    "doc with a macro": (compound("Root Entry", "WordDocument", "_VBA_PROJECT"), kinds.MACROS),
    "docx with a password": (compound("EncryptionInfo", "EncryptedPackage"), kinds.PROTECTED),
    # Text
    "text": ("Grüße\n".encode(), kinds.TEXT),
    "text with a byte order mark": ("Grüße\n".encode("utf-8-sig"), kinds.TEXT),
    "text in UTF-16": ("Grüße;1\r\n".encode("utf-16"), kinds.TEXT),
    "long text in UTF-16": (("Grüße;1\r\n" * 3000).encode("utf-16"), kinds.TEXT),
    "long text, cut within a letter": (b"a" + "ü".encode() * 9000, kinds.TEXT),
    # What nobody shall take for a document
    "html": (b"<!DOCTYPE html><script>alert(1)</script>", kinds.HTML),
    "html with %PDF in it": (b"<html><!-- %PDF-1.7 -->", kinds.HTML),
    "svg": (b'<?xml version="1.0"?><svg xmlns="x"/>', kinds.SVG),
    "svg after a byte order mark": (b"\xef\xbb\xbf <svg onload='x'>", kinds.SVG),
    "program": (b"MZ\x90\x00", kinds.PROGRAM),
    "program with a docx behind": (
        b"MZ" + archive((TYPES, types_of(f"{MAIN}.wordprocessingml.document"))),
        kinds.PROGRAM,
    ),
    "script": (b"#!/bin/sh\nrm", kinds.PROGRAM),
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
        assert recognise(io.BytesIO(content)) is kinds.by_ending(ending)


@pytest.mark.parametrize(
    ("name", "kind", "fitting"),
    [
        ("IMG_1.HEIC", kinds.JPEG, "IMG_1.jpg"),
        ("bild.jpg", kinds.HEIC, "bild.heic"),
        ("bild.jfif", kinds.JPEG, "bild.jfif"),
        ("BILD.JPG", kinds.JPEG, "BILD.JPG"),
        ("scan", kinds.PDF, "scan.pdf"),
        ("Antrag v1.2", kinds.PDF, "Antrag v1.2.pdf"),
        ("brief.doc", kinds.DOCX, "brief.docx"),
    ],
)
def test_a_name_gets_the_ending_that_fits(name, kind, fitting):
    assert kinds.fitting_name(name, kind) == fitting


def test_no_ending_belongs_to_two_kinds():
    endings = [ending for kind in kinds.ALL for ending in kind.endings]
    assert len(endings) == len(set(endings))
    assert len({kind.name for kind in kinds.ALL}) == len(kinds.ALL)
