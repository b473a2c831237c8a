"""What editors see: numbers for many, addresses for few, nothing to add or change."""

import pytest
from django.contrib.auth.models import Permission, User
from wagtail.models import ModelLogEntry

from subscriptions import admin_views
from subscriptions.frequency import Rhythm
from subscriptions.models import Subscriber
from tests.pages import parse, text_of
from tests.subscriptions.builders import follow, wish

pytestmark = pytest.mark.django_db
NUMBERS = "/admin/benachrichtigungen/"
ADDRESSES = "/admin/benachrichtigungen/adressen/"


@pytest.fixture
def login(client):
    """Log in as somebody with these permissions."""

    def log_in(*codenames):
        user = User.objects.create_user(f"editor{len(codenames)}", "e@example.org", "secret")
        wanted = Permission.objects.filter(codename__in=["access_admin", *codenames])
        user.user_permissions.set(wanted)
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def readers(board):
    follow("ada@example.org", "red")
    follow("bea@example.org", "red", rhythm=Rhythm.WEEKLY)
    follow("cleo@example.org", "blue")
    wish("dora@example.org", "blue")


def test_numbers_stand_without_addresses(readers, login):
    client = login("view_subscription")
    page = client.get(NUMBERS)
    cells = [
        [cell.get_text(strip=True) for cell in row.select("th, td")]
        for row in parse(page).select("tbody tr")
    ]
    assert cells == [
        ["The red room", "Notice board", "1", "1", "2"],
        ["The blue room", "Notice board", "1", "0", "1"],
    ]
    assert "@example.org" not in page.content.decode()
    assert "3 Adressen erfahren" in text_of(page)
    assert "Eine Anmeldung ist noch nicht bestätigt" in text_of(page)
    assert client.get(ADDRESSES).status_code == 302


def test_many_topics_are_read_page_by_page(readers, login, monkeypatch):
    monkeypatch.setattr(admin_views, "PER_PAGE", 1)
    client = login("view_subscription")
    onward = parse(client.get(NUMBERS)).select_one(".pagination .next a")
    assert "The blue room" in text_of(client.get(NUMBERS + onward["href"]))


def test_the_menu_leads_there_only_whom_it_concerns(readers, login):
    assert NUMBERS in login("view_subscription").get("/admin/").content.decode()
    other = login()
    assert NUMBERS not in other.get("/admin/").content.decode()
    assert other.get(NUMBERS).status_code == 302


def test_addresses_are_found_and_deleted_and_the_log_forgets_them(readers, login):
    client = login("view_subscriber", "delete_subscriber")
    assert "ada@example.org" in text_of(client.get(ADDRESSES))
    offered = {link["href"] for link in parse(client.get(ADDRESSES)).select("main a[href]")}
    found = text_of(client.get(ADDRESSES, {"q": "bea@"}))
    assert "bea@example.org" in found
    assert "ada@example.org" not in found
    gone = Subscriber.objects.get(address="ada@example.org")
    delete = f"{ADDRESSES}delete/{gone.pk}/"
    assert any(address.startswith(delete) for address in offered)
    assert not any("/edit/" in address or "/new/" in address for address in offered)
    assert "ada@example.org" in text_of(client.get(delete))
    client.post(delete)
    assert not Subscriber.objects.filter(pk=gone.pk).exists()
    assert not ModelLogEntry.objects.filter(label__contains="ada@").exists()


@pytest.mark.parametrize("action", ["new/", "edit/{}/"])
def test_nobody_signs_others_up_or_changes_them(readers, admin_client, action):
    path = ADDRESSES + action.format(Subscriber.objects.first().pk)
    assert admin_client.post(path, {"address": "x@example.org"}).status_code in (302, 404)
    assert not Subscriber.objects.filter(address="x@example.org").exists()


def test_the_numbers_take_few_queries(board, login, django_assert_max_num_queries):
    for number in range(60):
        follow(f"reader{number}@example.org", "red")
    client = login("view_subscription")
    client.get(NUMBERS)
    with django_assert_max_num_queries(16):
        client.get(NUMBERS)
