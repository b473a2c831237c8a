"""What holds for every test run: nothing is left out in silence.

- Tests marked `reference_data` run against real deliveries. They need the environment variable
  STADTTOR_REFERENCE_DATA, a folder with `xzufi/` in it; without it they are deselected, and the
  closing lines say so.
- A skipped test fails the run.
"""

import os
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

REFERENCE_DATA = os.environ.get("STADTTOR_REFERENCE_DATA", "")

# Two cores and a database at work: a slow example is not a wrong one.
hypothesis_settings.register_profile("stadttor", deadline=None)
hypothesis_settings.load_profile("stadttor")


def pytest_collection_modifyitems(config, items):
    if REFERENCE_DATA:
        return
    left_out = [item for item in items if item.get_closest_marker("reference_data")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_sessionfinish(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    if terminalreporter.stats.get("skipped"):
        terminalreporter.section("skipped tests fail the run", red=True)
    if not REFERENCE_DATA:
        terminalreporter.write_line(
            "Deselected: tests marked reference_data (STADTTOR_REFERENCE_DATA is not set)."
        )


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder of real deliveries; only for tests marked `reference_data`."""
    return Path(REFERENCE_DATA)
