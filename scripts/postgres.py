"""A PostgreSQL cluster that lives as long as one command.

    scripts/postgres.py COMMAND …

runs COMMAND with TEST_DATABASE_URL naming an empty cluster on a free loopback port, then stops
and removes the cluster, however COMMAND ends. As root, the server runs as user postgres.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import system

# Nothing here outlives the run, so nothing need be safe on disk.
FAST = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off"]
START_SECONDS = 30


@contextlib.contextmanager
def throwaway_cluster() -> Iterator[str]:
    """The database URL of a fresh cluster. Raises system.Missing or RuntimeError."""
    system.ensure(["postgresql"])
    programs = system.postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="stadttor-postgres-"))
    identity = _server_identity(folder)
    try:
        password = secrets.token_hex(16)
        _create(programs, folder, password, identity)
        port = _free_port()
        with _serving(programs, folder, port, identity):
            yield f"postgres://postgres:{password}@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _server_identity(folder: Path) -> dict:
    """PostgreSQL refuses to run as root: then it runs as the system's user postgres."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _create(programs, folder, password, identity):
    secret = folder / "password"
    secret.write_text(password)
    if identity:
        os.chown(secret, identity["user"], identity["group"])
    subprocess.run(
        [
            *(programs / "initdb", "--pgdata", folder / "data", "--username", "postgres"),
            *("--auth", "scram-sha-256", "--pwfile", secret, "--encoding", "UTF8"),
            *("--locale", "C.UTF-8", "--no-sync"),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        **identity,
    )


@contextlib.contextmanager
def _serving(programs, folder, port, identity):
    options = ["listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *FAST]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [
                *(programs / "postgres", "-D", folder / "data", "-p", str(port)),
                *(part for option in options for part in ("-c", option)),
            ],
            stdout=log,
            stderr=log,
            cwd=folder,
            # Ctrl-C in the terminal reaches the tests only; the server goes when they are done.
            start_new_session=True,
            **identity,
        )
    try:
        _wait_until_ready(programs, folder, port, server)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # "fast shutdown"
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait_until_ready(programs, folder, port, server):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        ready = subprocess.run(
            [programs / "pg_isready", "--quiet", "--host", "127.0.0.1", "--port", str(port)]
        )
        if ready.returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _stop(number, frame):
    raise SystemExit(128 + number)


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, _stop)
    with throwaway_cluster() as url:
        return subprocess.run(command, env={**os.environ, "TEST_DATABASE_URL": url}).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except system.Missing as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
