import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from harvest import lock, runs
from harvest.models import Change, Run, Source
from harvest.report import ObjectChange, SyncReport
from outbound.errors import AlreadyRunning, NotReleasable, SourceInvalid, SourceUnavailable
from outbound.redaction import remember_secret

COMMAND = Run.Trigger.COMMAND


def run_of(source, **fields):
    return Run.objects.create(source=source, trigger=COMMAND, **fields)


def report_with(**fields):
    report = SyncReport(**fields)
    report.count("service", "created", 2)
    report.count("unit", "unchanged", 3)
    report.warnings.add("unknown-module", "99 in L1/7")
    report.changes = [
        ObjectChange("created", "service", "L1/1", "Hund anmelden"),
        ObjectChange(
            "updated",
            "service",
            "L1/2",
            "Pass",
            ({"field": "fees.amount", "old": "28.80", "new": "37.00"},),
        ),
    ]
    return report


# --- What a good run leaves --------------------------------------------------------------


def test_a_good_run_keeps_the_whole_book(source, harvester, person):
    user = person()
    harvester.report = report_with(cursor={"next": 7})
    outcome = runs.execute(source, trigger=Run.Trigger.EDITOR, started_by=user)
    run = Run.objects.get()
    assert outcome.good
    assert outcome.run == run
    assert (run.status, run.trigger, run.started_by) == ("good", "editor", user)
    assert (run.created, run.unchanged, run.withdrawn) == (2, 3, 0)
    assert run.by_kind == {"service": {"created": 2}, "unit": {"unchanged": 3}}
    assert run.warnings == {"unknown-module": {"count": 1, "samples": ["99 in L1/7"]}}
    assert run.finished_at >= run.started_at
    assert [(change.action, change.label) for change in run.changes.all()] == [
        ("created", "Hund anmelden"),
        ("updated", "Pass"),
    ]
    assert run.changes.last().fields == [{"field": "fees.amount", "old": "28.80", "new": "37.00"}]
    assert Source.objects.get().cursor == {"next": 7}
    assert lock.is_free(source)


def test_many_changes_are_written_in_batches(source, harvester, django_assert_max_num_queries):
    changes = [ObjectChange("created", "service", f"L1/{n}") for n in range(1200)]
    harvester.report = SyncReport(changes=changes)
    with django_assert_max_num_queries(40):
        runs.execute(source, trigger=COMMAND)
    assert Change.objects.count() == 1200


def test_texts_with_nul_and_odd_values_can_be_kept(source, harvester):
    report = SyncReport(
        changes=[
            ObjectChange(
                "updated",
                "service",
                "L1/\x00",
                "a\x00b",
                ({"field": "day", "old": None, "new": timezone.now().date()},),
            )
        ]
    )
    report.warnings.add("nul", "x\x00y")
    harvester.report = report
    assert runs.execute(source, trigger=COMMAND).good
    assert Change.objects.get().label == "ab"
    assert Run.objects.get().warnings["nul"]["samples"] == ["xy"]


def test_the_job_carries_the_wishes(source, harvester, tmp_path):
    runs.execute(source, trigger=COMMAND)
    runs.execute(source, trigger=COMMAND, full=True, file=tmp_path / "x.xml")
    first, second = harvester.jobs
    assert (first.source, first.file, first.release_up_to) == (source, None, 0)
    assert (second.full, second.file) == (True, tmp_path / "x.xml")


def test_the_job_has_the_cursor_of_now_and_not_of_when_the_source_was_loaded(source, harvester):
    Source.objects.update(cursor={"next": 9})
    runs.execute(source, trigger=COMMAND)
    assert harvester.jobs[0].source.cursor == {"next": 9}


# --- In full -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "run", "expected"),
    [
        (7, None, True),
        (7, {"age": 6, "full": True}, False),
        (7, {"age": 8, "full": True}, True),
        (7, {"age": 1, "full": False}, True),
        (7, {"age": 1, "full": True, "status": "failed"}, True),
        (7, {"age": 1, "full": True, "dry_run": True}, True),
        (7, {"age": 1, "full": True, "file": "x.xml"}, True),
        (0, {"age": 0, "full": True}, True),
    ],
)
def test_a_run_is_in_full_when_the_last_good_full_one_is_too_long_ago(
    source, harvester, days, run, expected
):
    Source.objects.update(full_interval_days=days)
    if run:
        age = timedelta(days=run.pop("age"))
        run_of(source, started_at=timezone.now() - age, **{"status": "good", **run})
    assert runs.execute(source, trigger=COMMAND).run.full is expected
    assert harvester.jobs[0].full is expected


def test_a_file_is_not_read_in_full_by_force(source, harvester, tmp_path):
    assert runs.execute(source, trigger=COMMAND, file=tmp_path / "x").run.full is False


# --- Dry runs ----------------------------------------------------------------------------


def test_a_dry_run_from_a_command_writes_nothing(source, harvester, mailoutbox):
    harvester.report = report_with(cursor={"next": 7})
    outcome = runs.execute(source, trigger=COMMAND, dry_run=True)
    assert outcome.good
    assert outcome.report is harvester.report
    assert outcome.run.pk is None
    assert outcome.run.created == 2
    assert harvester.jobs[0].dry_run
    assert not Run.objects.exists()
    assert Source.objects.get().cursor == {}


def test_a_failed_dry_run_tells_nobody(source, harvester, mailoutbox):
    harvester.error = SourceUnavailable("weg")
    outcome = runs.execute(source, trigger=COMMAND, dry_run=True)
    assert not outcome.good
    assert outcome.run.error == "weg"
    assert not Run.objects.exists()
    assert mailoutbox == []


def test_an_editors_dry_run_is_kept_to_be_looked_at_but_counts_for_nothing(source, harvester):
    harvester.report = report_with(cursor={"next": 7})
    outcome = runs.execute(source, trigger=Run.Trigger.EDITOR, dry_run=True)
    assert outcome.run.changes.count() == 2
    assert Source.objects.get().cursor == {}
    assert source.last_run is None
    assert source.last_good_run is None


# --- Failures ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error", [SourceUnavailable("503 von dort"), SourceInvalid("503 von dort")]
)
def test_a_source_error_is_the_runs_message(source, harvester, error):
    harvester.error = error
    outcome = runs.execute(source, trigger=COMMAND)
    run = Run.objects.get()
    assert (run.status, run.error) == ("failed", "503 von dort")
    assert run.finished_at
    assert outcome.error is error
    assert not outcome.good
    assert lock.is_free(source)


def test_any_other_error_gives_its_last_line_and_the_log_the_rest(source, harvester, caplog):
    harvester.error = ValueError("Feld fehlt")
    with caplog.at_level(logging.ERROR):
        runs.execute(source, trigger=COMMAND)
    assert Run.objects.get().error == "ValueError: Feld fehlt"
    assert "Traceback" in caplog.text


def test_an_error_shows_no_secret(source, harvester, caplog):
    remember_secret("sehr-geheim-42")
    harvester.error = ValueError("https://a:b@c.de/?k=sehr-geheim-42")
    runs.execute(source, trigger=COMMAND)
    assert "sehr-geheim-42" not in Run.objects.get().error
    assert "a:b" not in Run.objects.get().error


def test_an_unknown_kind_is_a_failed_run(source):
    Source.objects.update(kind="abgeschafft")
    assert "abgeschafft" in runs.execute(source, trigger=COMMAND).run.error


def test_a_run_that_fails_keeps_the_cursor(source, harvester):
    Source.objects.update(cursor={"next": 1})
    harvester.error = SourceUnavailable("weg")
    runs.execute(source, trigger=COMMAND)
    assert Source.objects.get().cursor == {"next": 1}


def test_ctrl_c_marks_the_run_and_ends_the_process(source, harvester):
    def stop(job):
        raise KeyboardInterrupt

    harvester.during = stop
    with pytest.raises(KeyboardInterrupt):
        runs.execute(source, trigger=COMMAND)
    assert Run.objects.get().status == Run.Status.INTERRUPTED
    assert lock.is_free(source)


def test_a_parallel_second_run_is_refused_and_leaves_no_row(source, harvester, in_other_thread):
    with lock.hold(source), pytest.raises(AlreadyRunning):
        runs.execute(source, trigger=COMMAND)
    assert not Run.objects.exists()


def test_a_run_cannot_start_itself(source, harvester):
    seen = []

    def again(job):
        with pytest.raises(AlreadyRunning):
            runs.execute(job.source, trigger=COMMAND)
        seen.append(True)

    harvester.during = again
    assert runs.execute(source, trigger=COMMAND).good
    assert seen


def test_a_row_left_by_a_dead_process_is_repaired_by_the_next_run(source, harvester):
    orphan = run_of(source, status=Run.Status.RUNNING)
    runs.execute(source, trigger=COMMAND)
    orphan.refresh_from_db()
    assert orphan.status == Run.Status.INTERRUPTED
    assert orphan.error


def test_repair_leaves_a_living_run_alone(source, harvester):
    run = run_of(source, status=Run.Status.RUNNING)
    with lock.hold(source):
        assert runs.repair(source) == 0
    assert runs.repair(source) == 1
    run.refresh_from_db()
    assert run.status == Run.Status.INTERRUPTED


# --- Held and released -------------------------------------------------------------------


@pytest.fixture
def held(source, harvester):
    harvester.report = SyncReport(
        held=12,
        cursor={"next": 7},
        changes=[ObjectChange("withdrawn", "service", f"L1/{n}", f"Nr. {n}") for n in range(12)],
    )
    return runs.execute(source, trigger=COMMAND, full=True).run


def test_a_held_run_keeps_what_would_go_and_not_the_cursor(held):
    assert held.status == Run.Status.HELD
    assert held.changes.filter(action="withdrawn").count() == 12
    assert Source.objects.get().cursor == {}
    assert held.can_be_released


def test_a_release_is_a_new_run_that_may_go_as_far(held, harvester, person):
    user = person()
    harvester.report = SyncReport(withdrawn=12, cursor={"next": 7})
    outcome = runs.release(held, user)
    held.refresh_from_db()
    assert (held.status, held.released_by) == ("held", user)
    assert held.released_at
    assert outcome.good
    assert (outcome.run.trigger, outcome.run.started_by) == ("release", user)
    assert (outcome.run.full, harvester.jobs[-1].release_up_to) == (True, 12)
    assert Source.objects.get().cursor == {"next": 7}


def test_a_run_is_released_once(held, harvester):
    harvester.report = SyncReport()
    runs.release(held)
    with pytest.raises(NotReleasable):
        runs.release(held)
    assert Run.objects.count() == 2


def test_a_run_that_is_not_held_cannot_be_released(source, harvester):
    run = runs.execute(source, trigger=COMMAND).run
    with pytest.raises(NotReleasable):
        runs.release(run)
    assert Run.objects.count() == 1


@pytest.mark.parametrize("later", ["good", "held"])
def test_a_later_run_makes_a_held_one_obsolete(held, harvester, later):
    harvester.report = SyncReport(held=3 if later == "held" else 0)
    second = runs.execute(held.source, trigger=COMMAND).run
    assert not held.can_be_released
    waiting = [second] if later == "held" else []
    assert list(Run.objects.waiting_for_release()) == waiting
    with pytest.raises(NotReleasable):
        runs.release(held)


def test_a_later_failure_leaves_a_held_run_releasable(held, harvester):
    harvester.error = SourceUnavailable("weg")
    runs.execute(held.source, trigger=COMMAND)
    assert held.can_be_released


def test_a_release_waits_for_no_one_and_stays_unreleased_while_another_run_goes_on(held):
    with lock.hold(held.source), pytest.raises(AlreadyRunning):
        runs.release(held)
    assert held.can_be_released


# --- Progress ----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestProgress:
    @pytest.fixture
    def source(self, harvester):
        from .conftest import make_source

        return make_source()

    def test_it_is_saved_and_passed_on(self, source, harvester):
        seen, saved = [], []

        def work(job):
            job.progress("reading", 3, 10)
            saved.append(Run.objects.values_list("stage", "done", "total").get())

        harvester.during = work
        runs.execute(source, trigger=COMMAND, progress=lambda *args: seen.append(args))
        assert seen == [("reading", 3, 10)]
        assert saved == [("reading", 3, 10)]

    def test_it_is_saved_at_most_twice_a_second(self, source, harvester):
        from django.test.utils import CaptureQueriesContext

        counts = []

        def work(job):
            with CaptureQueriesContext(connection) as queries:
                for number in range(5000):
                    job.progress("reading", number, 5000)
            counts.append(len(queries))

        harvester.during = work
        runs.execute(source, trigger=COMMAND)
        assert 1 <= counts[0] <= 6

    def test_it_writes_nothing_inside_a_transaction(self, source, harvester):
        from django.db import transaction
        from django.test.utils import CaptureQueriesContext

        counts = []

        def work(job):
            with transaction.atomic(), CaptureQueriesContext(connection) as queries:
                job.progress("writing", 1, 2)
            counts.append(len(queries))

        harvester.during = work
        assert runs.execute(source, trigger=COMMAND).good
        assert counts == [0]

    def test_a_thread_of_the_run_neither_writes_nor_blocks(
        self, source, harvester, in_other_thread
    ):
        from django.db import transaction

        seen = []

        def work(job):
            with transaction.atomic():
                Source.objects.filter(pk=job.source.pk).update(title="in Arbeit")
                in_other_thread(lambda: job.progress("reading", 1, 2))

        harvester.during = work
        outcome = runs.execute(source, trigger=COMMAND, progress=lambda *a: seen.append(a))
        assert outcome.good
        assert seen == [("reading", 1, 2)]
        assert Run.objects.get().stage == ""

    def test_odd_numbers_and_long_stages_do_not_break_a_run(self, source, harvester):
        harvester.during = lambda job: job.progress("x" * 500, -1, 10**12)
        assert runs.execute(source, trigger=COMMAND).good
        assert Run.objects.get().stage == "x" * 200

    def test_a_row_that_is_gone_does_not_break_progress(self, source, harvester):
        def work(job):
            Run.objects.all().delete()
            job.progress("reading", 1)

        harvester.during = work
        outcome = runs.execute(source, trigger=COMMAND)
        assert outcome.run.status == Run.Status.FAILED
