"""kill -9 at any moment of a run: the catalogue equals before or after, the next run repairs."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys

import pytest
from django.db import connection

from harvest.models import Source
from tests.benchmarks import delivery
from tests.fakes import infodienste_shapes
from tests.fakes.infodienste import FakeInfodienste
from tests.fakes.server import running

MOMENTS = ["0.1", "0.4", "0.6", "0.75", "0.9"]


@pytest.fixture
def database_url(transactional_db, tmp_path):
    """Where another process finds the test's database; a copy of it for SQLite in memory."""
    if connection.vendor != "sqlite":
        values = connection.settings_dict
        return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**values)

    def copy():
        with contextlib.closing(sqlite3.connect(tmp_path / "db.sqlite3")) as target:
            connection.ensure_connection()
            connection.connection.backup(target)
        return f"sqlite:///{tmp_path}/db.sqlite3"

    return copy


def killed(url, *arguments, **environment):
    url = url() if callable(url) else url
    environment = os.environ | environment
    environment |= {"TEST_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "stadttor.settings.test"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.services.harvest.killed_run", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_killed_import_leaves_the_catalogue_of_before_or_after(database_url, tmp_path):
    Source.objects.create(name="state", title="State", kind="xzufi")
    before, after = tmp_path / "before.xml", tmp_path / "after.xml"
    delivery.write(before, services=150, units=10, ending="beantragen")
    delivery.write(after, services=150, units=10, ending="anzeigen")
    told = killed(database_url, "state", str(before), str(after), *MOMENTS)
    assert told["before"] != told["after"]
    assert set(told["states"]) <= {told["before"], told["after"]}
    assert "interrupted" in told["statuses"]
    assert told["last"] == told["after"]


def test_a_rest_sync_killed_in_the_middle_is_finished_by_the_next(database_url):
    with running(FakeInfodienste()) as server:
        server.delay = 0.02
        Source.objects.create(
            name="rest",
            title="REST",
            kind="infodienste",
            url=server.url,
            area="069990001001",
            secret_name="ZUFI_KEY",
            options={"area_id": infodienste_shapes.AREA_ID, "languages": ["de_DE"]},
        )
        told = killed(database_url, "rest", "", "", "0.3", "0.6", ZUFI_KEY=server.api_key)
    assert told["before"] != told["after"]
    assert set(told["states"]) <= {told["before"], told["after"]}
    assert told["statuses"][0] == "interrupted"
    assert told["last"] != told["before"]
