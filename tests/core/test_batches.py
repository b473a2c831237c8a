"""in_batches on a database file of SQLite that another process writes to."""

import sqlite3
from contextlib import closing

import pytest
from django.db import OperationalError, connections

from core.batches import in_batches
from core.models import PeriodicRun

ALIAS = "file"
NAMES = [f"job {number}" for number in range(9)]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "jobs.sqlite3"


@pytest.fixture
def rows(path, django_db_blocker):
    """Nine rows in a file of their own, which is set up as the embedded database is."""
    options = {"init_command": "PRAGMA journal_mode=WAL;", "transaction_mode": "IMMEDIATE"}
    engine = {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": options}
    connections.databases[ALIAS] = connections["default"].settings_dict | engine
    found = PeriodicRun.objects.using(ALIAS)
    with django_db_blocker.unblock():
        with connections[ALIAS].schema_editor() as editor:
            editor.create_model(PeriodicRun)
        found.bulk_create(PeriodicRun(name=name) for name in NAMES)
        yield found.all()
        connections[ALIAS].close()
    del connections[ALIAS]
    del connections.databases[ALIAS]


def write_while_reading(rows, path):
    """After each row another connection writes, and then the one that reads. Names in order."""
    seen = []
    for row in rows:
        with sqlite3.connect(path) as other:
            other.execute("UPDATE core_periodicrun SET error = error || '.'")
        other.close()
        PeriodicRun.objects.using(ALIAS).filter(pk=row.pk).update(error="read")
        seen.append(row.name)
    return seen


def test_one_may_write_between_rows_while_another_process_writes(rows, path):
    assert write_while_reading(in_batches(rows, 2), path) == NAMES


def test_a_cursor_that_stays_open_is_refused(rows, path):
    """Why in_batches exists."""
    refused = pytest.raises(OperationalError, match="locked")
    with closing(rows.iterator(chunk_size=2)) as open_rows, refused:
        write_while_reading(open_rows, path)


@pytest.mark.parametrize("size", [1, 2, 3, 9, 10])
def test_every_row_comes_once_in_order_of_its_key(rows, size):
    assert [row.name for row in in_batches(rows.order_by("-name"), size)] == NAMES
    assert list(in_batches(rows.none(), size)) == []
