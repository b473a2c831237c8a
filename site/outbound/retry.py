"""Retries of temporary failures: exponential back-off with jitter, or as the server asks."""

import random
import time
from collections.abc import Callable

from .errors import SourceError

MAX_WAIT = 60.0  # seconds between two tries, whatever Retry-After says


class TryAgain(Exception):
    """This attempt failed temporarily. `wait`: seconds the server asked for."""

    def __init__(self, error: SourceError, wait: float | None = None):
        super().__init__()
        self.error = error
        self.wait = wait


def tries(attempt: Callable, retries: int, backoff: float):
    """The result of `attempt`, after at most `retries` further tries.

    Raises the last TryAgain's error, and at once whatever else `attempt` raises.
    """
    for number in range(retries + 1):
        try:
            return attempt()
        except TryAgain as failed:
            if number == retries:
                raise failed.error from None
            wait = failed.wait
        if wait is None:
            # Jitter, so that many clients do not come back at the same moment.
            wait = backoff * 2**number * random.uniform(0.8, 1.2)  # noqa: S311
        time.sleep(min(wait, MAX_WAIT))
    raise AssertionError("at least one attempt is made")
