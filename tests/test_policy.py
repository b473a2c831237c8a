"""The test run itself: a skipped test fails it, a left-out one is named (conftest.py).

And what a test may not do: say how long something takes (that is for `make bench`, as a ratio).
"""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ON_ONE_DATABASE

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
    assert "Deselected: tests marked reference_data" not in outcome.stdout


def test_tests_for_one_database_alone_are_there():
    """A module that moved would run twice, or be thought to."""
    assert len(ON_ONE_DATABASE) > 10
    assert [name for name in ON_ONE_DATABASE if not (BASE / name).is_file()] == []


CLOCKS = {
    *("time", "monotonic", "perf_counter", "process_time", "thread_time"),
    *("time_ns", "monotonic_ns", "perf_counter_ns", "process_time_ns", "thread_time_ns"),
}
SHORT = {"milliseconds", "seconds", "minutes"}
SPEED = """
def test_is_quick():
    began = time.monotonic()
    work()
    took = [time.monotonic() - began]
    assert min(took) < 0.5

def test_is_quick_by_the_calendar():
    begun = timezone.now()
    work()
    assert timezone.now() - begun < timedelta(seconds=5)

def test_is_quick_in_other_words():
    began = perf_counter()
    work()
    if perf_counter() - began > 5:
        raise AssertionError

def test_waits(self):
    deadline = time.monotonic() + 10
    while not done() and time.monotonic() < deadline:
        sleep(0.1)
    assert done()

def test_comes_afterwards():
    begun = timezone.now()
    assert begun <= work() <= timezone.now()
"""


def called(node) -> str:
    """The last part of the name of what is called: "monotonic" of `time.monotonic()`."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def reads_a_clock(node, clocked: set[str]) -> bool:
    """Whether a clock is in an expression, itself or by one of the names that hold its word."""
    return any(
        (called(part) in CLOCKS and not part.args)
        or (isinstance(part, ast.Name) and part.id in clocked)
        for part in ast.walk(node)
    )


def names_with_a_clock(function) -> set[str]:
    """Names of a function that hold what a clock said, or something made of it."""
    found: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and reads_a_clock(node.value, found):
            found |= {name.id for name in node.targets if isinstance(name, ast.Name)}
        elif called(node) == "append" and reads_a_clock(node, found):
            found |= {part.id for part in ast.walk(node.func) if isinstance(part, ast.Name)}
    return found


def is_a_short_span(node) -> bool:
    """`now() - begun < timedelta(seconds=5)`: a time asserted by the calendar's clock."""
    parts = list(ast.walk(node))
    spans = [part for part in parts if called(part) == "timedelta"]
    short = any(keyword.arg in SHORT for span in spans for keyword in span.keywords)
    since = [part.left for part in parts if isinstance(part, ast.BinOp)]
    return short and any(called(moment) == "now" for moment in since)


def verdicts(function) -> list[ast.AST]:
    """The conditions that decide how a function ends: of assert, and of an `if` that raises."""
    nodes = list(ast.walk(function))
    asserted = [node.test for node in nodes if isinstance(node, ast.Assert)]
    branches = [node for node in nodes if isinstance(node, ast.If)]
    raising = [one for one in branches if any(isinstance(line, ast.Raise) for line in one.body)]
    return [*asserted, *(branch.test for branch in raising)]


def asserted_times(source: str) -> list[int]:
    """Lines of a module of tests that say how long something may take."""
    return [
        verdict.lineno
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef)
        for verdict in verdicts(function)
        if reads_a_clock(verdict, names_with_a_clock(function)) or is_a_short_span(verdict)
    ]


def test_asserted_times_are_seen():
    assert asserted_times(SPEED) == [6, 11, 16]


def test_no_test_asserts_a_time():
    files = [
        file
        for file in (BASE / "tests").rglob("*.py")
        if file.parent != BASE / "tests" / "benchmarks"
    ]
    found = {
        f"{file.relative_to(BASE)}:{line}"
        for file in files
        for line in asserted_times(file.read_text("utf-8"))
    }
    assert not found, "speed belongs into tests/benchmarks, as a ratio"


# They ask again and again whether something has happened.
POLLING = {"tests/browser/conftest.py", "tests/browser/walk"}


def test_no_test_of_the_browser_pauses_for_a_fixed_time():
    pausing = [
        str(file.relative_to(BASE))
        for file in (BASE / "tests" / "browser").rglob("*.py")
        if any(called(node) == "wait_for_timeout" for node in ast.walk(ast.parse(file.read_text())))
    ]
    assert [one for one in pausing if not one.startswith(tuple(POLLING))] == []
