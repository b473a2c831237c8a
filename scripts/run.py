"""Start the site on this machine: web server, background tasks and schedule, until Ctrl-C.

Before that it brings the database up to date, sets up the demo city and collects static files,
each only as far as it is needed.
"""

import argparse
import hashlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
PYTHON = str(BASE / ".venv" / "bin" / "python")
HOST = "127.0.0.1"
START_SECONDS = 60
END_SECONDS = 15


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def prepare(dev: bool):
    """Migrate, collect static files, make the demo city: one process, one start of Django."""
    sys.path[:0] = [str(BASE), str(BASE / "site")]
    import django
    from django.core.management import CommandError, call_command
    from django.db import connections

    django.setup()
    call_command("migrate", verbosity=0)
    # Before the demo city: its links are checked by asking the pages, which name static files.
    if not dev:
        collect_static()
    try:
        call_command("demo")
    except CommandError as error:
        raise SystemExit(f"The demo city could not be made: {error}") from error
    connections.close_all()


def collect_static():
    """Collect and compress when a static file has come, gone or changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / ".collected"
    state = static_state()
    if stamp.exists() and stamp.read_text() == state:
        return
    print("Collecting static files", flush=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(state)


def static_state() -> str:
    """A digest over path, size and time of every static file of the site and its packages."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = os.stat(storage.path(path))
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def commands(port: int, dev: bool) -> dict[str, list[str]]:
    manage = [PYTHON, "manage.py"]
    web = [
        *(PYTHON, "-m", "gunicorn", "stadttor.wsgi", "--pythonpath", f"{BASE},{BASE / 'site'}"),
        *("--bind", f"{HOST}:{port}", "--worker-class", "gthread", "--workers", "2"),
        *("--threads", "4", "--log-level", "warning"),
    ]
    if dev:
        web = [*manage, "runserver", f"{HOST}:{port}"]
    return {
        "web server": web,
        "background tasks": [*manage, "db_worker", "--no-startup-delay"],
        "schedule": [*manage, "run_schedule", "--loop", "60"],
    }


def wait_until_it_answers(port: int, processes):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and all(one.poll() is None for one in processes):
        try:
            request = http.client.HTTPConnection(HOST, port, timeout=START_SECONDS)
            request.request("GET", "/")
            request.getresponse()
            return
        except OSError:
            time.sleep(0.1)


def end(processes):
    """Ask every child and its children to end; what does not, is ended."""
    for process in processes:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
    deadline = time.monotonic() + END_SECONDS
    for process in processes:
        try:
            process.wait(timeout=max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def announce(url: str):
    from django.conf import settings

    mails = Path(os.path.relpath(settings.EMAIL_FILE_PATH))
    are_files = settings.EMAIL_BACKEND == "core.mail_files.EmailBackend"
    password = (Path(settings.VAR_DIR) / "editor-password").read_text()
    print(
        f"\n  The site       {url}/"
        f"\n  For editors    {url}/admin/"
        f"\n  Sign in with   redaktion / {password}"
        + (f"\n  Mails          are not sent, but written to {mails}/" if are_files else "")
        + "\n\n  Ctrl-C ends it.\n",
        flush=True,
    )


def serve(port: int, dev: bool) -> int:
    """Run the site's processes until a signal comes or one of them ends; its exit code."""
    url = f"http://{HOST}:{port}"
    started = {
        # Ctrl-C in the terminal reaches this process only: it ends the others in order.
        name: subprocess.Popen(command, cwd=BASE, start_new_session=True)
        for name, command in commands(port, dev).items()
    }
    try:
        wait_until_it_answers(port, started.values())
        announce(url)
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
    options = parser.parse_args()
    # SIGINT as well: a process that a shell script starts in the background ignores it.
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    if not port_is_free(options.port):
        print(
            f"Port {options.port} is taken. Choose another: make run PORT={options.port + 1}",
            file=sys.stderr,
        )
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stadttor.settings.dev")
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    os.environ["BASE_URL"] = f"http://{HOST}:{options.port}"
    if options.dev:
        os.environ["DEBUG"] = "1"
    try:
        prepare(options.dev)
        return serve(options.port, options.dev)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
