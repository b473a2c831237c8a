"""Files from citizens: kinds by content, limits, hostile names, archives that are bombs."""

import io
import zipfile

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from PIL import Image

from submissions import uploads
from tests.submissions.files import PDF, upload


def picture(kind):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, kind)
    return file.getvalue()


def archive(*entries, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as package:
        for name, content in entries:
            stored = zipfile.ZIP_STORED if name == "mimetype" else compression
            package.writestr(name, content, stored)
    return file.getvalue()


DOCX = archive(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"))
XLSX = archive(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<w/>"))
ODT = archive(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<office/>"))
HEIC = b"\x00\x00\x00\x18ftypheix\x00\x00\x00\x00mif1heic" + bytes(40)
BOMB = archive(("word/document.xml", b"0" * 50_000_000))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("A.PDF", PDF),
        ("a.jpg", picture("JPEG")),
        ("a.png", picture("PNG")),
        ("a.webp", picture("WEBP")),
        ("a.docx", DOCX),
        ("a.xlsx", XLSX),
        ("a.odt", ODT),
        ("bombe.docx", BOMB),
    ],
)
def test_the_usual_kinds_are_known_by_their_content(name, content):
    assert "/" in uploads.check(upload(name, content), uploads.Accepted.ALL).name


@pytest.mark.parametrize(
    ("name", "content", "stored"),
    [
        ("IMG_0815.HEIC", picture("JPEG"), "IMG_0815.jpg"),
        ("foto.jpg", HEIC, "foto.heic"),
        ("foto.jfif", picture("JPEG"), "foto.jfif"),
        ("scan.pdf", picture("TIFF"), "scan.tif"),
        ("scan", PDF, "scan.pdf"),
        ("a.jpg", PDF, "a.pdf"),
        ("a.docx", XLSX, "a.xlsx"),
        ("brief.doc", DOCX, "brief.docx"),
        ("a.zip", DOCX, "a.docx"),
        ("konto.csv", "Ort;Plz".encode("utf-16"), "konto.csv"),
        ("notiz.txt", b"Guten Tag", "notiz.txt"),
    ],
)
def test_the_content_counts_and_the_name_gets_the_ending_that_fits(name, content, stored):
    file = upload(name, content)
    uploads.check(file, uploads.Accepted.ALL)
    assert file.name == stored


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ\x90\x00"),
        ("a.pdf", b"MZ\x90\x00"),
        ("a.pdf", b"<html><script>alert(1)</script>"),
        ("a.html", b"<html>"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.txt", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.pdf.exe", PDF),
        ("a.html", b"Guten Tag"),
        ("a.docx", archive(("virus.exe", "MZ"))),
        ("a.docx", DOCX[:-30]),
        ("a.odt", archive(("mimetype", "x" * 10_000_000))),
        ("a.docm", archive(("[Content_Types].xml", "macroEnabled"))),
    ],
)
def test_whatever_else_is_refused(name, content):
    with pytest.raises(ValidationError):
        uploads.check(upload(name, content), uploads.Accepted.ALL)


@pytest.mark.parametrize(
    ("content", "accepted", "words"),
    [
        (HEIC, "pdf", ["HEIC-Foto", "Erlaubt: PDF", "als JPEG"]),
        (archive(("a.txt", "a")), "all", ["ZIP-Archiv", "entpacken"]),
        (archive(("Index/Document.iwa", "")), "all", ["Pages", "Exportieren"]),
        (b"MZ\x90\x00", "all", ["Programm"]),
        (b"\x00\x01\x02", "pdf", ["beschädigt", "Erlaubt: PDF"]),
    ],
)
def test_a_refusal_says_what_the_file_is_and_what_to_do(content, accepted, words):
    with pytest.raises(ValidationError) as refusal, translation.override("de"):
        uploads.check(upload("datei.bin", content), accepted)
    with translation.override("de"):
        (said,) = refusal.value.messages
    for word in [*words, "datei.bin"]:
        assert word in said


def test_only_what_the_field_accepts():
    with pytest.raises(ValidationError):
        uploads.check(upload("a.png", picture("PNG")), uploads.Accepted.PDF)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Akten\\plan.pdf", "plan.pdf"),
        ("a\r\nb\x00.pdf", "ab.pdf"),
        ("rechnung\u202efdp.exe", "rechnungfdp.exe"),
        ("x" * 400 + ".pdf", "x" * 120 + ".pdf"),
        ("", "datei"),
        ("...", "datei"),
    ],
)
def test_names_are_made_safe(name, safe):
    assert uploads.safe_name(name) == safe


class Form(forms.Form):
    file = uploads.UploadField(accepted="pdf", max_megabytes=1)


def test_a_field_tells_the_kind_and_takes_nothing_too_large():
    form = Form({}, {"file": upload()})
    assert form.is_valid()
    assert form.cleaned_data["file"].media_type == "application/pdf"
    assert 'accept=".pdf"' in str(form["file"])
    form = Form({}, {"file": upload(content=PDF + b"0" * 2**20)})
    assert [error.code for error in form.errors.as_data()["file"]] == ["size"]
    form = Form({}, {"file": upload("a.png", picture("PNG"))})
    assert [error.code for error in form.errors.as_data()["file"]] == ["kind"]
