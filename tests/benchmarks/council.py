"""Objects per second of a council's harvest, over HTTP on loopback, against a plain floor.

The floor fetches the same pages and upserts each object's JSON into SQLite, without any checks.
"""

import resource
import sqlite3
import time

import orjson
import requests

from harvest.models import Run, Source
from harvest.runs import execute
from opendata.oparl.models import MODELS
from tests.benchmarks.table import Row, ratio
from tests.fakes.oparl_big import BigOparl
from tests.fakes.server import running

OBJECTS_PER_SECOND = 3000
TIMES_THE_FLOOR = 10


def council(papers: int = 2000) -> list[Row]:
    """The figures of a first and an unchanged harvest; some eight objects come with each paper."""
    with running(BigOparl(papers)) as server:
        floor = _floor(server)
        source = Source.objects.create(
            name="council", title="Council", kind="oparl", url=server.system_url
        )
        before = _memory()
        first, report = _timed(source)
        grown = _memory() - before
        unchanged, _report = _timed(source, full=True)
    number = report.created
    live = sum(model.objects.of(source).published().count() for model in MODELS.values())
    if live != number:
        raise RuntimeError(f"{live} objects are published, {number} were created")
    speed = number / first
    goal = f"≥ {OBJECTS_PER_SECOND}"
    return [
        Row("council: objects", number, ""),
        Row("council: first harvest", speed, "obj/s", goal, speed >= OBJECTS_PER_SECOND),
        Row("council: unchanged, in full", number / unchanged, "obj/s"),
        Row("council: floor, fetch and store JSON", number / floor, "obj/s"),
        ratio("council: first harvest against the floor", first / floor, TIMES_THE_FLOOR),
        Row("council: memory grown in the first harvest", grown, "MB"),
    ]


def _timed(source, **wishes):
    start = time.perf_counter()
    outcome = execute(source, trigger=Run.Trigger.COMMAND, **wishes)
    if outcome.error:
        raise outcome.error
    return time.perf_counter() - start, outcome.report


def _memory() -> float:
    """The most that this process has used so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _floor(server) -> float:
    """Seconds to fetch all pages and to upsert every object, embedded ones by themselves."""
    start = time.perf_counter()
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE objects (id TEXT PRIMARY KEY, content TEXT)")
    with requests.Session() as session:
        for url in server.list_urls:
            while url:
                page = orjson.loads(session.get(url, timeout=30).content)
                rows = [
                    (raw["id"], orjson.dumps(raw).decode())
                    for listed in page["data"]
                    for raw in _flat(listed)
                ]
                database.executemany("INSERT OR REPLACE INTO objects VALUES (?, ?)", rows)
                database.commit()
                url = page["links"].get("next")
    return time.perf_counter() - start


def _flat(value):
    if isinstance(value, dict):
        if "id" in value:
            yield value
        value = value.values()
    elif not isinstance(value, list):
        return
    for inner in value:
        if isinstance(inner, (dict, list)):
            yield from _flat(inner)
