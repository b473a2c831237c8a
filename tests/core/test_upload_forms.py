"""Pictures and documents of editors are what they hold, whatever they are called."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.core.formats.test_recognition import box, pdf
from tests.pages import send, text_of

pytestmark = pytest.mark.django_db


def jpeg():
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "JPEG")
    return file.getvalue()


def test_a_jpeg_called_heic_is_taken(admin_client):
    page = admin_client.get(reverse("wagtailimages:add"))
    file = SimpleUploadedFile("IMG_1.HEIC", jpeg())
    assert send(admin_client, page, {"title": "Markt", "file": file}).status_code == 302
    assert get_image_model().objects.get().file.name.endswith(".jpg")


def test_a_photo_that_cannot_be_shown_says_so(admin_client):
    page = admin_client.get(reverse("wagtailimages:add"))
    file = SimpleUploadedFile("IMG_1.jpg", box(b"heic", b"mif1") + bytes(60))
    said = text_of(send(admin_client, page, {"title": "Markt", "file": file}))
    assert "HEIC-Foto" in said
    assert "als JPEG" in said


def test_a_document_gets_the_ending_that_fits(admin_client):
    page = admin_client.get(reverse("wagtaildocs:add"))
    file = SimpleUploadedFile("plan", pdf())
    assert send(admin_client, page, {"title": "Plan", "file": file}).status_code == 302
    assert get_document_model().objects.get().file.name.endswith(".pdf")


def upload_as_one_of_many(admin_client, name, content):
    file = SimpleUploadedFile(name, content)
    address = reverse("wagtaildocs:add_multiple")
    return admin_client.post(address, {"title": "Plan", "files[]": file}).json()


def test_each_of_many_documents_gets_its_title_and_its_file(admin_client):
    form = html.fromstring(upload_as_one_of_many(admin_client, "plan.pdf", pdf())["form"])
    form = form if form.tag == "form" else form.find(".//form")
    (title,) = (name for name in form.fields if name.endswith("-title"))
    form.fields[title] = "Lageplan"
    answer = admin_client.post(form.action, dict(form.form_values()))
    assert answer.json()["success"]
    document = get_document_model().objects.get()
    assert document.title == "Lageplan"
    assert document.file.read() == pdf()


def test_what_may_not_be_uploaded_may_not_among_many(admin_client):
    answer = upload_as_one_of_many(admin_client, "virus.exe", b"MZ")
    assert not answer["success"]
    assert "exe" in answer["error_message"]
    assert not get_document_model().objects.exists()
