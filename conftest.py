"""Setup of every test run: nothing is skipped in silence.

- Tests marked `reference_data` run against real deliveries. They need the environment variable
  STADTTOR_REFERENCE_DATA, a folder with `xzufi/` in it; without it they are deselected, and the
  closing lines say so.
- Tests marked `search_engine` ask a real search server, which needs javac and mvn; those marked
  `elasticsearch` ask one of a tool that may lie beside that folder (tools/search-engine). They are
  left out and named alike.
- A skipped test fails the run.
- STADTTOR_CLOCK moves the clock (tests/clock.py).
- Tests that commit for real find the rows that migrations make (Wagtail's root page, locale), and
  run after all others, because they leave the tables empty.
"""

import gc
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

REFERENCE_DATA = os.environ.get("STADTTOR_REFERENCE_DATA", "")
ELASTICSEARCH = Path(REFERENCE_DATA).absolute().parent / "tools/search-engine/search-engine"
# Marker → why its tests cannot run here, "" when they can.
LACKS = {
    "reference_data": "" if REFERENCE_DATA else "STADTTOR_REFERENCE_DATA is not set",
    "search_engine": "" if shutil.which("javac") and shutil.which("mvn") else "no javac, or no mvn",
    "elasticsearch": ""
    if REFERENCE_DATA and ELASTICSEARCH.exists()
    else "no tools/search-engine beside the folder STADTTOR_REFERENCE_DATA",
}

# Two cores and a database at work: a slow example is not a wrong one.
hypothesis_settings.register_profile("stadttor", deadline=None)
hypothesis_settings.load_profile("stadttor")


# They go over every page or form once more, to see where addresses and rights lead: which database
# the rows come from changes nothing there, and other tests ask the same rows on each.
ON_ONE_DATABASE = (
    *("tests/test_moved_addresses.py", "tests/core/test_page_addresses.py"),
    *("tests/frame/test_gone_kinds.py", "tests/services/public/test_two_clicks.py"),
    *("tests/accounts/test_roles.py", "tests/accounts/test_role_rights.py"),
    *("tests/accounts/test_passwords.py", "tests/accounts/test_units.py"),
    "tests/accounts/test_proof.py",
    *("tests/core/test_blocks.py", "tests/core/test_groups.py", "tests/submissions/test_guards.py"),
    *("tests/services/editing/test_rights.py", "tests/home/test_styleguide.py"),
    # What a deviating server sends is read before any database; tests/…/test_sync.py writes.
    "tests/opendata/oparl/harvest/test_sync_deviations.py",
)
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
COMMITTING_FIXTURES = {"transactional_db", "live_server"}


def commits(item) -> bool:
    """Whether the test's database is emptied afterwards instead of rolled back."""
    marker = item.get_closest_marker("django_db")
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & COMMITTING_FIXTURES or (marker and marker.kwargs.get("transaction")))


def asks_the_database(item) -> bool:
    """Whether a test can end differently on another database."""
    if item.nodeid.startswith(ON_ONE_DATABASE):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES)


def pytest_addoption(parser):
    parser.addoption(
        "--only-database",
        action="store_true",
        help="leave out the tests that no second database can end differently",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    """Modules are read under the moved clock, too: a constant TODAY is that day."""
    gc.disable()  # until all tests are collected, see below
    if os.environ.get("STADTTOR_CLOCK"):
        from tests import clock

        moved = clock.moved()
        moved.start()
        config.add_cleanup(moved.stop)


def pytest_collection_finish(session):
    """Modules and thousands of tests stay to the end: the garbage collector need not look at them.

    It took a sixth of the time otherwise.
    """
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    if config.getoption("only_database", default=False):
        leave_out(config, items, [item for item in items if not asks_the_database(item)])
    for item in filter(commits, items):
        restored = pytest.mark.django_db(transaction=True, serialized_rollback=True)
        item.add_marker(restored, append=False)
    items.sort(key=commits)
    for marker in filter(LACKS.get, LACKS):
        leave_out(config, items, [item for item in items if item.get_closest_marker(marker)])


def leave_out(config, items, left_out):
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
    for marker in filter(LACKS.get, LACKS):
        terminalreporter.write_line(f"Deselected: tests marked {marker} ({LACKS[marker]}).")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Before the plugin sets the database up: migrations need not run in every process."""
    from tests import migrated

    migrated.run_migrations_once()


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder of real deliveries; only for tests marked `reference_data`."""
    return Path(REFERENCE_DATA)
