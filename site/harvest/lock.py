"""One run per source at a time.

The lock belongs to a process or a database session, so a killed process (also by kill -9) leaves
none behind: a session-level advisory lock on PostgreSQL (chapter 13.3.5 of its manual), `flock`
on a file in VAR_DIR/locks elsewhere. Behind a pooler in transaction mode (pgbouncer) advisory
locks do not hold; give the site a session-mode connection.
"""

import hashlib
import os
import time
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from filelock import FileLock, Timeout

from outbound.errors import AlreadyRunning

# First key of our advisory locks: "harv" in ASCII; the second is the source's id.
_LOCK_CLASS = 0x68617276


@contextmanager
def hold(source, wait: float = 1.0):
    """Hold the lock of `source`. Raises AlreadyRunning if it is not free within `wait` seconds."""
    held = _on_postgresql if connection.vendor == "postgresql" else _on_file
    with held(source, wait):
        yield


def is_free(source) -> bool:
    """Whether no run of `source` is under way at this moment."""
    try:
        with hold(source, wait=0):
            return True
    except AlreadyRunning:
        return False


@contextmanager
def _on_postgresql(source, wait):
    # A session of its own: the lock outlives reconnects of the main one, and a second attempt
    # in the same thread is refused (within one session the lock is re-entrant).
    session = connection.copy()
    try:
        deadline = time.monotonic() + wait
        while not _ask_postgresql(session, source.pk):
            if time.monotonic() >= deadline:
                raise _refusal(source)
            time.sleep(0.1)
        yield
    finally:
        session.close()


def _ask_postgresql(session, key) -> bool:
    with session.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCK_CLASS, key % 2**31])
        return cursor.fetchone()[0]


@contextmanager
def _on_file(source, wait):
    folder = settings.VAR_DIR / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    # A soft lock (where there is no flock) would outlive a killed process.
    lock = FileLock(folder / f"{_database_mark()}-{source.pk}.lock", fallback_to_soft=False)
    try:
        lock.acquire(timeout=wait, poll_interval=0.05)
    except Timeout:
        raise _refusal(source) from None
    try:
        yield
    finally:
        lock.release()


def _database_mark() -> str:
    """Tells databases apart that share a folder; one in memory is this process's own."""
    name = str(connection.settings_dict["NAME"])
    if "memory" in name:
        name = f"{name}-{os.getpid()}"
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def _refusal(source):
    return AlreadyRunning(_("A run of “%(source)s” is under way already.") % {"source": source})
