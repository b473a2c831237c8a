"""Real search servers for tests, each with a port and a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import ELASTICSEARCH

BASE = Path(__file__).resolve().parents[3]
OPENSEARCH = [sys.executable, str(BASE / "scripts" / "search_engine.py")]
COMMANDS = {
    "opensearch": lambda command: [*OPENSEARCH, command],
    "elasticsearch": lambda command: [
        *(str(ELASTICSEARCH), command, "--engine", "elasticsearch"),
    ],
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One server; `port` stays the same when it is started again."""

    def __init__(self, product: str, folder: Path):
        self.product, self.folder, self.port = product, folder, free_port()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        self._call("start")

    def stop(self):
        self._call("stop")

    def kill(self):
        """As the kernel does when memory is short."""
        pid = int((self.folder / "pid").read_text())
        os.kill(pid, signal.SIGKILL)
        while Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes():
            time.sleep(0.05)

    def _call(self, command):
        options = ["--port", str(self.port), "--data", str(self.folder)]
        subprocess.run([*COMMANDS[self.product](command), *options], check=True)


@contextmanager
def running(product: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="stadttor-search-") as folder:
        server = Server(product, Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()
