"""The test run itself: a skipped test fails it, a left-out one is named (conftest.py)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
CONFIG = "[pytest]\nmarkers =\n    reference_data: real deliveries\n"
PASSES = "def test_passes():\n    pass\n"
SKIPS = "import pytest\n\n@pytest.mark.skip(reason='no time')\ndef test_skips():\n    pass\n"
NEEDS_DATA = """
import pytest

@pytest.mark.reference_data
def test_reads(reference_data):
    assert (reference_data / 'xzufi').is_dir()
"""


@pytest.fixture
def run_tests(tmp_path):
    """Runs pytest on the given sources under this project's conftest.py."""

    def run(*sources, reference_data="", workers=0):
        shutil.copy(BASE / "conftest.py", tmp_path)
        (tmp_path / "pytest.ini").write_text(CONFIG)
        for number, source in enumerate(sources):
            (tmp_path / f"test_{number}.py").write_text(source)
        environment = {**os.environ, "STADTTOR_REFERENCE_DATA": str(reference_data)}
        return subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-p", "no:django", "-p", "no:cacheprovider"),
                f"--numprocesses={workers}",
            ],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )

    return run


def test_a_run_without_skips_is_good(run_tests):
    assert run_tests(PASSES).returncode == 0


@pytest.mark.parametrize("workers", [0, 1])
def test_a_skipped_test_fails_the_run(run_tests, workers):
    outcome = run_tests(PASSES, SKIPS, workers=workers)
    assert outcome.returncode == pytest.ExitCode.TESTS_FAILED
    assert "skipped tests fail the run" in outcome.stdout


@pytest.mark.parametrize("workers", [0, 1])
def test_without_reference_data_its_tests_are_left_out_and_named(run_tests, workers):
    outcome = run_tests(PASSES, NEEDS_DATA, workers=workers)
    assert outcome.returncode == 0
    assert "1 passed" in outcome.stdout
    assert "STADTTOR_REFERENCE_DATA is not set" in outcome.stdout


def test_with_reference_data_its_tests_run(run_tests, tmp_path):
    (tmp_path / "data" / "xzufi").mkdir(parents=True)
    outcome = run_tests(PASSES, NEEDS_DATA, reference_data=tmp_path / "data")
    assert outcome.returncode == 0
    assert "2 passed" in outcome.stdout
    assert "Deselected" not in outcome.stdout
