"""Every check of the project, one stage after the other; all of them run, whatever fails.

    scripts/test.py [STAGE …]

Stages: lint checks sqlite postgresql search browser clocks. Only when they are named: walk and
all-clocks.

`clocks` runs what depends on the day under two moved clocks. `all-clocks`, which runs only when it
is named, takes all of them; TEST_CLOCKS="2027-02-28T23:59:50 …" chooses others.

Prints what passed, what failed and how long it took; exits non-zero if anything failed.
"""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import postgres
import system

BASE = Path(__file__).resolve().parent.parent
VENV = BASE / ".venv" / "bin"
PYTHON = str(VENV / "python")
MANAGE = [PYTHON, "manage.py"]
PYTEST = [PYTHON, "-m", "pytest", "--quiet"]
WORKERS = ["--numprocesses", os.environ.get("TEST_WORKERS", "2")]

# The installation on this machine must not decide how the tests end.
ENGINES = (
    *("DATABASE_URL", "REDIS_URL", "SEARCH_URL", "SEARCH_INDEX_PREFIX", "SEARCH_CA_FILE"),
    *("EMAIL_URL", "S3_BUCKET", "S3_PRIVATE_BUCKET", "S3_ENDPOINT", "SECRET_KEY", "DEBUG"),
    *("DJANGO_SETTINGS_MODULE", "STADTTOR_ARS", "BASE_URL", "SITE_NAME", "HARVEST_ALERT_EMAILS"),
)
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "stadttor.settings.production",
    "ALLOWED_HOSTS": "www.example.org",
    "BASE_URL": "https://www.example.org",
    "DATABASE_URL": "postgres://stadttor@localhost/stadttor",
    "REDIS_URL": "redis://localhost:6379/0",
    "SEARCH_URL": "http://localhost:9200",
    "EMAIL_URL": "smtp://localhost:25",
    "S3_BUCKET": "stadttor",
    "S3_PRIVATE_BUCKET": "stadttor-private",
    "S3_ENDPOINT": "https://s3.example.org",
    "HARVEST_ALERT_EMAILS": "operators@example.org",
}


@dataclass(frozen=True)
class Step:
    """One command of a stage."""

    title: str
    command: list[str]
    environment: dict[str, str]


def templates() -> list[str]:
    """Every template that git knows or would know; `templates` is a folder of that name."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.html"],
        capture_output=True,
        text=True,
        check=True,
        cwd=BASE,
    )
    found = [name for name in listing.stdout.splitlines() if "/templates/" in name]
    return [name for name in found if (BASE / name).exists()]


def lint(environment) -> list[Step]:
    steps = [
        Step("ruff check", [str(VENV / "ruff"), "check", "--quiet", "."], environment),
        Step("ruff format", [str(VENV / "ruff"), "format", "--check", "--quiet", "."], environment),
        Step(
            "layers",
            [str(VENV / "lint-imports"), "--no-cache"],
            {**environment, "PYTHONPATH": f"{BASE}:{BASE / 'site'}"},
        ),
    ]
    if files := templates():
        steps += [
            Step("djhtml", [str(VENV / "djhtml"), "--check", *files], environment),
            Step("curlylint", [PYTHON, "scripts/parse_templates.py", *files], environment),
        ]
    return steps


def checks(environment) -> list[Step]:
    production = {**environment, **PRODUCTION, "SECRET_KEY": secrets.token_urlsafe(50)}
    migrations = ["makemigrations", "--check", "--dry-run"]
    return [
        Step("system checks", [*MANAGE, "check", "--fail-level", "WARNING"], environment),
        Step(
            "system checks for production",
            [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
            production,
        ),
        Step("missing migrations", [*MANAGE, *migrations], environment),
        Step("translations", [*MANAGE, "messages", "--check"], environment),
    ]


# Every worker collects what it is given: no stage collects another's tests.
BROWSER = "tests/browser"
OF_DATABASES = "not browser and not search_engine"


def sqlite(environment) -> list[Step]:
    command = [*PYTEST, *WORKERS, "--ignore", BROWSER, "-m", OF_DATABASES]
    return [Step("tests on SQLite", command, environment)]


def postgresql(environment) -> list[Step]:
    """Once more on PostgreSQL, without tests that end alike on any database (conftest.py)."""
    command = [*PYTEST, *WORKERS, "--ignore", BROWSER, "-m", OF_DATABASES, "--only-database"]
    return [Step("tests on PostgreSQL", command, environment)]


def search(environment) -> list[Step]:
    """On one real OpenSearch, so by one worker; Maven fetches it the first time (minutes)."""
    command = [*PYTEST, "-m", "search_engine", "tests/search"]
    return [Step("tests on OpenSearch", command, environment)]


def browser(environment) -> list[Step]:
    command = [*PYTEST, *WORKERS, "-m", "browser and not walk", BROWSER]
    return [Step("tests in Chromium", command, environment)]


def walk(environment) -> list[Step]:
    """Through every form of the admin, as an administrator goes; it takes ten minutes."""
    command = [*PYTEST, *WORKERS, "-m", "walk", f"{BROWSER}/test_walk.py"]
    return [Step("walk through the admin", command, environment)]


# Moments that go wrong elsewhere: the tests begin there, each by itself (tests/clock.py).
MIDNIGHT = "2026-12-31T23:59:57"
SUMMER_TIME = "2027-03-28T01:59:57"
CLOCKS = (
    *(MIDNIGHT, SUMMER_TIME),
    *("2026-11-30T12:00:00", "2027-02-01T00:30:00", "2027-01-01T00:10:00", "2028-02-29T12:00:00"),
    *("2027-10-31T02:30:00", "2027-12-31T18:00:00"),
)
# Whose outcome hangs on the day: what counts from today, and what shows dates.
DATED = (
    *(
        "tests/home/news",
        "tests/home/jobs",
        "tests/alerts",
        "tests/opendata/oparl/public",
        "tests/test_demo_days.py",
    ),
    *("tests/opendata/oparl/api/test_calendars.py", "tests/directory", "tests/quality"),
    *("tests/opendata/oparl/integrations/test_topics.py", "tests/home/test_barriers.py"),
    "tests/home/forms",
    *("tests/core", "tests/services/public/test_views.py", "tests/previews", "tests/subscriptions"),
    *("tests/accounts", "tests/harvest", "tests/home/waste", "tests/submissions"),
)
DATED_IN_BRIEF = (
    *("tests/home/news/test_events.py", "tests/home/news/test_notices.py"),
    *("tests/home/jobs/test_list.py", "tests/browser/test_jobs.py"),
    *("tests/alerts/test_showing.py", "tests/directory/test_views.py"),
    *("tests/opendata/oparl/public/test_meetings.py", "tests/browser/test_news.py"),
)


def under_clocks(moments, tests, environment) -> list[Step]:
    command = [*PYTEST, *WORKERS, "-m", "not walk", *tests]
    return [
        Step(f"tests at {moment}", command, {**environment, "STADTTOR_CLOCK": moment})
        for moment in environment.get("TEST_CLOCKS", "").split() or moments
    ]


def clocks(environment) -> list[Step]:
    return under_clocks([MIDNIGHT, SUMMER_TIME], DATED_IN_BRIEF, environment)


def all_clocks(environment) -> list[Step]:
    return under_clocks(CLOCKS, [*DATED, "tests/browser"], environment)


STAGES = {
    "lint": lint,
    "checks": checks,
    "sqlite": sqlite,
    "postgresql": postgresql,
    "search": search,
    "browser": browser,
    "clocks": clocks,
    "walk": walk,
    "all-clocks": all_clocks,
}
ONLY_WHEN_NAMED = {"walk", "all-clocks"}


# Stage → Debian's packages that its tests need (system.FINDERS knows each).
PACKAGES = {
    "sqlite": ["libreoffice-calc"],
    "postgresql": ["postgresql", "libreoffice-calc"],
    "search": ["default-jdk-headless", "maven"],
    "browser": ["chromium"],
    "walk": ["chromium"],
    "clocks": ["chromium"],
    "all-clocks": ["chromium"],
}


def needed_packages(stages, environment) -> set[str]:
    """Those of all stages, to be installed in one go; whoever names a database needs no server."""
    needed = {package for stage in stages for package in PACKAGES.get(stage, [])}
    return needed - ({"postgresql"} if "TEST_DATABASE_URL" in environment else set())


@contextlib.contextmanager
def database(stage, environment):
    """The environment with the database that the stage runs on."""
    named = environment.get("TEST_DATABASE_URL")
    if stage != "postgresql":
        yield {name: value for name, value in environment.items() if name != "TEST_DATABASE_URL"}
    elif named:
        yield environment
    else:
        with postgres.throwaway_cluster() as url:
            yield {**environment, "TEST_DATABASE_URL": url}


def run(step: Step) -> tuple[str, bool, float]:
    print(f"\n--- {step.title}", flush=True)
    started = time.monotonic()
    outcome = subprocess.run(step.command, cwd=BASE, env=step.environment)
    return step.title, outcome.returncode == 0, time.monotonic() - started


def summary(results) -> int:
    print("\n--- summary")
    for title, passed, seconds in results:
        print(f"{'passed' if passed else 'FAILED'}  {seconds:6.1f} s  {title}")
    failures = sum(not passed for _, passed, _ in results)
    total = sum(seconds for *_, seconds in results)
    print(f"{len(results) - failures} of {len(results)} stages passed in {total:.0f} s", flush=True)
    return 1 if failures else 0


def main(stages: list[str]) -> int:
    if unknown := set(stages) - set(STAGES):
        sys.exit(f"No such stage: {', '.join(sorted(unknown))}. There are: {', '.join(STAGES)}.")
    var = tempfile.mkdtemp(prefix="stadttor-test-")
    kept = {name: value for name, value in os.environ.items() if name not in ENGINES}
    environment = {**kept, "STADTTOR_VAR": var}
    results = []
    try:
        system.ensure(needed_packages(stages, environment))
        for stage in stages:
            with database(stage, environment) as stage_environment:
                results += [run(step) for step in STAGES[stage](stage_environment)]
    finally:
        shutil.rmtree(var, ignore_errors=True)
    return summary(results)


def _stop(number, frame):
    raise SystemExit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _stop)
    try:
        sys.exit(main(sys.argv[1:] or [name for name in STAGES if name not in ONLY_WHEN_NAMED]))
    except system.Missing as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
