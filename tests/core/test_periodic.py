"""Periodic work: when it is due, that it runs once, and that one failure hinders no other."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.management import CommandError, call_command

from core.models import PeriodicRun
from core.registries import periodic

NOON = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)  # a Wednesday


@pytest.fixture(autouse=True)
def no_jobs(monkeypatch):
    monkeypatch.setattr(periodic, "_jobs", {})


def register(name="count", **options):
    calls = []
    periodic.register(periodic.Job(name, name, lambda: calls.append(name) or "done", **options))
    return calls


def test_a_daily_job_is_due_once_after_its_time_of_day():
    job = periodic.Job("mail", "mail", str, at=time(6))
    berlin_six = datetime(2026, 3, 18, 5, 0, tzinfo=UTC)
    assert job.due_since(NOON) == berlin_six
    assert job.due_since(berlin_six - timedelta(minutes=1)) == berlin_six - timedelta(days=1)


def test_a_weekly_job_is_due_on_its_day():
    job = periodic.Job("digest", "digest", str, at=time(6), weekday=periodic.MONDAY)
    monday_six = datetime(2026, 3, 16, 5, 0, tzinfo=UTC)
    assert job.due_since(NOON) == monday_six
    assert job.due_since(monday_six - timedelta(hours=1)) == monday_six - timedelta(days=7)


@pytest.mark.django_db
def test_a_job_runs_when_its_time_has_passed_and_not_before():
    calls = register(every=timedelta(hours=1))
    assert [outcome.summary for outcome in periodic.run_due(NOON)] == ["done"]
    assert periodic.run_due(NOON + timedelta(minutes=59)) == []
    periodic.run_due(NOON + timedelta(minutes=61))
    assert len(calls) == 2


@pytest.mark.django_db
def test_a_job_that_another_process_is_at_is_left_alone_until_it_counts_as_stuck():
    calls = register()
    PeriodicRun.objects.create(name="count", started_at=NOON - timedelta(hours=2))
    assert periodic.run_due(NOON) == []
    periodic.run_due(NOON + timedelta(hours=5))
    assert calls


@pytest.mark.django_db
def test_a_job_tells_itself_when_it_counts_as_stuck():
    calls = register(every=timedelta(minutes=5), stuck_after=timedelta(minutes=15))
    PeriodicRun.objects.create(name="count", started_at=NOON)
    assert periodic.run_due(NOON + timedelta(minutes=14)) == [] and not calls
    periodic.run_due(NOON + timedelta(minutes=16))
    assert calls


@pytest.mark.django_db
def test_a_job_that_fails_hinders_no_other_and_is_noted(caplog):
    periodic.register(periodic.Job("broken", "broken", lambda: 1 / 0))
    calls = register()
    errors = [outcome.error for outcome in periodic.run_due(NOON)]
    assert errors == ["ZeroDivisionError: division by zero", ""]
    assert calls
    assert PeriodicRun.objects.get(name="broken").error
    assert "broken failed" in caplog.text


@pytest.mark.django_db
def test_the_command_does_one_job_by_name_and_lists_them(capsys):
    calls = register()
    call_command("run_schedule", job="count")
    call_command("run_schedule", job="count")
    call_command("run_schedule", list=True)
    assert len(calls) == 2
    assert capsys.readouterr().out.splitlines() == ["count: done", "count: done", "count: count"]


@pytest.mark.django_db
def test_the_command_names_the_jobs_when_it_does_not_know_one():
    register()
    with pytest.raises(CommandError, match="There are: count"):
        call_command("run_schedule", job="nothing")


@pytest.mark.django_db
def test_the_command_ends_with_an_error_when_a_job_failed():
    periodic.register(periodic.Job("broken", "broken", lambda: 1 / 0))
    with pytest.raises(SystemExit):
        call_command("run_schedule")
