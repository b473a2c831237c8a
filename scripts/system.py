"""System packages that the tests need: installed with apt as root, otherwise named."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

CLUSTER_CONFIG = Path("/etc/postgresql-common/createcluster.d/stadttor.conf")
SERVICE_POLICY = Path("/usr/sbin/policy-rc.d")


class Missing(Exception):
    """System packages are missing and cannot be installed from here; says what to type."""


def postgres_programs() -> Path | None:
    """The folder of the newest installed PostgreSQL server's programs."""
    servers = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(servers, key=lambda path: int(path.parts[-3]), default=None)
    return newest.parent if newest else None


def program(name: str):
    """A finder of one program in the system's path."""

    def find() -> Path | None:
        found = shutil.which(name)
        return Path(found) if found else None

    return find


# Debian's package → what tells that it is here. A stage of scripts/test.py names what it needs.
FINDERS: dict[str, Callable[[], Path | None]] = {
    "chromium": program("chromium"),
    "default-jdk-headless": program("javac"),
    "libreoffice-calc": program("soffice"),
    "maven": program("mvn"),
    "postgresql": postgres_programs,
    "redis-server": program("redis-server"),
}


def ensure(packages: Iterable[str]):
    """Install those of `packages` (keys of FINDERS) that are missing. Raises Missing."""
    missing = sorted(package for package in set(packages) if not FINDERS[package]())
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Missing(
            f"These system packages are missing: {', '.join(missing)}.\n"
            f"Type: sudo apt-get install {' '.join(missing)}"
        )
    print(f"Installing system packages: {', '.join(missing)}", flush=True)
    if "postgresql" in missing:
        _make_no_cluster()
    _apt("update")
    with _starting_no_service():
        _apt("install", "--yes", "--no-install-recommends", *missing)


def _make_no_cluster():
    """Keep Debian's package from making a cluster of its own; it reads this when it comes."""
    CLUSTER_CONFIG.parent.mkdir(parents=True, exist_ok=True)
    CLUSTER_CONFIG.write_text("create_main_cluster = false\n")


@contextlib.contextmanager
def _starting_no_service() -> Iterator[None]:
    """Tests start what they need by themselves: a package's service stays off (Debian's policy)."""
    if SERVICE_POLICY.exists():
        yield
        return
    SERVICE_POLICY.write_text("#!/bin/sh\nexit 101\n")
    SERVICE_POLICY.chmod(0o755)
    try:
        yield
    finally:
        SERVICE_POLICY.unlink()


def _apt(*arguments):
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(
        ["apt-get", "-qq", *arguments], check=True, env=environment, stdout=subprocess.DEVNULL
    )
