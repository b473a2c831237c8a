"""Import and re-import of a whole catalogue against the time that mere iteration needs."""

import os
import subprocess
import sys
import time

from django.db import connection
from lxml import etree

from directory.models import OrganisationalUnit
from harvest.models import Change, Run, Source
from harvest.runs import execute
from search import indexing
from services.harvest.source_kinds import file_source
from services.models import Responsibility, Service

from .delivery import path
from .table import Row, ratio, seconds

MEMORY = """
import os, sys
sys.path.insert(0, "site")
import django
django.setup()
from harvest.runs import execute
from services.harvest.source_kinds import file_source
from pathlib import Path
execute(file_source(), trigger="command", file=Path(sys.argv[1]))
from tests.benchmarks.memory import peak
print(peak())
"""


def measure():
    file, what = path()
    size = file.stat().st_size / 1e6
    iterate = seconds(lambda: _iterate(file), repeats=7)
    first = min(_first_import(file) for _attempt in range(3))
    source = file_source()
    count = Service.objects.count()
    unchanged = seconds(lambda: _sync(source, file), repeats=5)
    full = seconds(lambda: _sync(source, file, full=True), repeats=3)
    ids = list(Service.objects.values_list("pk", flat=True))
    to_index = _timed(lambda: indexing.update_ids(Service, ids))
    yield Row(f"delivery: {what}", size, "MB")
    yield Row("services in it", count, "")
    yield Row("lxml merely iterates", iterate * 1000, "ms")
    yield ratio("first import", first / iterate, 30)
    yield ratio("unchanged re-import", unchanged / iterate, 6)
    yield Row("unchanged re-import in full (every record compared)", full / iterate, "×")
    yield Row("search index of all services, after the import", to_index / iterate, "×")
    yield from _memory(file)


def _first_import(file):
    """Into an empty catalogue; the search index is measured apart."""
    _empty()
    source = file_source()
    index, indexing.update_ids = indexing.update_ids, lambda model, ids: None
    try:
        return _timed(lambda: _sync(source, file))
    finally:
        indexing.update_ids = index


def _memory(file):
    """Peak memory of a process that imports the file into an empty catalogue."""
    _empty()
    environment = {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings"}
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        environment["TEST_DATABASE_URL"] = f"sqlite:///{name}"
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(file)],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    peak = float(done.stdout.split()[-1])
    yield Row("peak memory of the importing process", peak, "MB", "≤ 200 MB", peak <= 200)


def _empty():
    for model in (Responsibility, Service, OrganisationalUnit, Change, Run):
        model.objects.all().delete()
    Source.objects.all().delete()


def _iterate(file):
    for _event, element in etree.iterparse(str(file), events=("end",)):
        element.clear()


def _sync(source, file, **wishes):
    """As the command does it: the run's book and its changes are written too."""
    outcome = execute(source, trigger=Run.Trigger.COMMAND, file=file, **wishes)
    if not outcome.good:
        raise SystemExit(outcome.run.error)


def _timed(function):
    start = time.perf_counter()
    function()
    return time.perf_counter() - start
