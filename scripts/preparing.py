"""Prepare a working copy for `make run`: other packages than Python's, database, assets, demo.

    scripts/preparing.py [--setup] [--collect]      static files and what they need, and no more

Each is made only as far as it is needed, and side by side where it can be: the database takes one
processor for a while. When nothing has changed since the last time, nothing is even looked at.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from processes import end

BASE = Path(__file__).resolve().parent.parent
PYTHON = str(BASE / ".venv" / "bin" / "python")
VAR = Path(os.environ.get("STADTTOR_VAR") or BASE / "var")
STAMP = VAR / ".prepared"
# What the outcome is made of, and what was made.
SOURCES = ("home", "opendata", "search", "services", "site")
FILES = ("package-lock.json", "requirements.txt", "requirements-dev.txt", "Makefile")
MADE = ("node_modules/.package-lock.json", "site/static/vendor/fonts/fonts.css")
KEPT = ("stadttor.sqlite3", "editor-password")
SETTINGS = ("BASE_URL", "DEBUG", "DJANGO_SETTINGS_MODULE", "SITE_NAME", "STADTTOR_ARS")


def prepare(dev: bool, setup: bool):
    """Everything, unless it was done in this state already."""
    now = state()
    if STAMP.exists() and STAMP.read_text() == now and not os.environ.get("DATABASE_URL"):
        return
    STAMP.unlink(missing_ok=True)
    make(dev, setup)
    STAMP.write_text(state())


def state() -> str:
    """A digest over path, size and time of every file of the site, and of its settings."""
    digest = hashlib.sha256(repr([os.environ.get(name) for name in SETTINGS]).encode())
    for path in sorted(_files()):
        status = path.stat() if path.exists() else None
        size = (status.st_size, status.st_mtime_ns) if status else ()
        digest.update(f"{path} {size}\n".encode())
    for name in KEPT:
        digest.update(f"{name} {(VAR / name).exists()}".encode())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    yield from (BASE / name for name in (*FILES, *MADE))
    for source in SOURCES:
        for folder, folders, names in os.walk(BASE / source):
            folders[:] = [name for name in folders if name != "__pycache__"]
            yield from (Path(folder) / name for name in names)


def make(dev: bool, setup: bool):
    """Migrate, and have static files made meanwhile; then make the demo city."""
    flags = [flag for flag, wanted in (("--setup", setup), ("--collect", not dev)) if wanted]
    assets = subprocess.Popen([PYTHON, __file__, *flags], cwd=BASE, start_new_session=True)
    try:
        migrate()
        # The demo city's links are checked by asking the pages, which name static files.
        if code := assets.wait():
            raise SystemExit(code)
    finally:
        end([assets])
    read_manifest()
    make_demo_city()


def make_assets(setup: bool, collect: bool) -> int:
    """What make installs besides Python's packages, and the static files made of it: exit code."""
    if setup:
        environment = {name: value for name, value in os.environ.items() if name != "MAKEFLAGS"}
        command = ["make", "--silent", "--no-print-directory", "setup"]
        if code := subprocess.run(command, cwd=BASE, env=environment).returncode:
            return code
    if collect:
        set_up_django()
        collect_static()
    return 0


def set_up_django():
    if str(BASE) not in sys.path:
        sys.path[:0] = [str(BASE), str(BASE / "site")]
    import django

    django.setup()


def migrate():
    set_up_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def read_manifest():
    """The names of static files anew: this process may have read them before they were made."""
    from django.contrib.staticfiles.storage import staticfiles_storage

    if hasattr(staticfiles_storage, "load_manifest"):
        manifest = staticfiles_storage.load_manifest()
        staticfiles_storage.hashed_files, staticfiles_storage.manifest_hash = manifest


def make_demo_city():
    from django.core.management import CommandError, call_command
    from django.db import connections

    try:
        call_command("demo")
        # Empty after the update of an older site.
        call_command("search_index", verbosity=0)
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


if __name__ == "__main__":
    try:
        sys.exit(make_assets("--setup" in sys.argv, "--collect" in sys.argv))
    except KeyboardInterrupt:
        sys.exit(130)
