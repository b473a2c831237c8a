"""One council harvested in a process of its own, so that nothing earlier hides its memory.

python -m tests.benchmarks.harvesting SYSTEM_URL LIST_URL …

Prints one JSON object: "objects"; seconds "floor", "first", "index", "unchanged"; "megabytes" that
the first harvest, the index included, has grown by.
"""

import json
import os
import sqlite3
import sys
import time

import orjson
import requests

from tests.benchmarks import memory, table


def measure(system_url: str, list_urls: list[str]) -> dict[str, float]:
    from harvest.models import Source
    from opendata.oparl.models import MODELS
    from search import indexing

    source = Source.objects.create(name="council", title="Council", kind="oparl", url=system_url)
    before = memory.peak()
    first, report = _harvested(source)
    index = _timed(indexing.catch_up)
    grown = memory.peak() - before
    live = sum(model.objects.for_source(source).published().count() for model in MODELS.values())
    if live != report.created:
        raise RuntimeError(f"{live} objects are published, {report.created} were created")
    unchanged, _report = _harvested(source, full=True)
    return {
        "objects": live,
        # Last: what it takes in memory would hide what the harvest takes.
        "floor": min(_floor(list_urls) for _number in range(2)),
        "first": first,
        "index": index,
        "unchanged": unchanged,
        "megabytes": grown,
    }


def _harvested(source, **wishes):
    from harvest.models import Run
    from harvest.runs import execute

    start = time.perf_counter()
    outcome = execute(source, trigger=Run.Trigger.COMMAND, **wishes)
    if outcome.error:
        raise outcome.error
    return time.perf_counter() - start, outcome.report


def _timed(function) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def _floor(list_urls) -> float:
    """Seconds to fetch all pages and to upsert every object, embedded ones by themselves."""
    start = time.perf_counter()
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE objects (id TEXT PRIMARY KEY, content TEXT)")
    with requests.Session() as session:
        for url in list_urls:
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


def main(system_url, *list_urls):
    import django
    from django.conf import settings

    sys.path.insert(0, "site")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
    # As on a site with a worker: the index of a large run is left to it, and timed apart.
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    django.setup()
    with table.database():
        figures = measure(system_url, list_urls)
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
