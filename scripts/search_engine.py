"""A real OpenSearch on this machine, made of what Maven Central has; for trying and for tests.

    scripts/search_engine.py [start] [--port 9200] [--data FOLDER]    prints its address
    scripts/search_engine.py status  [--port 9200] [--data FOLDER]    exit code 0 when it answers
    scripts/search_engine.py stop    [--port 9200] [--data FOLDER]

It listens on 127.0.0.1 only and asks nobody for a password. Maven fetches its parts into ~/.m2 the
first time, which takes some minutes. The data stay in their folder (var/search-engine) after
`stop`; the process is known by the file `pid` there.
"""

import argparse
import contextlib
import hashlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import system

BASE = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("STADTTOR_VAR") or BASE / "var")
PARTS = BASE / "scripts" / "search_engine"
HOST = "127.0.0.1"
START_SECONDS = 180
STOP_SECONDS = 30
HEAP = "512m"
JAVA = [
    *("java", "-Xms128m", f"-Xmx{HEAP}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
    "-Dlog4j2.level=WARN",
]
PACKAGES = ["default-jdk-headless", "maven"]


class Failed(Exception):
    """The engine did not start, or Maven did not bring its parts; says why."""


@dataclass(frozen=True)
class Engine:
    """One engine of this machine: its port, and the folder of its data, log and pid."""

    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def pid(self) -> int | None:
        """The process of the file `pid`, if that is still this engine."""
        try:
            pid = int((self.folder / "pid").read_text())
            arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):
            return None
        return pid if str(self.folder).encode() in arguments else None

    def health(self) -> str:
        """green, yellow or red; "" while nothing answers."""
        try:
            # Not by urllib: no proxy stands between.
            connection = http.client.HTTPConnection(HOST, self.port, timeout=10)
            with contextlib.closing(connection):
                connection.request("GET", "/_cluster/health")
                return json.loads(connection.getresponse().read())["status"]
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
            return ""

    def start(self):
        if self.pid:
            return
        if self.health():
            raise Failed(f"Port {self.port} is taken by another engine.")
        for name in ("config", "tmp"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        command = [
            *(*JAVA, f"-Djava.io.tmpdir={self.folder / 'tmp'}", "--class-path", class_path()),
            *(str(PARTS / "SearchEngine.java"), str(self.folder), str(self.port)),
        ]
        with (self.folder / "log").open("w") as log:
            # Ctrl-C in the terminal is not meant for it.
            process = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )
        (self.folder / "pid").write_text(str(process.pid))
        self._wait(process)

    def _wait(self, process):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            if self.health() in ("green", "yellow"):
                return
            time.sleep(0.3)
        process.kill()
        process.wait()
        tail = (self.folder / "log").read_text(errors="replace")[-2000:]
        raise Failed(f"OpenSearch did not start:\n{tail}")

    def stop(self) -> bool:
        """Whether it ran."""
        pid = self.pid
        if not pid:
            return False
        deadline = time.monotonic() + STOP_SECONDS
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
            while time.monotonic() < deadline and self.pid:
                time.sleep(0.1)
            if self.pid:
                os.kill(pid, signal.SIGKILL)
        (self.folder / "pid").unlink(missing_ok=True)
        return True


def class_path() -> str:
    """All parts, fetched by Maven where they are not here. Raises Failed."""
    system.ensure(PACKAGES)
    pom = PARTS / "pom.xml"
    mark = hashlib.sha256(pom.read_bytes()).hexdigest()[:16]
    # Not in VAR, which tests have for themselves: Maven takes its time even when all is here.
    kept = BASE / "var" / f"search-engine-parts-{mark}"
    if not kept.exists() or not all(map(os.path.exists, kept.read_text().split(os.pathsep))):
        kept.parent.mkdir(parents=True, exist_ok=True)
        fetched = kept.with_suffix(f".{os.getpid()}")
        print("Maven fetches OpenSearch", file=sys.stderr, flush=True)
        maven = [
            *("mvn", "--quiet", "--batch-mode", "--file", str(pom), "dependency:build-classpath"),
            f"-Dmdep.outputFile={fetched}",
        ]
        if subprocess.run(maven, stdout=sys.stderr).returncode:
            raise Failed("Maven did not bring OpenSearch; is its registry in reach?")
        fetched.replace(kept)
    return kept.read_text()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("command", nargs="?", default="start", choices=["start", "status", "stop"])
    parser.add_argument("--port", type=int, default=9200)
    parser.add_argument("--data", type=Path, default=VAR / "search-engine")
    options = parser.parse_args()
    engine = Engine(options.port, options.data.resolve())
    if options.command == "stop":
        print("stopped" if engine.stop() else "not running")
        return 0
    if options.command == "start":
        engine.start()
    health = engine.health() if engine.pid else ""
    print(f"{engine.url} {health}, pid {engine.pid}" if health else "not running")
    return 0 if health else 3


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (Failed, system.Missing) as error:
        sys.exit(str(error))
