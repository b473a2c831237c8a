import subprocess
import sys
import time
from pathlib import Path

import pytest

from harvest import lock, runs
from harvest.models import Run, Source
from outbound.errors import AlreadyRunning

from .conftest import make_source

ROOT = Path(__file__).resolve().parents[2]
# A process of its own that harvests a source of the same database and never comes to an end.
RUN_FOR_EVER = """
import sys, time
sys.path[:0] = [{root!r}, {site!r}]
import django
django.setup()
from harvest import registry, runs
from harvest.models import Source

def for_ever(job):
    print("running", flush=True)
    time.sleep(120)

registry.register(registry.SourceKind("test", "Test", for_ever))
runs.execute(Source.objects.get(pk={pk}), trigger="command")
"""


def test_a_second_hold_is_refused(source):
    with lock.hold(source):
        assert not lock.is_free(source)
        with pytest.raises(AlreadyRunning, match=source.title), lock.hold(source, wait=0.1):
            pass
    assert lock.is_free(source)


def test_a_hold_ends_with_an_error_too(source):
    with pytest.raises(ZeroDivisionError), lock.hold(source):
        _ = 1 / 0
    assert lock.is_free(source)


def test_sources_do_not_lock_each_other(source):
    with lock.hold(source):
        assert lock.is_free(make_source("andere"))


def test_another_thread_is_refused(source, in_other_thread):
    with lock.hold(source):
        assert in_other_thread(lambda: lock.is_free(source)) is False


def test_a_short_wait_bridges_a_short_hold(source):
    """Who looks whether a run is alive must not make a starting run fail."""
    import threading

    held, wish_to_end = threading.Event(), threading.Event()

    def hold_shortly():
        with lock.hold(source):
            held.set()
            wish_to_end.wait(0.3)

    thread = threading.Thread(target=hold_shortly)
    thread.start()
    assert held.wait(5)
    with lock.hold(source, wait=3):
        pass
    thread.join()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_kill_9_releases_the_lock_and_the_next_run_repairs_the_row(shared_database, harvester):
    source = make_source()
    script = RUN_FOR_EVER.format(root=str(ROOT), site=str(ROOT / "site"), pk=source.pk)
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=shared_database,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout.readline() == "running\n"
        assert not lock.is_free(source)
        with pytest.raises(AlreadyRunning):
            runs.execute(source, trigger=Run.Trigger.COMMAND)
        assert runs.repair(source) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    wait_until(lambda: lock.is_free(source))
    (orphan,) = Run.objects.all()
    assert orphan.status == Run.Status.RUNNING

    outcome = runs.execute(source, trigger=Run.Trigger.COMMAND)

    orphan.refresh_from_db()
    assert orphan.status == Run.Status.INTERRUPTED
    assert orphan.finished_at is not None
    assert orphan.error
    assert outcome.good
    assert Source.objects.count() == 1


def wait_until(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail("It never came true.")
        time.sleep(0.05)
