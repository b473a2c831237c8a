"""Loopback servers, a kind of source of the tests' own, and people with rights."""

import os
import sqlite3
import threading
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection, connections

from harvest import registry
from harvest.models import Source
from harvest.report import SyncReport

from .server import Server


@pytest.fixture
def server():
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def other_host():
    """A second loopback server under another address, which no test lists as private host."""
    server = Server("127.0.0.2")
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def _own_var_dir(settings, tmp_path):
    settings.VAR_DIR = tmp_path


class Harvester:
    """The harvest function of the kind "test": does what the test tells it to."""

    def __init__(self):
        self.jobs = []
        self.report = SyncReport(unchanged=1)
        self.error = None
        self.during = lambda job: None

    def __call__(self, job):
        self.jobs.append(job)
        self.during(job)
        if self.error:
            raise self.error
        return self.report


@pytest.fixture
def harvester(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    harvester = Harvester()
    registry.register(registry.SourceKind("test", "Test", harvester))
    return harvester


@pytest.fixture
def source(db, harvester):
    return make_source()


def make_source(name="katalog", **fields):
    fields = {"kind": "test", "title": f"Quelle {name}", "contacts": "amt@example.org", **fields}
    return Source.objects.create(name=name, **fields)


@pytest.fixture
def person(db):
    """person("run_source", …): somebody who may enter the admin and has these permissions."""

    def make(*codenames):
        user = get_user_model().objects.create_user(
            f"p{get_user_model().objects.count()}", "p@example.org", "secret"
        )
        user.user_permissions.add(
            Permission.objects.get(codename="access_admin"),
            *Permission.objects.filter(content_type__app_label="harvest", codename__in=codenames),
        )
        return user

    return make


@pytest.fixture
def in_other_thread():
    """Runs a function in a thread of its own and gives back its result or error."""

    def run(function):
        box = {}

        def work():
            try:
                box["result"] = function()
            except Exception as error:  # noqa: BLE001 - handed to the test
                box["error"] = error
            finally:
                connections.close_all()

        thread = threading.Thread(target=work)
        thread.start()
        thread.join(20)
        assert not thread.is_alive()
        if "error" in box:
            raise box["error"]
        return box["result"]

    return run


@pytest.fixture
def shared_database(transactional_db, tmp_path):
    """The test's database where a second process can open it: that process's environment."""
    if connection.vendor == "postgresql":
        parts = urlsplit(os.environ["TEST_DATABASE_URL"])
        url = urlunsplit(parts._replace(path="/" + connection.settings_dict["NAME"]))
        yield environment_of(url, tmp_path)
        return
    # A database in memory belongs to its process, so the test moves to a copy in a file.
    path = tmp_path / "shared.sqlite3"
    memory, name = connection.connection, connection.settings_dict["NAME"]
    with closing(sqlite3.connect(path)) as copy:
        memory.backup(copy)
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    try:
        yield environment_of(f"sqlite:///{path}", tmp_path)
    finally:
        if connection.connection is not None:
            connection.connection.close()
        connection.connection, connection.settings_dict["NAME"] = memory, name


def environment_of(database_url, var_dir):
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "stadttor.settings.test",
        "DATABASE_URL": database_url,
        "TEST_DATABASE_URL": database_url,
        "STADTTOR_VAR": str(var_dir),
    }
