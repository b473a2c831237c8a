"""Mornings where the city is, also when the clocks change."""

from datetime import UTC, datetime

import pytest

from subscriptions.frequency import next_after


@pytest.mark.parametrize(
    ("moment", "rhythm", "morning"),
    [
        ((2026, 3, 4, 11, 0), "daily", (2026, 3, 5, 4, 0)),
        ((2026, 3, 4, 3, 59), "daily", (2026, 3, 4, 4, 0)),
        ((2026, 3, 4, 4, 0), "daily", (2026, 3, 5, 4, 0)),
        # 00:30 in Berlin is the evening before in UTC.
        ((2026, 3, 3, 23, 30), "daily", (2026, 3, 4, 4, 0)),
        ((2026, 3, 4, 11, 0), "weekly", (2026, 3, 9, 4, 0)),
        ((2026, 3, 9, 3, 0), "weekly", (2026, 3, 9, 4, 0)),
        ((2026, 3, 9, 4, 0), "weekly", (2026, 3, 16, 4, 0)),
        # Summer time begins on 29 March and ends on 25 October.
        ((2026, 3, 28, 11, 0), "daily", (2026, 3, 29, 3, 0)),
        ((2026, 10, 24, 11, 0), "daily", (2026, 10, 25, 4, 0)),
    ],
)
def test_the_next_morning(moment, rhythm, morning):
    assert next_after(datetime(*moment, tzinfo=UTC), rhythm) == datetime(*morning, tzinfo=UTC)
