"""Iteration over large tables while other rows are written."""

from collections.abc import Iterator

from django.db import models


def in_batches(rows: models.QuerySet, size: int = 200) -> Iterator[models.Model]:
    """The rows by primary key; no more than `size` of them are in memory.

    Each batch is read to its end before its first row is yielded, so the caller may write.
    With `iterator()` the reading stays open: SQLite then refuses every write ("database is
    locked") once another process has written, however long one waits (SQLITE_BUSY_SNAPSHOT).
    """
    rows, last = rows.order_by("pk"), None
    while True:
        batch = list((rows if last is None else rows.filter(pk__gt=last))[:size])
        yield from batch
        if len(batch) < size:
            return
        last = batch[-1].pk
