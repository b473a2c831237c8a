"""Passwords of pages and of files: asked for in the city's look, and not found by trying."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from accounts import page_passwords
from core.models import CityDocument
from tests.pages import parse
from tests.rendered import submit

pytestmark = pytest.mark.django_db
SECRET = "Kneifzange im Nebel"
FORM = "form:has([name=password])"
CAFE = "198.51.100.7"


@pytest.fixture
def locked_page(city):
    PageViewRestriction.objects.create(
        page=city.parks, restriction_type="password", password=SECRET
    )
    return city.parks.url


@pytest.fixture
def locked_file(city):
    collection = Collection.get_first_root_node().add_child(name="Intern")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password=SECRET
    )
    file = ContentFile(b"Protokoll", name="protokoll.csv")
    return CityDocument.objects.create(title="Protokoll", file=file, collection=collection).url


@pytest.fixture(params=["locked_page", "locked_file"])
def locked(request):
    return request.getfixturevalue(request.param)


def is_open(response) -> bool:
    return response.status_code == 200 and (response.streaming or not parse(response).select(FORM))


def attempt(client, address, password, origin="192.0.2.10"):
    client.defaults["REMOTE_ADDR"] = origin
    form = client.get(address)
    return submit(client, form, FORM, password=password)


def test_the_password_opens(client, locked):
    assert "Nebel" not in client.get(locked).content.decode()
    wrong = attempt(client, locked, "falsch")
    assert parse(wrong).select_one("[name=password][aria-invalid]")
    assert is_open(attempt(client, locked, SECRET))


def test_after_ten_tries_even_the_right_one_waits(client, locked):
    for _number in range(page_passwords.FROM_ORIGIN):
        assert attempt(client, locked, "falsch").status_code == 200
    refused = attempt(client, locked, SECRET)
    assert refused.status_code == 429
    assert parse(refused).select_one("[role=alert]")
    assert parse(client.get(locked)).select(FORM)


def test_readers_elsewhere_are_not_locked_out(client, locked):
    for _number in range(page_passwords.FROM_ORIGIN + 1):
        attempt(client, locked, "falsch")
    client.cookies.clear()
    assert is_open(attempt(client, locked, SECRET, CAFE))


def test_many_origins_together_have_a_limit(client, locked, monkeypatch):
    monkeypatch.setattr(page_passwords, "FROM_ALL", 3)
    answers = [attempt(client, locked, "falsch", f"192.0.2.{number}") for number in range(1, 5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]


def test_another_page_has_its_own_count(client, city, locked_page):
    for _number in range(page_passwords.FROM_ORIGIN + 1):
        attempt(client, locked_page, "falsch")
    PageViewRestriction.objects.create(
        page=city.taxes, restriction_type="password", password="ein anderes"
    )
    client.cookies.clear()
    assert is_open(attempt(client, city.taxes.url, "ein anderes"))
