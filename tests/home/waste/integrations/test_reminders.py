"""Reminders by mail: from the page through double opt-in to the mail, once, and to their end."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from core.registries import retention
from home.waste.models import CollectionDate
from submissions.models import Confirmation
from subscriptions import digests as sending
from subscriptions import topics
from subscriptions.models import Subscriber, Subscription
from tests import rendered
from tests.pages import links, parse, send, text_of

from .. import building
from ..conftest import TODAY

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"
LINK = re.compile(r"https://www\.lindenfurt\.example(/\S+)")


@pytest.fixture(autouse=True)
def _address(settings, monkeypatch):
    from submissions import honeypot as traps

    settings.WAGTAILADMIN_BASE_URL = "https://www.lindenfurt.example"
    monkeypatch.setattr(traps, "SOONEST", 0)


def sign_up(client, path="/abfall/lindenallee/?nr=12"):
    """From the page of the house to the sent form."""
    way = links(client.get(path), ".waste-ways")["Erinnerung per E-Mail am Tag vorher"]
    form = client.get(way)
    assert not parse(form).select("[name=rhythm]")
    assert "am Morgen des Vortags" in text_of(form)
    return send(client, form, {"address": ADA})


def confirm(client, mail):
    page = client.get(LINK.search(mail.body)[1])
    assert "am Morgen des Vortags" in text_of(page)
    return rendered.submit(client, page, "main form[method=post]")


@pytest.fixture
def follower(client, city, mailoutbox):
    sign_up(client)
    confirm(client, mailoutbox.pop())
    return Subscriber.objects.get()


def rounds(traveller, hours, every=6):
    for hour in range(0, hours, every):
        traveller.move_to(datetime(2027, 1, 3, 12, tzinfo=UTC) + timedelta(hours=hour))
        sending.send()


def test_the_mail_comes_once_on_the_day_before(client, city, mailoutbox, follower):
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        rounds(traveller, 24 * 13)
        # Paper on 4 January was due this morning, before anybody asked for reminders.
        assert mailoutbox == []
        rounds(traveller, 24 * 20)
    (mail,) = mailoutbox
    assert mail.to == [ADA]
    assert "Eine Erinnerung: Abfuhrtermine: Lindenallee 12" in mail.subject
    assert "Morgen, Montag, 18. Januar 2027: Restmüll" in mail.body
    assert "Restmüll an die Straße" in mail.body
    assert "https://www.lindenfurt.example/abfall/lindenallee/?nr=12" in mail.body


def test_what_is_entered_too_late_for_the_morning_is_told_on_the_day(city, mailoutbox, follower):
    north, paper = city.areas[0], city.kinds[1]
    with time_machine.travel(datetime(2027, 1, 9, 15, tzinfo=UTC), tick=False) as traveller:
        building.day(north, paper, TODAY + timedelta(days=7))
        traveller.move_to(datetime(2027, 1, 10, 6, tzinfo=UTC))
        sending.send()
        (mail,) = mailoutbox
        assert "Heute, Sonntag, 10. Januar 2027: Papier" in mail.body
        traveller.move_to(datetime(2027, 1, 11, 6, tzinfo=UTC))
        sending.send()
        assert len(mailoutbox) == 1


def test_a_date_that_moves_is_reminded_of_on_its_new_day(city, mailoutbox, follower):
    date = city.dates[3]
    date.day = TODAY + timedelta(days=17)
    date.save()
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        traveller.move_to(datetime(2027, 1, 17, 6, tzinfo=UTC))
        sending.send()
        assert mailoutbox == []
        traveller.move_to(datetime(2027, 1, 19, 6, tzinfo=UTC))
        sending.send()
    assert "Morgen, Mittwoch, 20. Januar 2027: Restmüll" in mailoutbox[0].body


def test_only_the_chosen_kinds_are_reminded_of(client, city, mailoutbox):
    sign_up(client, "/abfall/lindenallee/?art=verpackungen")
    confirm(client, mailoutbox.pop())
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        rounds(traveller, 24 * 33, every=24)
    (mail,) = mailoutbox
    assert "Abfuhrtermine: Lindenallee (Verpackungen)" in mail.subject
    assert "verschoben wegen Karneval" in mail.body


def test_nothing_is_sent_before_the_button_is_pressed(client, city, mailoutbox):
    sign_up(client)
    mailoutbox.clear()
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        rounds(traveller, 24 * 20, every=24)
        assert not Subscriber.objects.exists()
        retention.delete_expired()
    assert mailoutbox == []
    assert not Confirmation.objects.exists()  # forgotten after 48 hours


def test_one_click_in_the_mail_ends_it_and_forgets_the_address(client, city, mailoutbox, follower):
    with time_machine.travel(datetime(2027, 1, 17, 6, tzinfo=UTC), tick=False):
        sending.send()
        (mail,) = mailoutbox
        assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = LINK.search(mail.extra_headers["List-Unsubscribe"].rstrip(">"))[1]
        assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.exists()


def test_the_own_list_shows_it_without_a_rhythm(client, city, mailoutbox):
    sign_up(client)
    page = confirm(client, mailoutbox.pop())
    assert "am Morgen des Vortags" in text_of(page)
    assert not parse(page).select("select")
    rendered.submit(client, page, "form.follow-list", press="save")
    assert Subscription.objects.get().rhythm == "daily"


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"strasse": "0"},
        {"strasse": "x"},
        {"strasse": "²"},
        {"strasse": "9" * 30},
        {"strasse": "split"},
        {"strasse": "plain", "art": "glas"},
        {"strasse": "plain", "art": "papier,<script>"},
    ],
)
def test_what_there_is_not_cannot_be_followed(client, city, raw):
    named = {"split": str(city.split.pk), "plain": str(city.plain.pk)}
    raw = raw | {name: named.get(text, text) for name, text in raw.items()}
    assert client.get("/benachrichtigungen/neu/waste-dates/", raw).status_code == 404


def test_a_street_that_is_gone_tells_nothing_and_keeps_no_name(city, mailoutbox, follower):
    city.plain.delete()
    with time_machine.travel(datetime(2027, 1, 17, 6, tzinfo=UTC), tick=False):
        sending.send()
    assert mailoutbox == []
    told = Subscription.objects.get().description
    assert told == "Eine Straße, die nicht mehr im Abfuhrkalender steht"
    assert topics.find("waste-dates").url({"strasse": 0}) == "/abfall/"


def test_looking_up_costs_few_queries(city, django_assert_max_num_queries):
    parameters = {"strasse": city.plain.pk, "nr": 12}
    until = datetime(2027, 1, 17, 6, tzinfo=UTC)
    with django_assert_max_num_queries(20):
        found = topics.find("waste-dates").items(parameters, until - timedelta(days=1), until)
    assert len(found) == 1
    assert CollectionDate.objects.count() == 6
