import signal
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from harvest import lock, schedule
from harvest.models import Run, Source
from harvest.report import SyncReport
from outbound.errors import SourceUnavailable

from .conftest import make_source
from .test_tasks import DATABASE_QUEUE, held_run

ROOT = Path(__file__).resolve().parents[2]


def began(source, hours, **fields):
    return Run.objects.create(
        source=source,
        started_at=timezone.now() - timedelta(hours=hours),
        **{"trigger": "command", "status": "good", **fields},
    )


# --- Due ---------------------------------------------------------------------------------


def test_a_source_that_never_ran_is_due(source):
    assert schedule.due_sources() == [source]


@pytest.mark.parametrize(("hours", "due"), [(23, False), (24, True), (23.95, True), (30, True)])
def test_a_source_is_due_an_interval_after_its_last_run_began(source, hours, due):
    began(source, hours)
    assert bool(schedule.due_sources()) is due


@pytest.mark.parametrize("status", ["failed", "held", "interrupted", "running"])
def test_any_run_counts_whatever_came_of_it(source, status):
    began(source, 1, status=status)
    assert schedule.due_sources() == []


@pytest.mark.parametrize("fields", [{"dry_run": True}, {"status": "queued"}])
def test_what_has_not_really_run_does_not_count(source, fields):
    began(source, 1, **fields)
    assert schedule.due_sources() == [source]


@pytest.mark.parametrize("fields", [{"enabled": False}, {"interval_hours": 0}])
def test_who_is_not_scheduled_is_never_due(source, fields):
    Source.objects.update(**fields)
    assert schedule.due_sources() == []
    source.refresh_from_db()
    assert schedule.next_due(source, None) is None


def test_one_failing_source_does_not_stop_the_others(db, harvester):
    for name in ("a", "b", "c"):
        make_source(name)

    def fail_b(job):
        if job.source.name == "b":
            raise SourceUnavailable("weg")

    harvester.during = fail_b
    this_round = schedule.run_due()
    assert [outcome.run.status for outcome in this_round.outcomes] == ["good", "failed", "good"]
    assert not this_round.good


def test_a_busy_source_is_left_to_the_run_under_way(source, harvester):
    with lock.hold(source):
        this_round = schedule.run_due()
    assert this_round.busy == [source]
    assert this_round.good
    assert harvester.jobs == []


def test_each_look_searches_for_silence(source, harvester, mailoutbox):
    Source.objects.update(created_at=timezone.now() - timedelta(days=9))
    harvester.error = SourceUnavailable("weg")
    assert schedule.run_due().alarmed == [source]


# --- The command -------------------------------------------------------------------------


def command(name, *args):
    out = StringIO()
    try:
        call_command(name, *args, stdout=out)
    except SystemExit as stopped:
        return stopped.code, out.getvalue()
    return 0, out.getvalue()


def test_run_due_sources_ends_with_0_when_all_was_good(source, harvester):
    code, out = command("run_due_sources")
    assert code == 0
    assert "katalog: good" in out
    assert command("run_due_sources") == (0, "")


@pytest.mark.parametrize("trouble", ["failed", "held"])
def test_run_due_sources_ends_with_1_after_trouble(source, harvester, trouble):
    harvester.error = SourceUnavailable("503 von dort") if trouble == "failed" else None
    harvester.report = SyncReport(held=9)
    code, out = command("run_due_sources")
    assert code == 1
    assert f"katalog: {trouble}" in out


def test_run_due_sources_can_hand_over_to_the_queue(source, harvester, settings):
    settings.TASKS = DATABASE_QUEUE
    code, out = command("run_due_sources", "--background")
    assert (code, out) == (0, "katalog: queued\n")
    assert Run.objects.get().trigger == "schedule"
    assert harvester.jobs == []


def test_a_pause_of_nothing_is_refused(db):
    with pytest.raises(CommandError):
        call_command("run_due_sources", "--loop", "0")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_loop_goes_on_until_it_is_stopped(shared_database, stop):
    """A process of its own: it looks again and again, then comes Ctrl+C or a service manager."""
    process = subprocess.Popen(
        [sys.executable, "-u", "manage.py", "run_due_sources", "--loop", "1"],
        cwd=ROOT,
        env=shared_database,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        make_source(kind="abgeschafft", interval_hours=24)
        assert process.stdout.readline().startswith("katalog: failed")
        Run.objects.update(started_at=timezone.now() - timedelta(hours=25))
        assert process.stdout.readline().startswith("katalog: failed")
        process.send_signal(stop)
        out, _errors = process.communicate(timeout=10)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0
    assert out.endswith("Stopped.\n")
    assert Run.objects.filter(trigger="schedule").count() == 2


# --- release_run -------------------------------------------------------------------------


def test_release_run_does_it_and_keeps_who_agreed(source, harvester, person):
    held, user = held_run(source), person()
    harvester.report = SyncReport(withdrawn=12)
    code, out = command("release_run", str(held.pk), "--user", user.get_username())
    assert code == 0
    assert "12 withdrawn" in out
    held.refresh_from_db()
    assert held.released_by == user


def test_release_run_can_only_show(source, harvester):
    held = held_run(source)
    code, out = command("release_run", str(held.pk), "--list")
    assert code == 0
    assert len(out.splitlines()) == 12
    assert "L1/3\tLeistung Nr. 3" in out
    assert harvester.jobs == []


def test_release_run_ends_with_1_when_the_new_run_is_not_good(source, harvester):
    held = held_run(source)
    harvester.report = SyncReport(held=40)
    assert command("release_run", str(held.pk))[0] == 1


@pytest.mark.parametrize("problem", ["no run", "not held", "no user"])
def test_release_run_says_what_is_wrong(source, problem):
    held = held_run(source)
    good = began(make_source("andere"), 1)
    args = {
        "no run": ["999999"],
        "not held": [str(good.pk)],
        "no user": [str(held.pk), "--user", "niemand"],
    }
    with pytest.raises(CommandError):
        call_command("release_run", *args[problem])
    held.refresh_from_db()
    assert held.released_at is None
