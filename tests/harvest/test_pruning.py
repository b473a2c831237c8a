"""Old runs are taken out of the book; what somebody still needs stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.registries import periodic, retention
from harvest.models import Change, Run
from harvest.pruning import prune

from .conftest import make_source


@pytest.fixture(autouse=True)
def _keeps_two(settings):
    settings.HARVEST_KEPT_RUNS = 2
    settings.HARVEST_KEPT_CHANGES_DAYS = 365


def began(source, days, *, changes=0, **values):
    started = timezone.now() - timedelta(days=days)
    run = Run.objects.create(
        source=source, **{"started_at": started, "trigger": "schedule", "status": "good", **values}
    )
    for number in range(changes):
        Change.objects.create(run=run, action="updated", object_kind="paper", key=str(number))
    return run


def kept(*runs) -> list[bool]:
    return [Run.objects.filter(pk=run.pk).exists() for run in runs]


def test_the_latest_runs_of_each_source_stay(source):
    other = make_source("andere")
    runs = [began(source, days) for days in (1, 2, 3, 4)]
    alone = began(other, 900)
    assert prune() == 2
    assert kept(*runs, alone) == [True, True, False, False, True]


def test_what_changed_something_within_the_year_stays(source):
    began(source, 1), began(source, 2)
    young, old = began(source, 300, changes=1), began(source, 400, changes=2)
    assert prune() == 1
    assert kept(young, old) == [True, False]
    assert Change.objects.count() == 1


def test_the_last_good_run_and_the_last_in_full_stay(source):
    for days in (1, 2):
        began(source, days, status="failed")
    good, full, older = began(source, 10), began(source, 20, full=True), began(source, 30)
    assert prune() == 1
    assert kept(good, full, older) == [True, True, False]


def test_what_waits_or_runs_stays(source):
    for days in (1, 2):
        began(source, days, status="failed")
    held = began(source, 500, status="held")
    running = began(source, 600, status="running")
    assert prune() == 0
    assert kept(held, running) == [True, True]


def test_it_comes_round_by_itself(source):
    assert "runs" in {rule.name for rule in retention.rules()}
    assert any(job.name == "delete-expired" for job in periodic.jobs())
