"""System packages that the tests need: installed with apt as root, otherwise named."""

import os
import shutil
import subprocess
from pathlib import Path

CLUSTER_CONFIG = Path("/etc/postgresql-common/createcluster.d/stadttor.conf")


class Missing(Exception):
    """System packages are missing and cannot be installed from here; says what to type."""


def chromium() -> Path | None:
    """Debian's Chromium, if it is installed."""
    found = shutil.which("chromium")
    return Path(found) if found else None


def postgres_programs() -> Path | None:
    """The folder of the newest installed PostgreSQL server's programs."""
    servers = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(servers, key=lambda path: int(path.parts[-3]), default=None)
    return newest.parent if newest else None


FINDERS = {"chromium": chromium, "postgresql": postgres_programs}


def ensure(packages: list[str]):
    """Install those of `packages` (keys of FINDERS) that are missing. Raises Missing."""
    missing = [package for package in packages if not FINDERS[package]()]
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Missing(
            f"These system packages are missing: {', '.join(missing)}.\n"
            f"Type: sudo apt-get install {' '.join(missing)}"
        )
    print(f"Installing system packages: {', '.join(missing)}", flush=True)
    _apt("update")
    if "postgresql" in missing:
        _install_postgres_common()
    _apt("install", "--yes", "--no-install-recommends", *missing)


def _install_postgres_common():
    """Keep Debian's package from starting a cluster of its own."""
    _apt("install", "--yes", "--no-install-recommends", "postgresql-common")
    CLUSTER_CONFIG.parent.mkdir(parents=True, exist_ok=True)
    CLUSTER_CONFIG.write_text("create_main_cluster = false\n")


def _apt(*arguments):
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(
        ["apt-get", "-qq", *arguments], check=True, env=environment, stdout=subprocess.DEVNULL
    )
