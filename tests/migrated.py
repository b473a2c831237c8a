"""An SQLite database that all migrations have run on, kept for the next test run.

Wagtail's migrations take longer than most tests. They run once for a state of the migration
files; every other test process loads the outcome into its memory, and every test that commits
finds it there again.
"""

import hashlib
import sqlite3
import sys
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core import management
from django.db import connection
from django.test import utils
from filelock import FileLock

from tests.database_copy import DatabaseCopy

FOLDER = Path(settings.VAR_DIR) / "test-database"


def run_migrations_once():
    """From here on `setup_databases` loads the migrated database where there is one."""
    set_up = utils.setup_databases

    def setup_databases(*args, **options):
        with _migrations_once():
            databases = set_up(*args, **options)
        _restore_by_copying()
        return databases

    if connection.vendor == "sqlite" and not connection.settings_dict["TEST"]["NAME"]:
        utils.setup_databases = setup_databases


def _restore_by_copying():
    """What a test that commits starts from is copied: Django would read it from JSON."""
    migrated = DatabaseCopy()
    connection.creation.deserialize_db_from_string = lambda data: migrated.put_back()


@contextmanager
def _migrations_once():
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = FOLDER / f"{_state_of_migrations()}.sqlite3"
    with FileLock(FOLDER / "lock"):
        if kept.exists():
            with _loaded(kept):
                yield
        else:
            yield
            _keep(kept)


@contextmanager
def _loaded(kept: Path):
    # This connection keeps the shared memory alive until Django has opened its own.
    memory = sqlite3.connect(connection.creation._get_test_db_name(), uri=True)
    with sqlite3.connect(kept) as file:
        file.backup(memory)
    file.close()
    call_command = management.call_command
    management.call_command = lambda name, *args, **options: (
        None if name == "migrate" else call_command(name, *args, **options)
    )
    try:
        yield
    finally:
        management.call_command = call_command
        memory.close()


def _keep(kept: Path):
    for outdated in FOLDER.glob("*.sqlite3"):
        outdated.unlink()
    draft = kept.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with sqlite3.connect(draft) as file:
        connection.connection.backup(file)
    file.close()
    draft.rename(kept)


def _state_of_migrations() -> str:
    """A digest of all migration files and of what runs them."""
    digest = hashlib.sha256(f"{sys.version} {django.VERSION}".encode())
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path).glob("migrations/*.py")):
            digest.update(f"{app.label} {path.name}".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
