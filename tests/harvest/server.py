"""A small HTTP server on loopback whose answers a test writes down."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Server:
    """`answers[path]` is a callable(handler), or a list of them: one per request, the last stays.

    `requests` holds (method, path with query, headers, body) of everything that came in.
    """

    def __init__(self, host="127.0.0.1"):
        self.answers = {}
        self.requests = []
        self.busy = self.most_busy = 0
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer((host, 0), self._handler_class())
        self._http.daemon_threads = True
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()
        self.host, self.port = host, self._http.server_port
        self.url = f"http://{host}:{self.port}"

    def wrap(self, context):
        """Speak TLS from now on. context: an ssl.SSLContext with a certificate."""
        self._http.socket = context.wrap_socket(self._http.socket, server_side=True)

    def stop(self):
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(5)

    def paths(self):
        return [path for _method, path, _headers, _body in self.requests]

    def headers_of(self, index):
        return self.requests[index][2]

    def next_answer(self, path):
        with self._lock:
            answer = self.answers.get(path, send(404))
            if isinstance(answer, list):
                return answer.pop(0) if len(answer) > 1 else answer[0]
            return answer

    def count(self, step):
        with self._lock:
            self.busy += step
            self.most_busy = max(self.most_busy, self.busy)

    def _handler_class(server):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                server.requests.append((self.command, self.path, dict(self.headers), body))
                server.count(+1)
                try:
                    server.next_answer(self.path.partition("?")[0])(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True
                finally:
                    server.count(-1)

            do_GET = do_POST = answer

            def log_message(self, *args):
                pass

        return Handler


def send(status=200, body=b"", **headers):
    """An answer; header names are given with underscores: Content_Type="text/plain"."""
    body = body.encode() if isinstance(body, str) else body

    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def send_json(body, status=200, **headers):
    return send(status, body, Content_Type="application/json", **headers)


def break_off(announced=1000, body=b"{"):
    """Promises more than it sends, then hangs up."""

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(announced))
        handler.end_headers()
        handler.wfile.write(body)
        handler.close_connection = True

    return answer


def send_chunks(make_chunks, **headers):
    """A body of unknown length, as `make_chunks()` yields it."""

    def answer(handler):
        handler.send_response(200)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for chunk in make_chunks():
            handler.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
        handler.wfile.write(b"0\r\n\r\n")

    return answer
