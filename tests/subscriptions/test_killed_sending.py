"""kill -9 in the middle of a round: nobody is told twice, and nobody is left out."""

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.db import connection

from tests.subscriptions import smtp
from tests.subscriptions.builders import follow
from tests.subscriptions.conftest import NEXT_MORNING, NOON

ADDRESSES = sorted(f"reader{number:02}@example.org" for number in range(20))
LATER = timedelta(minutes=11)  # a claim of ten minutes has ended


@pytest.fixture
def database_url(transactional_db, tmp_path):
    """Where other processes find the readers: the test's database, or a copy of one in memory."""
    if connection.vendor != "sqlite":
        values = connection.settings_dict
        return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**values)

    def copy():
        with contextlib.closing(sqlite3.connect(tmp_path / "db.sqlite3")) as target:
            connection.ensure_connection()
            connection.connection.backup(target)
        return f"sqlite:///{tmp_path}/db.sqlite3"

    return copy


@pytest.fixture
def readers(database_url, board, clock):
    """Twenty who follow the board; where other processes find them."""
    for address in ADDRESSES:
        follow(address)
    return database_url() if callable(database_url) else database_url


@contextlib.contextmanager
def sending(url, port, moment):
    """A process that sends; killed at the end of the block if it still runs."""
    environment = os.environ | {
        "TEST_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "stadttor.settings.test",
        "NOTICE_AT": (NOON + timedelta(hours=1)).isoformat(),
    }
    command = [sys.executable, "-m", "tests.subscriptions.killed_sending", str(port)]
    process = subprocess.Popen(
        [*command, moment.isoformat()], env=environment, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        _told, complaint = process.communicate()
    assert process.returncode in (0, -signal.SIGKILL), complaint


def to_the_end(url, port, moment):
    with sending(url, port, moment) as process:
        assert process.wait(timeout=60) == 0


def wait_until(true, seconds=60):
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            pytest.fail("It never came true.")
        time.sleep(0.01)


def ids(mails):
    return [mail["Message-ID"] for mail in mails]


def test_killed_before_the_server_has_taken_a_mail(readers):
    with smtp.running() as (mailbox, port):
        mailbox.holding = {8: "before"}
        with sending(readers, port, NEXT_MORNING):
            wait_until(lambda: mailbox.seen == 8)
        assert mailbox.addresses == ADDRESSES[:7]
        to_the_end(readers, port, NEXT_MORNING + timedelta(minutes=1))
        # Whom the killed process had claimed is left alone for ten minutes.
        assert mailbox.addresses == sorted({*ADDRESSES} - {ADDRESSES[7]})
        to_the_end(readers, port, NEXT_MORNING + LATER)
        assert mailbox.addresses == ADDRESSES
        assert len(set(ids(mailbox.mails))) == len(ADDRESSES)


def test_killed_between_the_servers_answer_and_our_note(readers):
    """The one moment in which a mail may come twice: then it is told apart by its Message-ID."""
    with smtp.running() as (mailbox, port):
        mailbox.holding = {8: "after"}
        with sending(readers, port, NEXT_MORNING):
            wait_until(lambda: len(mailbox.mails) == 8)
        to_the_end(readers, port, NEXT_MORNING + LATER)
        twice = mailbox.to(ADDRESSES[7])
        assert len(twice) == 2
        assert len(set(ids(twice))) == 1
        assert mailbox.addresses == sorted([*ADDRESSES, ADDRESSES[7]])


def test_killed_at_random_moments_all_are_told_once(readers):
    with smtp.running() as (mailbox, port):
        for attempt in range(3):
            already = len(mailbox.mails)
            enough = already + random.randint(1, 4)  # noqa: S311
            moment = NEXT_MORNING + attempt * LATER
            with sending(readers, port, moment):
                wait_until(lambda enough=enough: len(mailbox.mails) >= min(enough, len(ADDRESSES)))
        to_the_end(readers, port, NEXT_MORNING + 4 * LATER)
        to_the_end(readers, port, NEXT_MORNING + 5 * LATER)
        assert sorted(set(mailbox.addresses)) == ADDRESSES
        assert len(set(ids(mailbox.mails))) == len(ADDRESSES)


def test_two_rounds_at_once_tell_everybody_once(readers):
    with smtp.running() as (mailbox, port):
        with (
            sending(readers, port, NEXT_MORNING) as first,
            sending(readers, port, NEXT_MORNING) as second,
        ):
            assert first.wait(timeout=60) == second.wait(timeout=60) == 0
        assert mailbox.addresses == ADDRESSES
