"""kill -9 between the mail server's answer and our note: what comes twice is one mail by its id."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings as site_settings
from django.urls import reverse
from django.utils import timezone

from home import barriers
from home.models import BarrierReport
from submissions import deliveries
from tests.home import examples
from tests.home.forms.conftest import ANSWERS, make_form, opened_a_minute_ago
from tests.served import database_url
from tests.subscriptions import smtp


@pytest.fixture
def waiting(transactional_db, settings, client, tmp_path):
    """Where other processes find a form and a barrier whose mails could not be sent yet."""
    home = examples.make_home()
    statement = examples.add(home, examples.statement())
    page = make_form(home)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    data = {**ANSWERS, "opened": opened_a_minute_ago()}
    assert client.post(reverse("forms:send", args=[page.pk]), data).status_code == 302
    report = BarrierReport.objects.create(receipt="B-1", statement=statement, text="Zu klein")
    deliveries.put(report, barriers.KIND, [barriers.CONTACT])
    return database_url(tmp_path), statement.contact_email


def mailing(url, port, moment):
    environment = os.environ | {
        "TEST_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "stadttor.settings.test",
    }
    command = [sys.executable, "-m", "tests.home.killed_mails", str(port), moment.isoformat()]
    return subprocess.Popen(command, env=environment, cwd=site_settings.BASE_DIR)


def test_every_mail_that_comes_twice_has_one_identifier(waiting):
    url, contact = waiting
    begin = timezone.now() + timedelta(minutes=5)
    with smtp.running() as (mailbox, port):
        # Killed after the first mail, after the next one, and so on.
        for attempt in range(3):
            mailbox.holding = {mailbox.seen + 1: "after"}
            already = len(mailbox.mails)
            process = mailing(url, port, begin + attempt * timedelta(minutes=20))
            wait_until(lambda already=already: len(mailbox.mails) > already)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        mailbox.holding = {}
        assert mailing(url, port, begin + timedelta(minutes=80)).wait(timeout=120) == 0
        for address in ("amt@lindenfurt.example", "jo@example.org", contact):
            identifiers = {mail["Message-ID"] for mail in mailbox.to(address)}
            assert len(identifiers) == 1, address
        assert len(mailbox.mails) > 3
        assert len({mail["Message-ID"] for mail in mailbox.mails}) == 3


def wait_until(true, seconds=120):
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            pytest.fail("It never came true.")
        time.sleep(0.01)
