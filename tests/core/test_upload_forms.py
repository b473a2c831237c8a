"""Pictures and documents of editors are what they hold, whatever they are called."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
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
