"""What is installed is locked: every package by version and hash, from no named server."""

import json
import re
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
LOCKS = ["requirements", "requirements-dev", "requirements-node", "requirements-uv"]


def canonical(name: str) -> str:
    """PEP 503: `factory_boy` and `Factory-Boy` are one package."""
    return re.sub(r"[-_.]+", "-", name.split("[")[0]).lower()


def wanted(file: Path) -> set[str]:
    lines = [line for line in file.read_text().splitlines() if re.match(r"[A-Za-z]", line)]
    return {canonical(re.match(r"[\w.-]+", line)[0]) for line in lines}


def locked(file: Path) -> dict[str, list[str]]:
    """Package → its blocks of lines in the lock: one, or one for each range of Pythons."""
    blocks = {}
    for block in re.split(r"\n(?=[A-Za-z])", file.read_text()):
        if "==" in block:
            blocks.setdefault(canonical(block.split("==")[0]), []).append(block)
    return blocks


def pins(blocks: list[str]) -> list[str]:
    """Versions and the Pythons they are for, without hashes and comments."""
    return [block.split("\\")[0].strip() for block in blocks]


@pytest.mark.parametrize("name", LOCKS)
def test_every_wanted_package_is_locked_with_hashes(name):
    lock = locked(BASE / f"{name}.txt")
    assert wanted(BASE / f"{name}.in") <= set(lock), "type: make lock"
    assert all("--hash=sha256:" in block for blocks in lock.values() for block in blocks)


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_a_server(name):
    text = (BASE / f"{name}.txt").read_text()
    assert "://" not in text
    assert not re.search(r"^--", text, re.MULTILINE)


def test_both_locks_agree_on_versions():
    production = locked(BASE / "requirements.txt")
    development = locked(BASE / "requirements-dev.txt")
    assert {name: pins(blocks) for name, blocks in production.items()} == {
        name: pins(development[name]) for name in production
    }


def test_front_end_packages_are_locked_with_hashes_and_name_no_server():
    text = (BASE / "package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    package = json.loads((BASE / "package.json").read_text())
    wanted_packages = package["dependencies"] | package["devDependencies"]
    for name, version in wanted_packages.items():
        assert packages[f"node_modules/{name}"]["version"] == version
    assert all(entry["integrity"] for path, entry in packages.items() if path)
    assert "://" not in text
