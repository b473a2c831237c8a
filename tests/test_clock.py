"""The moved clock (tests/clock.py), and that its stages run real tests under real moments."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests import clock
from tests.test_system_packages import load  # noqa: F401 - a fixture

BASE = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("told", "day", "hours"),
    [
        ("2026-12-31T23:59:50", date(2026, 12, 31), 1),
        ("2028-02-29T12:00:00", date(2028, 2, 29), 1),
        ("2027-03-28T03:00:00", date(2027, 3, 28), 2),
        ("2027-10-31T02:30:00", date(2027, 10, 31), 1),  # the second time
    ],
)
def test_tests_begin_at_the_moment_told(monkeypatch, told, day, hours):
    monkeypatch.setenv(clock.VARIABLE, told)
    with clock.moved():
        assert timezone.localdate() == day
        assert timezone.localtime().utcoffset() == timedelta(hours=hours)


def test_without_it_the_clock_is_the_real_one(monkeypatch):
    monkeypatch.delenv(clock.VARIABLE, raising=False)
    assert clock.moment() is None


def test_every_stage_of_moved_clocks_names_tests_that_are_there(load):  # noqa: F811
    test = load("test")
    assert "all-clocks" in test.ONLY_WHEN_NAMED
    assert all((BASE / name).exists() for name in (*test.DATED, *test.DATED_IN_BRIEF))
    steps = test.STAGES["all-clocks"]({})
    assert [step.environment[clock.VARIABLE] for step in steps] == list(test.CLOCKS)
    chosen = test.STAGES["clocks"]({"TEST_CLOCKS": "2027-02-28T23:59:50"})
    assert [step.environment[clock.VARIABLE] for step in chosen] == ["2027-02-28T23:59:50"]
