"""Start the site on this machine: web server, background tasks and schedule, until Ctrl-C.

What that needs is made before (preparing.py), as far as it is not there yet.
"""

import argparse
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import preparing
from processes import end

BASE = Path(__file__).resolve().parent.parent
PYTHON = str(BASE / ".venv" / "bin" / "python")
HOST = "127.0.0.1"
START_SECONDS = 60


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


MANAGE = (PYTHON, "manage.py")


def web_server(port: int, dev: bool) -> list[str]:
    if dev:
        return [*MANAGE, "runserver", f"{HOST}:{port}"]
    return [
        *(PYTHON, "-m", "gunicorn", "stadttor.wsgi", "--pythonpath", f"{BASE},{BASE / 'site'}"),
        *("--bind", f"{HOST}:{port}", "--worker-class", "gthread", "--workers", "2"),
        # The site is loaded once, and not by each worker.
        *("--threads", "4", "--preload", "--log-level", "warning"),
    ]


# What readers do not wait for: started when the web server answers.
BEHIND = {
    "background tasks": [*MANAGE, "db_worker", "--no-startup-delay"],
    "schedule": [*MANAGE, "run_schedule", "--loop", "60"],
}


def wait_until_it_answers(port: int, server: subprocess.Popen):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            request = http.client.HTTPConnection(HOST, port, timeout=START_SECONDS)
            request.request("GET", "/")
            request.getresponse()
            return
        except OSError:
            time.sleep(0.1)


def announcement(url: str) -> str:
    sys.path[:0] = [str(BASE), str(BASE / "site")]
    from django.conf import settings

    password = (Path(settings.VAR_DIR) / "editor-password").read_text()
    lines = [
        f"The site       {url}/",
        f"For editors    {url}/admin/",
        f"Sign in with   redaktion / {password}",
    ]
    if settings.EMAIL_BACKEND == "core.mail_files.EmailBackend":
        folder = os.path.relpath(settings.EMAIL_FILE_PATH)
        lines.append(f"Mails          are not sent, but written to {folder}/")
    return "\n".join(["", *(f"  {line}" for line in lines), "", "  Ctrl-C ends it.", ""])


def start(command: list[str]) -> subprocess.Popen:
    # Ctrl-C in the terminal reaches this process only: it ends the others in order.
    return subprocess.Popen(command, cwd=BASE, start_new_session=True)


def serve(port: int, dev: bool) -> int:
    """Run the site's processes until a signal comes or one of them ends; its exit code."""
    url = f"http://{HOST}:{port}"
    started = {"web server": start(web_server(port, dev))}
    try:
        words = announcement(url)
        wait_until_it_answers(port, started["web server"])
        started |= {name: start(command) for name, command in BEHIND.items()}
        print(words, flush=True)
        while True:
            for name, process in started.items():
                if process.poll() is not None:
                    print(f"The {name} ended (exit code {process.returncode}).", file=sys.stderr)
                    return 1
            time.sleep(0.5)
    except KeyboardInterrupt:
        return 0
    finally:
        end(started.values())


def _stop(number, frame):
    raise KeyboardInterrupt


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--dev", action="store_true", help="reload changed code, show errors")
    parser.add_argument("--setup", action="store_true", help="run make setup meanwhile")
    options = parser.parse_args()
    # SIGINT as well: a process that a shell script starts in the background ignores it.
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stadttor.settings.dev")
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    if not port_is_free(options.port):
        print(
            f"Port {options.port} is taken. Choose another: make run PORT={options.port + 1}",
            file=sys.stderr,
        )
        return 1
    os.environ["BASE_URL"] = f"http://{HOST}:{options.port}"
    if options.dev:
        os.environ["DEBUG"] = "1"
    try:
        preparing.prepare(options.dev, options.setup)
        return serve(options.port, options.dev)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
