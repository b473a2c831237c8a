"""`make run` from an empty folder: the demo city answers, and one signal ends everything."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
# How long to wait for what never comes; no measure of speed.
PATIENCE = 600


def environment(var):
    """A machine's environment without any engine named, writing into `var` only."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "STADTTOR_VAR": str(var), "PYTHONUNBUFFERED": "1"}


def command(port):
    return [sys.executable, "scripts/run.py", "--port", str(port)]


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def children_of(pid):
    tasks = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in tasks]


def is_alive(pid):
    """Whether the process runs; one that only waits to be collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_for(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.2)
    return condition()


@contextmanager
def running(port, var, log):
    """The site once it answers; ended by one signal, with all its processes."""
    with log.open("w") as output:
        site = subprocess.Popen(
            command(port), cwd=BASE, env=environment(var), stdout=output, stderr=subprocess.STDOUT
        )
    processes = []
    try:
        wait_for(lambda: site.poll() is not None or "Ctrl-C" in log.read_text())
        assert "Ctrl-C" in log.read_text(), log.read_text()
        yield site
        processes = [site.pid, *children_of(site.pid)]
        processes += [grandchild for child in processes[1:] for grandchild in children_of(child)]
    finally:
        site.send_signal(signal.SIGTERM)
        assert site.wait(timeout=PATIENCE) == 0
    # run.py, the web server and its two workers, background tasks, schedule
    assert len(processes) >= 6
    assert wait_for(lambda: not any(map(is_alive, processes)))


def test_the_demo_city_answers_and_one_signal_ends_it_all(tmp_path, free_port):
    var, log = tmp_path / "var", tmp_path / "log"
    with running(free_port, var, log):
        password = (var / "editor-password").read_text()
        assert f"redaktion / {password}" in log.read_text()
        assert f"http://127.0.0.1:{free_port}/" in log.read_text()
        # Owners of pages that are overdue are written to: into files, not into the terminal.
        assert "Message-ID" not in log.read_text()
        assert "Traceback" not in log.read_text()
        assert f"{tmp_path.name}/var/mails/\n" in log.read_text()

        status, home = get(free_port, "/")
        assert status == 200
        assert "Lindenfurt" in home
        status, letter = get(free_port, "/dienstleistungen/a-z/p/")
        assert status == 200
        assert "Personalausweis beantragen" in letter
        assert get(free_port, "/admin/login/")[0] == 200
        assert wait_for(lambda: list((var / "mails").glob("*.eml")))

    # Nothing has changed since: the second start finds all of it prepared.
    stamp = var / ".prepared"
    prepared = stamp.stat().st_mtime_ns
    with running(free_port, var, log):
        assert get(free_port, "/")[0] == 200
        assert "Collecting" not in log.read_text()
        assert stamp.stat().st_mtime_ns == prepared


def test_a_taken_port_is_named_with_the_way_out(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        outcome = subprocess.run(
            command(port),
            cwd=BASE,
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    assert outcome.returncode == 1
    assert f"Port {port} is taken" in outcome.stderr
    assert f"make run PORT={port + 1}" in outcome.stderr
    assert not list(tmp_path.iterdir())
