"""System packages (scripts/system.py): what stages name is installed in one go, or told."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
SCRIPTS = BASE / "scripts"
# What apt does, as far as it shows here: a program comes, and a service would be started.
APT = """#!/bin/sh
printf '%s\\n' "$*" >> "{log}"
case "$*" in *install*)
    for name in {programs}; do
        printf '#!/bin/sh\\n' > "{bin}/$name" && chmod +x "{bin}/$name"
    done ;;
esac
"""


@pytest.fixture
def load(monkeypatch):
    """`load("system")` is a fresh module of scripts/."""
    monkeypatch.syspath_prepend(str(SCRIPTS))

    def load(name):
        for known in ("system", "postgres"):
            sys.modules.pop(known, None)
        spec = importlib.util.spec_from_file_location(f"scripts_{name}", SCRIPTS / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, spec.name, module)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture
def apt(tmp_path, monkeypatch):
    """An apt-get that brings two programs; `apt()` are the lines it was called with."""
    bin, log = tmp_path / "bin", tmp_path / "log"
    bin.mkdir()
    script = bin / "apt-get"
    script.write_text(APT.format(log=log, bin=bin, programs="redis-server soffice"))
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin}:/bin")
    for name in ("sh", "chmod"):
        (bin / name).symlink_to(f"/bin/{name}")
    return lambda: log.read_text().splitlines() if log.exists() else []


@pytest.fixture
def system(load, apt, tmp_path, monkeypatch):
    module = load("system")
    monkeypatch.setattr(module, "SERVICE_POLICY", tmp_path / "policy-rc.d")
    monkeypatch.setattr(module, "CLUSTER_CONFIG", tmp_path / "etc" / "stadttor.conf")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return module


def test_all_that_is_missing_comes_in_one_call_and_no_service_starts(
    system, apt, tmp_path, monkeypatch
):
    policies = []
    run = subprocess.run
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda *args, **kw: policies.append(system.SERVICE_POLICY.exists()) or run(*args, **kw),
    )
    system.ensure(["redis-server", "libreoffice-calc", "redis-server"])
    update, install = apt()
    assert update.split()[-1] == "update"
    assert install.split()[-2:] == ["libreoffice-calc", "redis-server"]
    assert policies == [False, True]
    assert not system.SERVICE_POLICY.exists()


def test_what_is_here_is_not_installed_again(system, apt):
    system.ensure(["redis-server"])
    system.ensure(["redis-server"])
    assert len(apt()) == 2


def test_a_policy_of_the_machine_stays(system, apt):
    system.SERVICE_POLICY.write_text("of the machine")
    system.ensure(["redis-server"])
    assert system.SERVICE_POLICY.read_text() == "of the machine"


def test_postgresql_is_told_before_it_comes_to_make_no_cluster(system, monkeypatch):
    told = []
    monkeypatch.setattr(
        system, "_apt", lambda *arguments: told.append(system.CLUSTER_CONFIG.read_text())
    )
    monkeypatch.setitem(system.FINDERS, "postgresql", lambda: None)
    system.ensure(["postgresql"])
    assert told == ["create_main_cluster = false\n"] * 2


def test_who_is_not_root_is_told_what_to_type(system, apt, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(system.Missing, match="sudo apt-get install libreoffice-calc redis-server"):
        system.ensure(["redis-server", "libreoffice-calc"])
    assert apt() == []


def test_every_package_that_a_stage_names_is_known(load):
    test, system = load("test"), load("system")
    assert set(test.PACKAGES) <= set(test.STAGES)
    named = {package for packages in test.PACKAGES.values() for package in packages}
    assert named <= set(system.FINDERS)


def test_whoever_names_a_database_needs_no_server(load):
    test = load("test")
    assert "postgresql" in test.needed_packages(["postgresql"], {})
    named = {"TEST_DATABASE_URL": "postgres://"}
    assert "postgresql" not in test.needed_packages(["postgresql"], named)
