"""Times typed in the nights when the clocks change."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from core.schedule_forms import ClockField


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2027-10-31 01:30", datetime(2027, 10, 30, 23, 30, tzinfo=UTC)),
        # 02:30 comes twice.
        ("2027-10-31 02:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("2027-10-31 03:30", datetime(2027, 10, 31, 2, 30, tzinfo=UTC)),
        # From 02:00 the clock goes to 03:00.
        ("2027-03-28 02:30", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        ("2027-03-28 03:30", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
    ],
)
def test_every_time_of_the_clock_is_taken(typed, meant):
    assert ClockField().clean(typed).astimezone(UTC) == meant


def test_what_is_no_time_is_refused():
    with pytest.raises(ValidationError):
        ClockField().clean("2027-10-31 25:30")
