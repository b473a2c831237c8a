"""kill -9 at any moment of a harvest: what is published is nothing or all, the next run goes on."""

import contextlib
import json
import os
import random
import sqlite3
import subprocess
import sys

import pytest
from django.db import connection

from tests.fakes.oparl import FakeOparl
from tests.fakes.server import running
from tests.opendata.oparl.harvest.harvesting import source_at

NUMBER = 20


@pytest.fixture
def database_url(transactional_db, tmp_path):
    """Where another process finds the test's database; a copy of it for SQLite in memory."""
    if connection.vendor != "sqlite":
        values = connection.settings_dict
        return lambda: "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**values)

    def copy():
        with contextlib.closing(sqlite3.connect(tmp_path / "db.sqlite3")) as target:
            connection.ensure_connection()
            connection.connection.backup(target)
        return f"sqlite:///{tmp_path}/db.sqlite3"

    return copy


def test_twenty_killed_harvests_end_like_an_undisturbed_one(database_url, tmp_path):
    moments = [f"{random.uniform(0.05, 0.98):.3f}" for _number in range(NUMBER)]  # noqa: S311
    with running(FakeOparl()) as server:
        server.per_page = 2
        source_at(server.system_url)
        environment = os.environ | {
            "TEST_DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "stadttor.settings.test",
            "STADTTOR_VAR": str(tmp_path),
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.opendata.oparl.harvest.killed_harvest", "rat", *moments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=240,
        )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["whole"] != "empty"
    assert set(told["killed"]) <= {"empty", told["whole"]}, moments
    assert "empty" in told["killed"], moments
    assert set(told["repaired"]) == {told["whole"]}, moments
    assert set(told["rows"]) == {told["whole_rows"]}, moments
    # Some were cut off with a part of the raw store filled, and the rest came in the next run.
    assert any(0 < number < told["whole_rows"] for number in told["raw"]), moments
