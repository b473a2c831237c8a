"""The counter of this process, and the thread that writes it every minute."""

import atexit
import os
from threading import Event, Thread

from django.conf import settings
from django.db import close_old_connections, connections

from .buffer import Counter
from .events import Sighting
from .storage import write

counter = Counter(write)
_writer: Thread | None = None
_writers_process = 0


def count(sighting: Sighting) -> None:
    """Count an event. The first count of a process starts the thread that writes."""
    counter.add(sighting)
    if settings.USAGE_FLUSH_SECONDS and os.getpid() != _writers_process:
        _start()


def write_every(seconds: float, flush, stopped: Event) -> None:
    """Until `stopped`: wait, then flush, and leave no connection open."""
    while not stopped.wait(seconds):
        close_old_connections()
        flush()
        connections.close_all()


def _start():
    global _writer, _writers_process
    # A process that was forked from this one starts its own.
    _writers_process = os.getpid()
    stopped = Event()
    _writer = Thread(
        target=write_every,
        args=(settings.USAGE_FLUSH_SECONDS, counter.flush, stopped),
        name="usage",
        daemon=True,
    )
    _writer.start()
    atexit.register(_stop, os.getpid(), stopped)


def _stop(process, stopped):
    if process == os.getpid():
        stopped.set()
        counter.flush()
