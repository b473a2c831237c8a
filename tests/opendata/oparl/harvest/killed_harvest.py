"""Kills harvests with SIGKILL at given moments and tells what was left: a process of its own.

python -m tests.opendata.oparl.harvest.killed_harvest SOURCE_NAME MOMENT [MOMENT …]

Works on the database of TEST_DATABASE_URL. Each moment is a share of the time that an undisturbed
first harvest needs. After each kill the next run goes on. Prints one JSON object:
{"whole", "killed": [state after the kill …], "repaired": [state after the next run …],
"raw": [raw objects after the kill …]}, states as digests of what is published.
"""

import hashlib
import json
import os
import signal
import sys
import time

sys.path.insert(0, "site")

import django

django.setup()

from django.db import connections  # noqa: E402

from harvest.models import Run, Source  # noqa: E402
from harvest.runs import execute  # noqa: E402
from opendata.oparl.models import MODELS, ListWalk, QualityIssue, RawObject  # noqa: E402
from tests.opendata.oparl.harvest.harvesting import state  # noqa: E402

EMPTY = "empty"


def digest(source) -> str:
    """Of all that is published, "empty" when nothing is."""
    if not any(model.objects.exists() for model in MODELS.values()):
        return EMPTY
    return hashlib.sha256(
        json.dumps(state(source), default=str, sort_keys=True).encode()
    ).hexdigest()[:16]


def empty(source):
    for model in (QualityIssue, ListWalk, RawObject, *MODELS.values()):
        model.objects.all().delete()
    source.runs.all().delete()


def run(source):
    return execute(source, trigger=Run.Trigger.COMMAND)


def in_a_child(source) -> int:
    """Start the run in a process of its own; returns its id."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            run(source)
        finally:
            os._exit(0)
    return child


def main(name, moments):
    source = Source.objects.get(name=name)
    start = time.perf_counter()
    os.waitpid(in_a_child(source), 0)
    needed = time.perf_counter() - start
    told = {"whole": digest(source), "killed": [], "repaired": [], "raw": [], "rows": []}
    told["whole_rows"] = RawObject.objects.count()
    for moment in moments:
        empty(source)
        child = in_a_child(source)
        time.sleep(needed * moment)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        told["killed"].append(digest(source))
        told["raw"].append(RawObject.objects.count())
        run(source)
        told["repaired"].append(digest(source))
        told["rows"].append(RawObject.objects.count())
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    name, *moments = sys.argv[1:]
    main(name, [float(moment) for moment in moments])
