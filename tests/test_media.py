"""Uploaded files are served where nothing stands in front of the site."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

pytestmark = pytest.mark.django_db


def test_an_uploaded_file_is_served(client):
    name = default_storage.save("probe.txt", ContentFile(b"Stadttor"))
    try:
        response = client.get(default_storage.url(name))
        assert b"".join(response.streaming_content) == b"Stadttor"
    finally:
        default_storage.delete(name)


def test_nothing_outside_the_folder_is_served(client):
    assert client.get("/media/../manage.py").status_code in (400, 404)
    assert client.get("/media/%2e%2e/manage.py").status_code in (400, 404)
