"""The round: who gets what and when, through a real mail server."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from core.registries import periodic, retention
from submissions.models import Confirmation
from subscriptions import digests as sending
from subscriptions import double_opt_in
from subscriptions.double_opt_in import CONFIRM_WITHIN
from subscriptions.frequency import Rhythm
from subscriptions.models import Subscriber, Subscription
from subscriptions.topics import Item, Topic, register
from tests.subscriptions.builders import ROOMS, follow, wish
from tests.subscriptions.conftest import NEXT_MORNING, NOON
from tests.subscriptions.smtp import html_of, text_of

pytestmark = pytest.mark.django_db
MONDAY = NEXT_MORNING + timedelta(days=4)
DAY = timedelta(days=1)


def test_a_daily_mail_comes_the_next_morning_with_what_is_new(mailbox, board, clock):
    board.pin("Before the beginning", when=NOON - timedelta(hours=1))
    follow("ada@example.org")
    board.pin("New bridge", when=NOON + timedelta(hours=1), text="Paper, 4 March")
    assert sending.send().sent == 0
    clock.move_to(NEXT_MORNING)
    assert sending.send().sent == 1
    (mail,) = mailbox.mails
    assert mail["To"] == "ada@example.org"
    assert "The red room" in mail["Subject"]
    for part in (text_of(mail), html_of(mail)):
        assert "New bridge" in part
        assert "Paper, 4 March" in part
        assert "https://www.lindenfurt.example/notice/" in part
        assert "Before the beginning" not in part


def test_nobody_is_told_the_same_twice(mailbox, board, clock):
    follow("ada@example.org")
    board.pin("Once")
    for hours in range(0, 72, 6):
        clock.move_to(NEXT_MORNING + timedelta(hours=hours))
        sending.send()
    assert len(mailbox.mails) == 0
    board.pin("Once", when=NEXT_MORNING + timedelta(hours=70))
    for hours in range(72, 144, 6):
        clock.move_to(NEXT_MORNING + timedelta(hours=hours))
        sending.send()
    assert len(mailbox.mails) == 1


def test_a_weekly_mail_comes_on_monday_with_the_whole_week(mailbox, board, clock):
    follow("ada@example.org", rhythm=Rhythm.WEEKLY)
    for day in range(4):
        clock.move_to(NEXT_MORNING + day * DAY)
        board.pin(f"Notice {day}")
        assert sending.send().sent == 0
    clock.move_to(MONDAY)
    sending.send()
    (mail,) = mailbox.mails
    assert all(f"Notice {day}" in text_of(mail) for day in range(4))


def test_nothing_new_is_no_mail(mailbox, board, clock):
    follow("ada@example.org")
    clock.move_to(NEXT_MORNING)
    done = sending.send()
    assert (done.sent, done.without_news) == (0, 1)
    assert mailbox.mails == []
    assert sending.send().without_news == 0


def test_one_mail_holds_all_that_an_address_follows(mailbox, board, clock):
    follow("ada@example.org", "red")
    follow("ada@example.org", "blue")
    board.pin("In red", "red", NOON + DAY / 4)
    board.pin("In blue", "blue", NOON + DAY / 4)
    clock.move_to(NEXT_MORNING)
    sending.send()
    (mail,) = mailbox.mails
    text = text_of(mail)
    assert text.index("The red room") < text.index("In red")
    assert text.index("The blue room") < text.index("In blue")


def test_what_many_follow_is_looked_up_once(mailbox, board, clock):
    for number in range(30):
        follow(f"reader{number}@example.org")
    board.pin("News", when=NOON + DAY / 4)
    clock.move_to(NEXT_MORNING)
    assert sending.send().sent == 30
    assert board.asked == 1
    assert len(mailbox.addresses) == len(set(mailbox.addresses)) == 30
    assert mailbox.connections == 1


def test_a_mail_has_one_click_out_and_an_id_of_its_own(mailbox, board, clock):
    # Long enough that a token of chance never spells it.
    follow("gerlinde.sonnenschein@example.org")
    follow("bea@example.org")
    board.pin("News", when=NOON + DAY / 4)
    clock.move_to(NEXT_MORNING)
    sending.send()
    first, second = mailbox.mails
    assert first["List-Unsubscribe"].strip().startswith("<https://www.lindenfurt.example/benach")
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["Message-ID"] != second["Message-ID"]
    assert "gerlinde" not in (first["Message-ID"] + first["List-Unsubscribe"]).lower()


def test_very_many_news_are_told_by_number_and_link(mailbox, board, clock):
    follow("ada@example.org")
    for number in range(40):
        board.pin(f"Notice no. {number:02}", when=NOON + timedelta(minutes=number + 1))
    clock.move_to(NEXT_MORNING)
    sending.send()
    text = text_of(mailbox.mails[0])
    assert text.count("Notice no.") == 25
    assert "15" in text
    assert "https://www.lindenfurt.example/board/red" in text


def test_hostile_news_are_text_and_cannot_forge_headers(mailbox, board, clock, monkeypatch):
    monkeypatch.setitem(ROOMS, "red", "Red\r\nBcc: victim@example.org")
    follow("ada@example.org")
    hostile = '<img src=x onerror="alert(1)">\r\n.\r\nMAIL FROM:<x>'
    board.pin(hostile, when=NOON + DAY / 4, url="javascript:alert(1)")
    clock.move_to(NEXT_MORNING)
    sending.send()
    (mail,) = mailbox.mails
    assert mail["Bcc"] is None
    assert mail.get_all("To") == ["ada@example.org"]
    assert "<img" not in html_of(mail)
    assert "&lt;img" in html_of(mail)
    assert "javascript:" not in html_of(mail) + text_of(mail)


def test_what_a_transaction_still_writes_is_not_missed(mailbox, board, clock):
    follow("ada@example.org")
    board.settled_at = NOON + DAY / 4
    clock.move_to(NEXT_MORNING)
    sending.send()
    board.pin("Dated back", when=NOON + DAY / 3)
    board.settled_at = None
    clock.move_to(NEXT_MORNING + DAY)
    sending.send()
    assert "Dated back" in text_of(mailbox.mails[0])


def test_unconfirmed_addresses_get_nothing_and_vanish(mailbox, board, clock):
    wish("ada@example.org")
    follow("bea@example.org", "red")
    wish("bea@example.org", "blue")
    board.pin("News", when=NOON + DAY / 4)
    clock.move_to(NOON + CONFIRM_WITHIN - timedelta(minutes=1))
    sending.send()
    assert mailbox.addresses == ["bea@example.org"]
    retention.delete_expired()
    assert double_opt_in.waiting().count() == 2
    clock.move_to(NOON + CONFIRM_WITHIN + timedelta(minutes=1))
    assert double_opt_in.waiting().count() == 0
    retention.delete_expired()
    assert not Confirmation.objects.exists()
    assert [one.address for one in Subscriber.objects.all()] == ["bea@example.org"]
    assert Subscription.objects.get().parameters == {"room": "red"}


# --- Faults ------------------------------------------------------------------------------


def test_a_refused_address_is_counted_and_hinders_nobody(mailbox, board, clock):
    follow("ada@example.org")
    follow("bea@example.org")
    mailbox.refuse["ada@example.org"] = "550 5.1.1 No such user"
    board.pin("News", when=NOON + DAY / 4)
    clock.move_to(NEXT_MORNING)
    done = sending.send()
    assert (done.sent, done.refused) == (1, 1)
    assert Subscriber.objects.get(address="ada@example.org").refusals == 1
    clock.move_to(NEXT_MORNING + timedelta(hours=2))
    assert sending.send().refused == 0
    mailbox.refuse.clear()
    clock.move_to(NEXT_MORNING + DAY)
    sending.send()
    assert len(mailbox.to("ada@example.org")) == len(mailbox.to("bea@example.org")) == 1
    assert Subscriber.objects.get(address="ada@example.org").refusals == 0


def test_a_greylisted_address_is_tried_again_in_an_hour(mailbox, board, clock):
    follow("ada@example.org")
    mailbox.refuse["ada@example.org"] = "450 4.2.0 Greylisted"
    board.pin("News", when=NOON + DAY / 4)
    clock.move_to(NEXT_MORNING)
    sending.send()
    mailbox.refuse.clear()
    clock.move_to(NEXT_MORNING + timedelta(hours=1, minutes=1))
    assert sending.send().sent == 1
    assert Subscriber.objects.get().refusals == 0


def test_a_refused_content_hinders_nobody(mailbox, board, clock):
    follow("ada@example.org")
    mailbox.answer = "554 5.7.1 Looks like spam"
    board.pin("News", when=NOON + DAY / 4)
    clock.move_to(NEXT_MORNING)
    assert sending.send().refused == 1
    mailbox.answer = "250 OK"
    clock.move_to(NEXT_MORNING + DAY)
    assert sending.send().sent == 1


def test_without_a_mail_server_the_round_stops_and_the_next_goes_on(
    mailbox, board, clock, settings
):
    follow("ada@example.org")
    follow("bea@example.org")
    board.pin("News", when=NOON + DAY / 4)
    clock.move_to(NEXT_MORNING)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with pytest.raises(CommandError, match="out of order"):
        call_command("send_subscriptions")
    settings.EMAIL_PORT = port
    call_command("send_subscriptions")
    assert mailbox.addresses == ["ada@example.org", "bea@example.org"]


def test_a_broken_topic_holds_up_no_other_and_loses_nothing(mailbox, board, clock):
    good = Topic(
        name="good",
        label="Good",
        items=lambda parameters, since, until: [Item("Good news", "/", "", until)],
        describe=lambda parameters: "Good",
        clean=lambda raw: {},
    )
    register(good)
    bad = follow("ada@example.org")
    Subscription.objects.begin(bad.subscriber.address, "good", {}, now=NOON)
    board.pin("Late news", when=NOON + DAY / 4)
    board.broken = True
    clock.move_to(NEXT_MORNING)
    done = sending.send()
    assert (done.sent, done.broken) == (1, 1)
    assert "Good news" in text_of(mailbox.mails[0])
    board.broken = False
    clock.move_to(NEXT_MORNING + timedelta(minutes=10))
    sending.send()
    assert "Late news" in text_of(mailbox.mails[1])


def test_a_topic_that_no_app_offers_any_more_is_silent(mailbox, board, clock):
    made = follow("ada@example.org")
    Subscription.objects.filter(pk=made.pk).update(topic="gone")
    clock.move_to(NEXT_MORNING)
    assert sending.send().without_news == 1
    assert mailbox.mails == []


def test_a_claimed_address_is_left_to_the_other_process(mailbox, board, clock):
    made = follow("ada@example.org")
    board.pin("News", when=NOON + DAY / 4)
    clock.move_to(NEXT_MORNING)
    claimed = Subscriber.objects.filter(pk=made.subscriber_id)
    claimed.update(claimed_until=NEXT_MORNING + timedelta(minutes=5))
    assert sending.send().sent == 0
    clock.move_to(NEXT_MORNING + timedelta(minutes=6))
    assert sending.send().sent == 1


# --- Commands ----------------------------------------------------------------------------


def test_a_dry_run_counts_and_sends_nothing(mailbox, board, clock, capsys):
    follow("ada@example.org")
    board.pin("News", when=NOON + DAY / 4)
    clock.move_to(NEXT_MORNING)
    call_command("send_subscriptions", "--dry-run")
    assert "1 mails would be sent, with 1 pieces" in capsys.readouterr().out
    assert mailbox.mails == []
    call_command("send_subscriptions")
    assert len(mailbox.mails) == 1


def test_the_schedule_sends_by_itself(mailbox, board, clock):
    follow("ada@example.org")
    board.pin("News", when=NOON + DAY / 4)
    clock.move_to(NEXT_MORNING)
    outcome = periodic.run("subscriptions")
    assert (outcome.summary, outcome.error) == ("1 sent", "")
    assert len(mailbox.mails) == 1


def test_an_address_whose_mails_come_back_is_dropped(board, clock):
    follow("ada@example.org")
    follow("bea@example.org")
    call_command("drop_subscriber", " Ada@Example.org")
    assert [one.address for one in Subscriber.objects.all()] == ["bea@example.org"]
    with pytest.raises(CommandError, match="follows nothing"):
        call_command("drop_subscriber", "ada@example.org")


def test_a_round_costs_few_queries_for_each_address(
    mailbox, board, clock, django_assert_max_num_queries
):
    for number in range(20):
        follow(f"reader{number}@example.org")
    board.pin("News", when=NOON + DAY / 4)
    clock.move_to(NEXT_MORNING)
    # Claim, read, read what is due, and a transaction of two writes.
    with django_assert_max_num_queries(8 + 20 * 7):
        sending.send()
