"""A real system on loopback that takes submissions, and can be told to refuse them."""

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Taker:
    """taken: [(headers, body)] of every request. status: what it answers."""

    def __init__(self):
        self.taken = []
        self.status = 201
        self.location = ""


@contextlib.contextmanager
def running():
    """(taker, address) of a server on a free port."""
    taker = Taker()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers.get("Content-Length", 0))
            taker.taken.append((dict(self.headers), self.rfile.read(length)))
            self.send_response(taker.status)
            if taker.location:
                self.send_header("Location", taker.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield taker, f"http://127.0.0.1:{server.server_port}/annahme"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
