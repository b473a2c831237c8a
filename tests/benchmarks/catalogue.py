"""Import and re-import of a whole catalogue against the time that mere iteration needs."""

import subprocess
import sys
import time

from lxml import etree

from harvest.jobs import Job
from harvest.models import Change, Run, Source
from search import indexing
from services.kinds import file_source
from services.models import Responsibility, Service
from services.sync import sync
from services.xzufi import reader

from .delivery import path
from .table import Row, ratio, seconds

MEMORY = """
import os, resource, sys
sys.path.insert(0, "site")
import django
django.setup()
from harvest.jobs import Job
from services.kinds import file_source
from services.sync import sync
from services.xzufi import reader
from pathlib import Path
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
job = Job(source=file_source(), file=Path(sys.argv[1]))
sync(reader.read(job), job)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def measure():
    file, what = path()
    size = file.stat().st_size / 1e6
    iterate = seconds(lambda: _iterate(file), repeats=7)
    source = file_source()
    index = indexing.update
    indexing.update = lambda objects: list(objects)
    try:
        first = _timed(lambda: _sync(source, file))
    finally:
        indexing.update = index
    count = Service.objects.count()
    unchanged = seconds(lambda: _sync(source, file), repeats=5)
    full = seconds(lambda: _sync(source, file, full=True), repeats=3)
    services = Service.objects.only("pk")
    to_index = _timed(lambda: indexing.update(services))
    yield Row(f"delivery: {what}", size, "MB")
    yield Row("services in it", count, "")
    yield Row("lxml merely iterates", iterate * 1000, "ms")
    yield ratio("first import", first / iterate, 30)
    yield ratio("unchanged re-import", unchanged / iterate, 6)
    yield Row("unchanged re-import in full (every record compared)", full / iterate, "×")
    yield Row("search index of all services, after the import", to_index / iterate, "×")
    yield from _memory(file)


def _memory(file):
    """Peak memory of a process that imports the file into an empty catalogue."""
    _empty()
    from django.db import connection

    environment = {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings"}
    import os

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
    for model in (Responsibility, Service, Change, Run):
        model.objects.all().delete()
    Source.objects.all().delete()


def _iterate(file):
    for _event, element in etree.iterparse(str(file), events=("end",)):
        element.clear()


def _sync(source, file, **wishes):
    job = Job(source=source, file=file, **wishes)
    return sync(reader.read(job), job)


def _timed(function):
    start = time.perf_counter()
    function()
    return time.perf_counter() - start
