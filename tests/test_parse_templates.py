"""Templates are parsed when they are new or changed, and again until they are right."""

import importlib.util
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "parse_templates.py"


@pytest.fixture
def parse(tmp_path, monkeypatch):
    """parse(*files) → (exit status, files that curlylint was given)"""
    spec = importlib.util.spec_from_file_location("scripts_parse_templates", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    given, run = [], subprocess.run

    def recorded(command, **options):
        given.extend(Path(name).name for name in command[3:])
        return run(command, capture_output=True, **options)

    monkeypatch.setattr(script.subprocess, "run", recorded)

    def parse(*files):
        given.clear()
        return script.main([str(file) for file in files], tmp_path / "passed.txt"), [*given]

    return parse


@pytest.fixture
def templates(tmp_path):
    files = tmp_path / "one.html", tmp_path / "two.html"
    for file in files:
        file.write_text(f"<p>{{% if {file.stem} %}}yes{{% endif %}}</p>")
    return files


def test_what_passed_is_not_parsed_again_until_it_changes(parse, templates):
    assert parse(*templates) == (0, ["one.html", "two.html"])
    assert parse(*templates) == (0, [])
    templates[1].write_text("<p>new</p>")
    assert parse(*templates) == (0, ["two.html"])


def test_a_fault_is_found_each_time(parse, templates):
    parse(*templates)
    templates[0].write_text("<p><b>open</p>")
    assert parse(*templates) == (1, ["one.html"])
    assert parse(*templates) == (1, ["one.html"])
