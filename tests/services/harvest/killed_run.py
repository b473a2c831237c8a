"""Kills runs with SIGKILL at given moments and tells what was left: run as a process of its own.

python -m tests.services.harvest.killed_run SOURCE_NAME MOMENT [MOMENT …]

Works on the database of TEST_DATABASE_URL. Each moment is a share of the time that an undisturbed
run needs. Prints one JSON object: {"before", "after", "states": […], "statuses": […]}, states as
digests of the catalogue.
"""

import hashlib
import json
import os
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, "site")

import django

django.setup()

from django.db import connections  # noqa: E402

from directory.models import OrganisationalUnit  # noqa: E402
from harvest.models import Run, Source  # noqa: E402
from harvest.runs import execute, repair  # noqa: E402
from services.models import Responsibility, Service, ServiceVersion  # noqa: E402


def state() -> str:
    """A digest of the catalogue as a reader sees it."""
    services = Service.objects.order_by("external_id")
    versions = ServiceVersion.objects.order_by("service__external_id", "language")
    responsibilities = Responsibility.objects.order_by("external_id")
    rows = (
        list(services.values_list("external_id", "title", "withdrawn_at", "missing_unit")),
        list(versions.values_list("language", "title", "modules")),
        list(responsibilities.values_list("external_id", "service__external_id")),
    )
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def empty():
    for model in (Responsibility, Service, OrganisationalUnit):
        model.objects.all().delete()


def run(source, file):
    return execute(source, trigger=Run.Trigger.COMMAND, file=file)


def in_a_child(source, file) -> int:
    """Start the run in a process of its own; returns its id."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            run(source, file)
        finally:
            os._exit(0)
    return child


def main(name, before_file, after_file, moments):
    source = Source.objects.get(name=name)
    if before_file:
        run(source, Path(before_file))
    before = state()
    start = time.perf_counter()
    file = Path(after_file) if after_file else None
    os.waitpid(in_a_child(source, file), 0)
    needed = time.perf_counter() - start
    after = state()
    states, statuses = [], []
    for moment in moments:
        if before_file:
            run(source, Path(before_file))
        else:
            empty()
        child = in_a_child(source, file)
        time.sleep(needed * moment)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        states.append(state())
        repair(source)
        statuses.append(source.runs.latest().status)
    run(source, file)
    last = state()
    sys.stdout.write(
        json.dumps(
            {"before": before, "after": after, "states": states, "statuses": statuses, "last": last}
        )
    )


if __name__ == "__main__":
    name, before_file, after_file, *moments = sys.argv[1:]
    main(name, before_file, after_file, [float(moment) for moment in moments])
