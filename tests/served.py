"""The site as operators run it: gunicorn with several processes, on the test's own database."""

import contextlib
import os
import socket
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from django.db import connection

BASE = Path(__file__).resolve().parent.parent
PATIENCE = 600  # tenths of a second; gunicorn is up when it answers


@dataclass
class Served:
    """Where the site answers, and what it has written down about each request."""

    url: str
    access_log: Path

    def processes(self) -> set[str]:
        """Which processes have answered so far."""
        return {line.split()[0] for line in self.access_log.read_text().splitlines()}

    def session(self) -> requests.Session:
        """A stranger's program; each request has a connection of its own."""
        session = requests.Session()
        session.headers["Connection"] = "close"
        return session


@contextlib.contextmanager
def served(folder: Path, workers: int = 2, **environment):
    """The running site; to be used with the fixture `transactional_db`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "access.log"
    log.touch()
    command = [
        *(sys.executable, "-m", "gunicorn", "stadttor.wsgi", f"--workers={workers}"),
        *(f"--bind=127.0.0.1:{port}", f"--access-logfile={log}"),
        *("--access-logformat", "%(p)s %(s)s %(U)s", "--chdir", str(BASE)),
    ]
    known = {
        "TEST_DATABASE_URL": database_url(folder),
        "DJANGO_SETTINGS_MODULE": "stadttor.settings.test",
        "PYTHONPATH": f"{BASE}:{BASE / 'site'}",
    }
    process = subprocess.Popen(
        command, env=os.environ | known | environment, stderr=subprocess.PIPE, text=True
    )
    site = Served(f"http://127.0.0.1:{port}", log)
    try:
        _wait_for(site, process)
        yield site
    finally:
        process.terminate()
        process.communicate()


def _wait_for(site, process):
    for _time in range(PATIENCE):
        if process.poll() is not None:
            pytest.fail(process.stderr.read())
        with contextlib.suppress(requests.ConnectionError):
            requests.get(f"{site.url}/robots.txt", timeout=60)
            return
        time.sleep(0.1)
    pytest.fail("gunicorn does not answer")


def database_url(folder) -> str:
    """Where other processes find the test's database; a copy of it for SQLite in memory."""
    if connection.vendor != "sqlite":
        values = connection.settings_dict
        return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**values)
    with contextlib.closing(sqlite3.connect(folder / "db.sqlite3")) as target:
        connection.ensure_connection()
        connection.connection.backup(target)
    return f"sqlite:///{folder}/db.sqlite3"
