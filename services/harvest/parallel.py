"""Parallel requests with results in order. No Django here."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

AT_ONCE = 3  # what the vendors' servers bear (reference: at most three requests at once)
_AHEAD = 4 * AT_ONCE


def in_parallel(
    work: Callable[[Item], Result], items: Iterable[Item], at_once: int = AT_ONCE
) -> Iterator[tuple[Item, Result]]:
    """(item, work(item)) in the order of the items; only a few results are buffered.

    The first error ends everything: it is raised here, and nothing further is begun.
    """
    pending: deque = deque()
    pool = ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="source")
    try:
        for item in items:
            pending.append((item, pool.submit(work, item)))
            if len(pending) >= _AHEAD:
                first, future = pending.popleft()
                yield first, future.result()
        while pending:
            first, future = pending.popleft()
            yield first, future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
