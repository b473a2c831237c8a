"""A moved clock: STADTTOR_CLOCK=2026-12-31T23:59:50 lets every test begin at that moment.

Time goes on from there, in Berlin's time. The server and everything else in the test's process
live in that time, and so do pages in Chromium (`move_pages`); other processes do not.
`make test ONLY=clocks` runs what depends on the day under some days, `ONLY=all-clocks` under all.
"""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine

VARIABLE = "STADTTOR_CLOCK"
BERLIN = ZoneInfo("Europe/Berlin")


def moment() -> datetime | None:
    """The moment that tests begin at; None when they keep the real one.

    A time that the clock shows twice is the second one. Raises ValueError.
    """
    told = os.environ.get(VARIABLE, "")
    return datetime.fromisoformat(told).replace(tzinfo=BERLIN, fold=1) if told else None


def moved() -> time_machine.travel:
    """The clock as a context, ticking."""
    return time_machine.travel(moment(), tick=True)


def move_pages(context):
    """Let the pages of a browser's context show the same moment; their timers stay real."""
    if moment():
        context.clock.set_fixed_time(moment())
