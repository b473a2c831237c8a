"""The outbox: claimed by one process, tried again, given up or not; nothing comes back to life."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as site_settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.registries import periodic
from outbound.errors import SourceInvalid
from submissions import deliveries
from submissions.models import Delivery
from tests.served import database_url
from tests.submissions import outbox
from tests.subscriptions import smtp

ADDRESSES = sorted(f"reader{number:02}@example.org" for number in range(30))


def later(**time):
    return time_machine.travel(timezone.now() + timedelta(**time))


@pytest.mark.django_db
class TestOne:
    def test_goes_out_at_once_and_once(self, mailbox):
        with outbox.offered():
            notice = outbox.notice()
            deliveries.start(notice)
            deliveries.start(notice)
            assert periodic.run("deliveries").summary == ""
        assert mailbox.addresses == ["ada@example.org"]
        done = outbox.state_of(notice)
        assert (done.state, done.tries, done.problem) == ("done", 1, "")
        assert done.done_at

    def test_waits_longer_after_each_try_and_is_then_given_up(self, mailbox):
        mailbox.answer = "451 later, please"
        frozen = time_machine.travel(timezone.now(), tick=False)
        with outbox.offered(), frozen as clock:
            notice = outbox.notice()
            deliveries.start(notice)
            for wait in deliveries.WAITS:
                told = outbox.state_of(notice)
                assert told.state == "waiting" and "451" in told.problem
                assert told.next_try_at == timezone.now() + wait
                clock.shift(wait - timedelta(seconds=1))
                assert deliveries.send_due() == ""
                clock.shift(timedelta(seconds=1))
                deliveries.send_due()
        assert outbox.state_of(notice).state == "failed"

    def test_by_a_persons_wish_it_begins_anew(self, mailbox):
        with outbox.offered():
            notice = outbox.notice()
            Delivery.objects.update(state="failed", tries=9, problem="gone")
            deliveries.again(outbox.state_of(notice))
            deliveries.again(outbox.state_of(notice))
        assert outbox.state_of(notice).state == "done"
        assert len(mailbox.mails) == 1

    def test_what_can_never_work_is_given_up_at_once_or_tried_every_day(self):
        def send(delivery):
            raise SourceInvalid("no such place")

        for gives_up, state in ((True, "failed"), (False, "waiting")):
            with outbox.offered(send, gives_up):
                notice = outbox.notice(f"{gives_up}@example.org")
                deliveries.start(notice)
            told = outbox.state_of(notice)
            assert (told.state, told.problem) == (state, "no such place")
        assert told.next_try_at > timezone.now() + timedelta(hours=23)

    def test_of_an_unknown_error_only_the_kind_is_told(self, caplog):
        def send(delivery):
            raise ValueError("Jo Müster lives at Am Bach 3")

        with outbox.offered(send):
            notice = outbox.notice()
            deliveries.start(notice)
        told = outbox.state_of(notice)
        assert (told.state, told.problem) == ("waiting", "ValueError")
        assert "Müster" not in caplog.text

    def test_what_one_process_has_taken_no_other_tries(self):
        with outbox.offered():
            notice = outbox.notice()
            delivery = outbox.state_of(notice)
            assert deliveries._claim(delivery.pk).tries == 1
            assert deliveries.deliver.call(delivery.pk) == "gone"
            assert deliveries.send_due() == ""
            # It was killed: another one may.
            with later(minutes=16):
                assert deliveries._claim(delivery.pk).tries == 2

    def test_what_is_deleted_while_it_goes_out_stays_deleted(self):
        with outbox.offered(lambda delivery: Delivery.objects.all().delete()):
            notice = outbox.notice()
            deliveries.start(notice)
        assert not Delivery.objects.exists()

    def test_there_is_one_for_each_way(self):
        notice = outbox.notice()
        with pytest.raises(IntegrityError), transaction.atomic():
            deliveries.put(notice, outbox.KIND, ["mail"])

    def test_what_no_app_knows_any_more_waits(self):
        notice = outbox.notice()
        deliveries.start(notice)
        assert deliveries.send_due() == ""
        waiting = outbox.state_of(notice)
        assert (waiting.state, waiting.tries) == ("waiting", 0)
        assert str(waiting) == "mail: wartet"

    def test_every_try_has_the_same_identifier_and_each_mail_its_own(self):
        ada, bea = outbox.notice("ada@example.org"), outbox.notice("bea@example.org")
        first = outbox.state_of(ada)
        assert first.message_id("x") == outbox.state_of(ada).message_id("x")
        others = {first.message_id("y"), outbox.state_of(bea).message_id("x")}
        assert len({first.message_id("x"), *others}) == 3


# --- Several processes -------------------------------------------------------------------------


@pytest.fixture
def waiting(transactional_db, tmp_path):
    """Where other processes find thirty notices that wait."""
    for address in ADDRESSES:
        outbox.notice(address)
    return database_url(tmp_path)


def sending(url, port):
    environment = os.environ | {
        "TEST_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "stadttor.settings.test",
    }
    command = [sys.executable, "-m", "tests.submissions.outbox_process", str(port)]
    return subprocess.Popen(command, env=environment, cwd=site_settings.BASE_DIR)


def test_several_processes_at_once_send_each_mail_once(waiting):
    with smtp.running() as (mailbox, port):
        processes = [sending(waiting, port) for _number in range(3)]
        assert [process.wait(timeout=300) for process in processes] == [0, 0, 0]
        assert mailbox.addresses == ADDRESSES


def test_what_a_killed_process_held_waits_for_a_quarter_of_an_hour_and_the_rest_goes_out(waiting):
    with smtp.running() as (mailbox, port):
        mailbox.holding = {3: "before"}
        process = sending(waiting, port)
        deadline = time.monotonic() + 300
        while mailbox.seen < 3:
            if time.monotonic() > deadline:
                pytest.fail("the third mail never came")
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert sending(waiting, port).wait(timeout=300) == 0
        assert len(mailbox.mails) == len(ADDRESSES) - 1
        assert len(set(mailbox.addresses)) == len(ADDRESSES) - 1
