"""An adapter is a package in services/harvest and one line in source_kinds.py."""

from importlib import import_module
from pathlib import Path

import pytest

from harvest.registry import get_kind
from services.harvest import source_kinds

HERE = Path(source_kinds.__file__).parent


def test_each_adapter_is_a_kind_of_source():
    assert {path.parent.name for path in HERE.glob("*/reader.py")} == set(source_kinds.KINDS)


@pytest.mark.parametrize("kind", source_kinds.KINDS)
def test_a_kind_is_harvested_by_the_adapter_of_its_name(kind, monkeypatch):
    reader = import_module(f"services.harvest.{kind}.reader")
    monkeypatch.setattr(reader, "read", lambda job: f"{kind} read for {job}")
    monkeypatch.setattr("services.harvest.sync.sync", lambda delivery, job: (delivery, job))
    assert get_kind(kind).harvest("a job") == (f"{kind} read for a job", "a job")
