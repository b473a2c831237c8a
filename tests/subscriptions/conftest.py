"""A mail server on loopback, and a topic whose news a test writes."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from subscriptions import topics
from tests.subscriptions import builders

# A Wednesday, at noon in Berlin.
NOON = datetime(2026, 3, 4, 11, 0, tzinfo=UTC)
NEXT_MORNING = NOON + timedelta(hours=18)


@pytest.fixture
def mailbox(mailbox, settings):
    """What comes by mail leads to the city's address."""
    settings.WAGTAILADMIN_BASE_URL = "https://www.lindenfurt.example"
    return mailbox


@pytest.fixture
def board():
    """The topic "board" for the time of a test: what hangs on it is news."""
    before = dict(topics._topics)
    board = builders.Board()
    topics.register(board.topic)
    yield board
    topics._topics.clear()
    topics._topics.update(before)


@pytest.fixture
def clock():
    """The time stands at noon of a Wednesday; `clock.move_to(moment)`."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller
