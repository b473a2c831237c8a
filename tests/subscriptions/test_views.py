"""Signing up, confirming, changing, ending: what a reader sees, and what a scanner cannot do."""

import re
import time
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from core.text.normalise import clean_line
from submissions import confirmations
from submissions import honeypot as traps
from submissions.models import Confirmation
from subscriptions import signed_links
from subscriptions.frequency import Rhythm
from subscriptions.models import Subscriber, Subscription
from tests.pages import links as links_of
from tests.pages import parse, text_of
from tests.subscriptions import smtp
from tests.subscriptions.builders import follow, wish
from tests.subscriptions.conftest import NOON

pytestmark = pytest.mark.django_db
RED = "/benachrichtigungen/neu/board/?room=red"
INDEX = "/benachrichtigungen/"
MAILBOX = "/benachrichtigungen/postfach/"


@pytest.fixture
def client():
    """Also where CSRF is checked: no reader has a cookie."""
    return Client(enforce_csrf_checks=True)


def typed(**values):
    """A form that was opened ten seconds ago."""
    opened = signing.dumps(int(time.time()) - 10, salt=traps.SALT)
    return {"address": "ada@example.org", "rhythm": "daily", "opened": opened} | values


def link_in(mail) -> str:
    (address,) = set(re.findall(r"https://www\.lindenfurt\.example(/ben\S+)", smtp.text_of(mail)))
    return address


def test_from_the_form_to_the_list(client, mailbox, board):
    page = client.get(RED)
    assert page.status_code == 200
    assert "The red room" in text_of(page)
    assert not page.cookies
    answer = client.post(RED, typed(address=" Ada@Example.ORG ", rhythm="weekly"))
    assert (answer.status_code, answer["Location"]) == (302, MAILBOX)
    assert client.get(MAILBOX).status_code == 200
    (mail,) = mailbox.mails
    assert mail["To"] == "ada@example.org"
    assert "List-Unsubscribe" not in mail
    confirm = link_in(mail)
    for _time in range(3):  # a scanner opens the link
        assert client.get(confirm).status_code == 200
        client.head(confirm)
    assert not Subscription.objects.exists()
    shown = client.post(confirm, follow=True)
    assert shown.status_code == 200
    assert "ada@example.org" in text_of(shown)
    assert "The red room" in text_of(shown)
    assert not shown.cookies
    made = Subscription.objects.get()
    assert (made.parameters, made.rhythm) == ({"room": "red"}, "weekly")


def test_confirming_twice_is_as_good_as_once(client, mailbox, board):
    client.post(RED, typed())
    confirm = link_in(mailbox.mails[0])
    client.post(confirm)
    before = Subscription.objects.get()
    assert client.post(confirm).status_code == 302
    assert Subscription.objects.get().confirmed_at == before.confirmed_at
    assert client.get(confirm).status_code == 200


def test_of_two_mails_both_links_lead_to_the_same(client, mailbox, board):
    for rhythm in ("weekly", "daily"):
        client.post(RED, typed(rhythm=rhythm))
    first, second = map(link_in, mailbox.mails)
    client.post(first)
    assert parse(client.get(second)).h1.get_text() == "Bestätigt"
    assert client.post(second).status_code == 302
    assert Subscription.objects.get().rhythm == "weekly"


def test_a_link_begins_nothing_again_once_it_was_ended(client, mailbox, board):
    for _time in range(2):
        client.post(RED, typed())
    first, second = map(link_in, mailbox.mails)
    follow("ada@example.org", "blue")
    client.post(first)
    manage = signed_links.manage_path(Subscriber.objects.get())
    red = Subscription.objects.get(parameters={"room": "red"})
    client.post(manage, {"end": str(red.pk)})
    for link in (first, second):
        page = client.post(link)
        assert page.status_code == 410
        assert RED in links_of(page).values()
    assert Subscription.objects.get().parameters == {"room": "blue"}


def test_the_answer_does_not_tell_whether_an_address_is_known(client, mailbox, board):
    follow("known@example.org")
    answers = []
    for address in ("known@example.org", "new@example.org"):
        for path in (RED, INDEX):
            answer = client.post(path, typed(address=address))
            answers.append((answer.status_code, answer["Location"], len(mailbox.to(address))))
    assert answers == [(302, MAILBOX, 1), (302, MAILBOX, 2)] * 2


def test_who_follows_already_is_led_to_the_list(client, mailbox, board):
    follow("ada@example.org", rhythm=Rhythm.WEEKLY)
    client.post(RED, typed(rhythm="daily"))
    manage = link_in(mailbox.mails[0])
    assert "The red room" in text_of(client.get(manage))
    assert Subscription.objects.get().rhythm == "weekly"


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"address": ""}, "id_address"),
        ({"address": "ada@"}, "id_address"),
        ({"address": "ada@example.org\nBcc: b@example.org"}, "id_address"),
        ({"rhythm": "hourly"}, "id_rhythm_0"),
        ({"rhythm": ""}, "id_rhythm_0"),
    ],
)
def test_a_slip_is_named_and_nothing_typed_is_lost(client, mailbox, board, values, fault):
    page = client.post(RED, typed(**values))
    assert page.status_code == 422
    html = parse(page)
    assert html.select_one(f'[role=alert] a[href="#{fault}"]')
    assert html.select_one(f"#{fault}")
    assert html.select_one("#id_address")["value"] == clean_line(typed(**values)["address"])
    assert mailbox.mails == []
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"leave_empty": "http://buy.example"},
        {"opened": ""},
        {"opened": "made up"},
        {"opened": signing.dumps(int(time.time()), salt="another")},
    ],
)
def test_programs_are_kept_out(client, mailbox, board, values):
    page = client.post(RED, typed(**values))
    assert page.status_code == 422
    assert parse(page).select_one("[role=alert]")
    assert mailbox.mails == []


def test_too_fast_is_asked_again_and_then_taken(client, mailbox, board, clock):
    opened = parse(client.get(RED)).select_one("[name=opened]")["value"]
    page = client.post(RED, typed(opened=opened))
    assert page.status_code == 422
    clock.move_to(NOON + timedelta(seconds=5))
    again = parse(page).select_one("[name=opened]")["value"]
    assert client.post(RED, typed(opened=again)).status_code == 302


def test_a_form_left_open_for_two_days_comes_back_with_a_fresh_stamp(client, mailbox, board, clock):
    opened = parse(client.get(RED)).select_one("[name=opened]")["value"]
    clock.move_to(NOON + timedelta(days=2))
    page = client.post(RED, typed(opened=opened))
    assert page.status_code == 422
    again = parse(page).select_one("[name=opened]")["value"]
    clock.move_to(NOON + timedelta(days=2, seconds=5))
    assert client.post(RED, typed(opened=again)).status_code == 302


def test_an_address_is_not_flooded(client, mailbox, board):
    answers = [client.post(RED, typed()).status_code for _time in range(7)]
    assert answers == [302] * 5 + [429] * 2
    assert len(mailbox.mails) == 5
    page = client.post(RED, typed())
    assert parse(page).select_one("#id_address")["value"] == "ada@example.org"
    assert client.post(RED, typed(address="bea@example.org")).status_code == 302


def test_a_network_cannot_write_to_the_whole_town(client, mailbox, board):
    for number in range(30):
        client.post(RED, typed(address=f"reader{number}@example.org"))
    assert client.post(RED, typed(address="last@example.org")).status_code == 429
    other = client.post(RED, typed(address="last@example.org"), REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 302


def test_without_a_mail_server_the_form_says_so(client, mailbox, board, settings):
    settings.EMAIL_PORT = 1
    page = client.post(RED, typed())
    assert page.status_code == 503
    assert parse(page).select_one("[role=alert]")
    assert parse(page).select_one("#id_address")["value"] == "ada@example.org"


@pytest.mark.parametrize("path", ["neu/board/?room=green", "neu/nonsense/", "neu/board/?room=%00"])
def test_what_is_not_there_cannot_be_followed(client, board, path):
    for page in (client.get(INDEX + path), client.post(INDEX + path, typed())):
        assert page.status_code == 404
        assert INDEX in links_of(page).values()


@pytest.mark.parametrize("name", ["confirm", "manage", "end"])
def test_forged_links_lead_nowhere(client, board, name):
    made = follow("ada@example.org")
    good = {
        "confirm": confirmations.path_of(wish("bea@example.org")),
        "manage": signed_links.manage_path(made.subscriber),
        "end": signed_links.end_path(made.subscriber),
    }
    for token in ("x", good["confirm"].split("/")[3][:-1] + "A", good["end"].split("/")[3]):
        path = reverse(f"subscriptions:{name}", args=[token])
        if path != good[name]:
            assert client.post(path).status_code == 404
    assert Subscription.objects.count() == 1


def test_a_late_confirmation_says_how_to_go_on(client, mailbox, board, clock):
    client.post(RED, typed())
    confirm = link_in(mailbox.mails[0])
    clock.move_to(NOON + timedelta(hours=49))
    page = client.post(confirm)
    assert page.status_code == 410
    assert RED in links_of(page).values()
    assert not Subscription.objects.exists()


def test_the_list_changes_and_ends_at_once(client, board, clock):
    red, blue = follow("ada@example.org", "red"), follow("ada@example.org", "blue")
    manage = signed_links.manage_path(red.subscriber)
    client.post(manage, {f"rhythm-{red.pk}": "weekly", f"rhythm-{blue.pk}": "daily", "save": "1"})
    red.refresh_from_db()
    assert red.rhythm == "weekly"
    assert red.next_at > NOON + timedelta(days=4)
    client.post(manage, {f"rhythm-{red.pk}": "daily", "end": str(blue.pk)})
    assert [one.pk for one in Subscription.objects.all()] == [red.pk]
    red.refresh_from_db()
    assert red.rhythm == "daily"
    wish("ada@example.org", "blue")
    last = client.post(manage, {"end": str(red.pk)}, follow=True)
    assert last.status_code == 200
    assert not Subscriber.objects.exists()
    assert not Confirmation.objects.exists()
    assert client.get(manage, follow=True).status_code == 200


def test_nobody_changes_the_list_of_another(client, board):
    own, other = follow("ada@example.org"), follow("bea@example.org")
    manage = signed_links.manage_path(own.subscriber)
    client.post(manage, {f"rhythm-{other.pk}": "weekly", "end": str(other.pk)})
    client.post(manage, {f"rhythm-{own.pk}": "nonsense", "end": "nonsense"})
    other.refresh_from_db()
    own.refresh_from_db()
    assert (own.rhythm, other.rhythm) == ("daily", "daily")


def test_what_is_not_confirmed_is_not_on_the_list(client, board):
    made = follow("ada@example.org", "red")
    wish("ada@example.org", "blue")
    assert "The blue room" not in text_of(client.get(signed_links.manage_path(made.subscriber)))


def test_a_mails_link_to_the_list_expires_and_a_fresh_one_is_offered(client, board, clock):
    made = follow("ada@example.org")
    manage, end = signed_links.manage_path(made.subscriber), signed_links.end_path(made.subscriber)
    clock.move_to(NOON + timedelta(days=31))
    page = client.post(manage, {"all": "1"}, follow=True)
    assert page.redirect_chain[0][0].startswith(INDEX)
    assert parse(page).select_one("form [name=address]")
    assert Subscriber.objects.exists()
    assert client.post(end, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.exists()


def test_one_click_ends_everything_without_login_or_redirect(client, board):
    made = follow("ada@example.org", "red")
    follow("ada@example.org", "blue")
    end = signed_links.end_path(made.subscriber)
    assert client.get(end).status_code == 200
    assert Subscription.objects.count() == 2
    for _time in range(2):
        answer = client.post(end, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert not Subscriber.objects.exists()


def test_a_new_beginning_has_new_links(client, board):
    made = follow("ada@example.org")
    end = signed_links.end_path(made.subscriber)
    made.subscriber.delete()
    follow("ada@example.org")
    client.post(end)
    assert Subscriber.objects.exists()


def test_pages_with_a_key_are_not_kept_indexed_or_told_on(client, board):
    made = follow("ada@example.org")
    for path in (
        confirmations.path_of(wish("bea@example.org")),
        signed_links.manage_path(made.subscriber),
        RED,
        INDEX,
    ):
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"


def test_the_language_chosen_is_kept(client, mailbox, board):
    answer = client.post(f"/en{RED}", typed())
    assert answer["Location"] == f"/en{MAILBOX}"


def test_the_overview_offers_what_needs_no_choice(client, board):
    page = client.get(INDEX)
    assert links_of(page)["All rooms"] == "/benachrichtigungen/neu/board/"
