from datetime import timedelta

import pytest

from harvest import lock
from harvest.health import sources_health
from harvest.models import Run, Source

from .conftest import make_source
from .test_schedule import began


def health_of(source):
    (health,) = sources_health([source])
    return health


def test_a_source_that_never_ran(source):
    health = health_of(source)
    assert (health.status, health.last_run, health.last_good) == ("never", None, None)
    assert health.next_due == source.created_at
    assert not health.needs_attention


def test_a_good_source(source):
    run = began(source, 2)
    health = health_of(source)
    assert (health.status, health.last_run, health.last_good) == ("good", run, run)
    assert health.next_due == run.started_at + timedelta(hours=24)
    assert not health.needs_attention


@pytest.mark.parametrize("status", ["failed", "interrupted"])
def test_a_failed_source_says_why_and_remembers_its_last_good_run(source, status):
    good = began(source, 5)
    began(source, 1, status=status, error="503 von dort")
    health = health_of(source)
    assert (health.status, health.message, health.last_good) == ("failed", "503 von dort", good)
    assert health.needs_attention


def test_a_held_source_says_how_many(source):
    began(source, 1, status="held", held=12)
    health = health_of(source)
    assert health.status == "held"
    assert "12" in health.message


def test_a_silent_source(source):
    began(source, 60)
    began(source, 1, status="failed", error="weg")
    assert health_of(source).status == "silent"


def test_a_source_by_hand_falls_never_silent(source):
    Source.objects.update(interval_hours=0)
    source.refresh_from_db()
    began(source, 600)
    health = health_of(source)
    assert (health.status, health.next_due) == ("good", None)


def test_a_running_source_is_running_only_while_its_process_lives(source):
    began(source, 0, status="running", stage="lese Seite 3")
    with lock.hold(source):
        health = health_of(source)
        assert (health.status, health.message) == ("running", "lese Seite 3")
    assert health_of(source).status == "failed"


@pytest.mark.parametrize("fields", [{"dry_run": True, "status": "failed"}, {"status": "queued"}])
def test_dry_and_waiting_runs_say_nothing_about_health(source, fields):
    good = began(source, 2)
    began(source, 1, **fields)
    health = health_of(source)
    assert (health.status, health.last_run) == ("good", good)


def test_all_sources_cost_three_queries(db, harvester, django_assert_num_queries):
    for number in range(12):
        source = make_source(f"q{number}")
        for hours in (3, 2, 1):
            began(source, hours, status="failed" if number % 2 else "good")
    with django_assert_num_queries(3):
        healths = sources_health()
    assert [health.status for health in healths].count("good") == 6
    assert Run.objects.count() == 36


def test_the_order_is_that_of_the_sources(db, harvester):
    make_source("b", title="Zett")
    make_source("a", title="Anfang")
    assert [health.source.title for health in sources_health()] == ["Anfang", "Zett"]
