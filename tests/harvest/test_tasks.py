from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from harvest import lock, tasks
from harvest.models import Run
from harvest.querysets import RunQuerySet
from harvest.report import ObjectChange, SyncReport
from outbound.errors import AlreadyRunning, NotReleasable

# The worker closes its database connection between tasks: no test transaction survives that.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

DATABASE_QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


@pytest.fixture
def queue(settings):
    """The real queue in the database, and its worker working it off."""
    settings.TASKS = DATABASE_QUEUE

    def work_off():
        call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)

    return work_off


def test_the_waiting_run_is_seen_at_once_and_done_by_the_worker(source, harvester, queue, person):
    user = person()
    run = tasks.start_in_background(source, user, full=True)
    assert (run.status, run.trigger, run.started_by) == ("queued", "editor", user)
    assert harvester.jobs == []
    queue()
    run.refresh_from_db()
    assert (run.status, run.unchanged) == ("good", 1)
    assert harvester.jobs[0].full
    assert Run.objects.count() == 1


def test_a_dry_run_in_the_background_is_one(source, harvester, queue):
    run = tasks.start_in_background(source, dry_run=True)
    queue()
    run.refresh_from_db()
    assert (run.status, run.dry_run) == ("good", True)
    assert harvester.jobs[0].dry_run


def test_a_second_run_is_refused_while_one_waits(source, queue):
    tasks.start_in_background(source)
    with pytest.raises(AlreadyRunning, match=source.title):
        tasks.start_in_background(source)
    assert Run.objects.count() == 1


def test_a_second_run_is_refused_while_one_goes_on(source, queue):
    Run.objects.create(source=source, trigger="command", status="running")
    with lock.hold(source), pytest.raises(AlreadyRunning):
        tasks.start_in_background(source)


def test_a_run_whose_process_died_does_not_block_the_button(source, queue):
    dead = Run.objects.create(source=source, trigger="command", status="running")
    assert tasks.start_in_background(source).status == "queued"
    dead.refresh_from_db()
    assert dead.status == "interrupted"


def test_two_at_the_same_moment_queue_one_run(source, queue, monkeypatch):
    """Both have looked and seen nothing; the database decides."""
    tasks.start_in_background(source)
    monkeypatch.setattr(RunQuerySet, "under_way", lambda runs: runs.none())
    with pytest.raises(AlreadyRunning):
        tasks.start_in_background(source)
    assert Run.objects.count() == 1


def test_a_run_that_no_worker_takes_is_given_up_after_an_hour(source, harvester, queue):
    lost = tasks.start_in_background(source)
    Run.objects.update(started_at=timezone.now() - timedelta(minutes=61))
    run = tasks.start_in_background(source)
    lost.refresh_from_db()
    assert lost.status == "interrupted"
    assert lost.error
    queue()
    run.refresh_from_db()
    lost.refresh_from_db()
    assert (lost.status, run.status) == ("interrupted", "good")
    assert len(harvester.jobs) == 1


def test_a_worker_that_meets_a_running_run_says_so_in_the_row(source, harvester, queue):
    run = tasks.start_in_background(source)
    with lock.hold(source):
        queue()
    run.refresh_from_db()
    assert run.status == "interrupted"
    assert source.title in run.error
    assert harvester.jobs == []


def test_a_release_in_the_background(source, harvester, queue, person):
    held = held_run(source)
    user = person()
    run = tasks.release_in_background(held, user)
    assert run.trigger == "release"
    harvester.report = SyncReport(withdrawn=12)
    queue()
    held.refresh_from_db()
    run.refresh_from_db()
    assert (held.released_by, run.status, run.withdrawn) == (user, "good", 12)
    assert harvester.jobs[0].release_up_to == 12


def test_what_does_not_wait_for_a_release_is_refused(source, queue):
    run = Run.objects.create(source=source, trigger="command", status="good")
    with pytest.raises(NotReleasable):
        tasks.release_in_background(run)


def held_run(source):
    held = Run.objects.create(
        source=source, trigger="command", status="held", held=12, finished_at=timezone.now()
    )
    for number in range(12):
        change = ObjectChange("withdrawn", "service", f"L1/{number}", f"Leistung Nr. {number}")
        held.changes.create(
            action=change.action, object_kind="service", key=change.key, label=change.label
        )
    return held


def test_a_waiting_run_is_no_real_run_yet(source, queue):
    tasks.start_in_background(source)
    assert source.last_run is None
