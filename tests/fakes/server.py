"""What every fake source shares: a real HTTP server on loopback that can be told to misbehave."""

import contextlib
import json
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

LOGIN_PAGE = "<!doctype html><title>Anmeldung</title><p>Bitte melden Sie sich an.</p>"


@dataclass(frozen=True)
class Request:
    """One request as it came; `params` holds a list per name, headers' names are lower case.

    form: what a POST sent as application/x-www-form-urlencoded. query: as it was sent.
    """

    path: str
    params: dict[str, list[str]]
    headers: dict[str, str]
    method: str = "GET"
    form: dict[str, list[str]] = field(default_factory=dict)
    query: str = ""

    def param(self, name: str, default: str = "") -> str:
        return self.params.get(name, [default])[0]

    @property
    def language(self) -> str:
        return self.headers.get("accept-language", "")


@dataclass
class Answer:
    """One answer; `body` is sent as JSON unless it is already text or bytes.

    A Content-Length among the headers is sent as it is, true or not.
    """

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"

    def encoded(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        if isinstance(self.body, str):
            return self.body.encode()
        return json.dumps(self.body, ensure_ascii=False).encode()


@dataclass
class Fault:
    """From the answer after `after` good ones on, `times` answers (None: all) go wrong."""

    path: str
    answer: Answer | None
    after: int
    times: int | None
    hang: float = 0.0


class _Server(ThreadingHTTPServer):
    """Does not complain of clients that hang up: runs are killed on purpose."""

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class FakeServer(ABC):
    """Base of the fakes: subclasses answer in `respond(request) -> Answer`.

    requests: every request that came. most_at_once: how many were in work at the same time.
    delay: seconds that every answer takes, so that a run can be watched or killed.
    """

    def __init__(self, port: int = 0):
        self.port = port
        self.delay = 0.0
        self.requests: list[Request] = []
        self.most_at_once = 0
        self._at_once = 0
        self._faults: list[Fault] = []
        self._lock = threading.Lock()
        self._stopping = threading.Event()

    # --- Faults -------------------------------------------------------------------------

    def fail(self, path="", *, status=503, after=0, times=None, headers=None):
        """Answer with an error status wherever the path starts with `path`."""
        body = {"message": "so it was told"}
        self._add(path, Answer(body, status, headers or {}), after, times)

    def show_login_page(self, path="", *, after=0, times=None):
        """200, but a web page."""
        answer = Answer(LOGIN_PAGE, content_type="text/html; charset=utf-8")
        self._add(path, answer, after, times)

    def say(self, body, path="", *, after=0, times=None, content_type="application/json"):
        """200 with this body, JSON or text."""
        self._add(path, Answer(body, content_type=content_type), after, times)

    def hang(self, path="", *, seconds=30.0, after=0, times=None):
        """Take the request and keep silent."""
        self._add(path, None, after, times, seconds)

    def behave(self):
        """Forget all faults."""
        with self._lock:
            self._faults.clear()

    def _add(self, path, answer, after, times, hang=0.0):
        with self._lock:
            self._faults.append(Fault(path, answer, after, times, hang))

    def _due_fault(self, path) -> Fault | None:
        with self._lock:
            for fault in self._faults:
                if not path.startswith(fault.path):
                    continue
                if fault.after > 0:
                    fault.after -= 1
                elif fault.times is None:
                    return fault
                elif fault.times > 0:
                    fault.times -= 1
                    return fault
        return None

    # --- Serving ------------------------------------------------------------------------

    @property
    def at_once(self) -> int:
        """How many requests are in work just now."""
        with self._lock:
            return self._at_once

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @abstractmethod
    def respond(self, request: Request) -> Answer:
        """What the source says when all is well."""

    def paths(self, prefix="") -> list[str]:
        """The paths asked for so far."""
        return [request.path for request in self.requests if request.path.startswith(prefix)]

    def answer(self, request: Request) -> Answer | None:
        """None when nothing is to be sent at all."""
        with self._lock:
            self.requests.append(request)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            self._stopping.wait(self.delay)
            if fault := self._due_fault(request.path):
                self._stopping.wait(fault.hang)
                return fault.answer
            return self.respond(request)
        finally:
            with self._lock:
                self._at_once -= 1

    def start(self):
        self._stopping.clear()
        self._httpd = _Server(("127.0.0.1", self.port), _handler_for(self))
        self._httpd.daemon_threads = True
        self.port = self._httpd.server_address[1]
        self._thread = threading.Thread(
            target=self._httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    def stop(self):
        self._stopping.set()
        self._httpd.shutdown()
        self._httpd.server_close()
        self._thread.join()


@contextlib.contextmanager
def running(server: FakeServer) -> Iterator[FakeServer]:
    """`with running(FakeInfodienste()) as server:` … `server.url`."""
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _handler_for(server: FakeServer):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 60
        # Headers and body are two packets, and the second must not wait for an acknowledgement.
        disable_nagle_algorithm = True

        def do_POST(self):
            length = int(self.headers.get("Content-Length", 0))
            self.do_GET(parse_qs(self.rfile.read(length).decode(), keep_blank_values=True))

        do_PUT = do_POST

        def do_GET(self, form=None):
            parts = urlsplit(self.path)
            request = Request(
                parts.path,
                parse_qs(parts.query, keep_blank_values=True),
                {name.lower(): value for name, value in self.headers.items()},
                self.command,
                form or {},
                parts.query,
            )
            answer = server.answer(request)
            if answer is None:
                self.close_connection = True
                return
            body = answer.encoded()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            if "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(body)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            """Keep quiet; `server.requests` remembers."""

    return Handler


def wait_until(condition, seconds: float = 10.0) -> bool:
    """Whether `condition()` became true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return bool(condition())
