"""Locks between processes, which a killed one (also by kill -9) leaves free.

A session-level advisory lock on PostgreSQL (chapter 13.3.5 of its manual), `flock` on a file in
VAR_DIR/locks elsewhere. Behind a pooler in transaction mode (pgbouncer) advisory locks do not hold;
give the site a session-mode connection.
"""

import hashlib
import os
import time
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from filelock import FileLock, Timeout


class Taken(Exception):
    """The lock was not free in time."""


@contextmanager
def hold(group: str, number: int, wait: float):
    """Hold a lock. group: who uses it, four ASCII letters. number: one of their locks.

    Raises Taken if it is not free within `wait` seconds.
    """
    held = _on_postgresql if connection.vendor == "postgresql" else _on_file
    with held(group, number, wait):
        yield


@contextmanager
def _on_postgresql(group, number, wait):
    # A session of its own: the lock outlives reconnects of the main one, and a second attempt
    # in the same thread is refused (within one session the lock is re-entrant).
    session = connection.copy()
    try:
        deadline = time.monotonic() + wait
        while not _ask_postgresql(session, group, number):
            if time.monotonic() >= deadline:
                raise Taken
            time.sleep(0.1)
        yield
    finally:
        session.close()


def _ask_postgresql(session, group, number) -> bool:
    keys = [int.from_bytes(group.encode("ascii"), "big"), number % 2**31]
    with session.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", keys)
        return cursor.fetchone()[0]


@contextmanager
def _on_file(group, number, wait):
    folder = settings.VAR_DIR / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    # A soft lock (where there is no flock) would outlive a killed process.
    path = folder / f"{_database_mark()}-{group}-{number}.lock"
    lock = FileLock(path, fallback_to_soft=False)
    try:
        lock.acquire(timeout=wait, poll_interval=0.05)
    except Timeout:
        raise Taken from None
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
