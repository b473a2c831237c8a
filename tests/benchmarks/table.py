"""The table that a benchmark prints, and the database it runs on."""

import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass

from django.test.runner import DiscoverRunner


@dataclass(frozen=True)
class Row:
    """One figure: what, how much, in which unit, and the goal as text ("≤ 30 ×")."""

    what: str
    figure: float
    unit: str
    goal: str = ""
    good: bool | None = None


def ratio(what, figure, limit):
    return Row(what, figure, "×", f"≤ {limit} ×", figure <= limit)


def seconds(function, repeats=3):
    """The shortest of several runs: the one that other programs disturbed least."""
    best = float("inf")
    for _number in range(repeats):
        start = time.perf_counter()
        function()
        best = min(best, time.perf_counter() - start)
    return best


@contextmanager
def database():
    """A test database of the run's own, removed afterwards."""
    runner = DiscoverRunner(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        yield
    finally:
        runner.teardown_databases(old)


def show(rows):
    for row in rows:
        verdict = {None: "", True: "good", False: "MISSED"}[row.good]
        sys.stdout.write(f"{row.what:58} {row.figure:10.2f} {row.unit:6} {row.goal:10} {verdict}\n")
