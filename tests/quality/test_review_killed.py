"""kill -9 in the middle of the reminders: no owner is asked twice, and none is left out."""

import contextlib
import os
import signal
import subprocess
import sys

import pytest

from tests.home import examples
from tests.quality.watched import days, page
from tests.subscriptions import smtp
from tests.subscriptions.test_killed_sending import database_url, wait_until  # noqa: F401

OWNERS = [f"owner{number}@example.org" for number in range(6)]


@pytest.fixture
def content(database_url):  # noqa: F811
    """Six owners with overdue texts; where other processes find them."""
    home = examples.make_home()
    for number, owner in enumerate(OWNERS):
        page(home, f"Text {number}", owner_email=owner, review_on=days(-3))
    return database_url() if callable(database_url) else database_url


@contextlib.contextmanager
def reminding(url, port, hours=0):
    """A process that reminds; killed at the end of the block if it still runs."""
    environment = os.environ | {
        "TEST_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "stadttor.settings.test",
    }
    command = [sys.executable, "-m", "tests.quality.killed_reminders", str(port), str(hours)]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        _told, complaint = process.communicate()
    assert process.returncode in (0, -signal.SIGKILL), complaint


def to_the_end(url, port, hours=0):
    with reminding(url, port, hours) as process:
        assert process.wait(timeout=60) == 0


def test_killed_while_the_server_takes_a_mail(content):
    with smtp.running() as (mailbox, port):
        mailbox.holding = {3: "before"}
        with reminding(content, port):
            wait_until(lambda: mailbox.seen == 3)
        assert mailbox.addresses == OWNERS[:2]
        to_the_end(content, port)
        # Whom the killed process had claimed is left alone for ten minutes.
        assert mailbox.addresses == sorted({*OWNERS} - {OWNERS[2]})
        to_the_end(content, port, hours=1)
        to_the_end(content, port, hours=2)
        assert mailbox.addresses == OWNERS


def test_two_rounds_at_once_ask_every_owner_once(content):
    with smtp.running() as (mailbox, port):
        with reminding(content, port) as first, reminding(content, port) as second:
            assert first.wait(timeout=60) == second.wait(timeout=60) == 0
        assert mailbox.addresses == OWNERS
