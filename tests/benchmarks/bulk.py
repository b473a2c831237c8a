"""core.bulk_sql against Django's bulk_create(update_conflicts=True), on the tables it writes.

Each figure is the time of bulk_create in times of that of bulk_sql, for the same rows: the writer
of our own is kept as long as it wins by half. Making the instances counts for bulk_create: writers
have tuples.
"""

import time

from django.db import transaction
from django.utils import timezone

from core import bulk_sql
from harvest.models import Source
from opendata.oparl.harvest.raw_store import Delivered
from opendata.oparl.models import Paper
from opendata.oparl.models.store import RawObject
from search.models import Waiting

from .table import Row

NUMBER = 5000
KEEP_FROM = 1.5
UNIQUE = ("source_id", "key")
BASE = "https://oparl.example"


def measure():
    source = Source.objects.create(name="bulk", title="Bulk", kind="oparl")
    yield from _upserts("raw objects", RawObject, *_raw_objects(source))
    yield from _upserts("papers", Paper, *_papers(source))
    waiting = [(number,) for number in range(NUMBER)]
    yield _row("marks for the search", *_writers(Waiting, ("object_id",), waiting, {"model": "x"}))
    source.delete()


def _raw_objects(source):
    rows = [
        Delivered(
            key=f"{BASE}/paper/{number}",
            url=f"{BASE}/paper/{number}",
            object_type="Paper",
            state="live",
            content=f'{{"id":"{BASE}/paper/{number}","name":"{"Vorlage " * 100}"}}',
            content_hash=f"{number:064}",
        )
        for number in range(NUMBER)
    ]
    same = {"list_key": f"{BASE}/papers", "body_url": f"{BASE}/body", "fetched_at": timezone.now()}
    return Delivered._fields, rows, {"source_id": source.pk, **same}


def _papers(source):
    names = ("key", "url", "raw", "content_hash", "body_key", "name", "reference", "date")
    names += ("paper_type", "main_file_key", "keyword", "created", "modified")
    now = timezone.now()
    rows = [
        (
            *(f"{BASE}/paper/{number}", f"{BASE}/paper/{number}"),
            *(f'{{"id":"{BASE}/paper/{number}"}}', f"{number:064}", f"{BASE}/body"),
            *(f"Vorlage {number}", f"{number}/2026", now.date(), "Antrag"),
            *(f"{BASE}/file/{number}", ["Verkehr"], now, now),
        )
        for number in range(NUMBER)
    ]
    return names, rows, {"source_id": source.pk, "changed_at": now}


def _writers(model, names, rows, same, **conflict):
    """(write with bulk_sql, write with bulk_create)"""
    django = {}
    if conflict:
        fields = {field.attname: field.name for field in model._meta.concrete_fields}
        django = {f"{key}_fields": [fields[name] for name in conflict[key]] for key in conflict}
        django["update_conflicts"] = True

    def ours():
        write = bulk_sql.upsert if conflict else bulk_sql.insert
        write(model, names, rows, same, **conflict)

    def theirs():
        made = [model(**dict(zip(names, row, strict=True)), **same) for row in rows]
        model.objects.bulk_create(made, **django)

    return ours, theirs


def _upserts(what, model, names, rows, same):
    """All rows new, then all there already."""
    update = [name for name in (*names, *same) if name not in UNIQUE]
    ours, theirs = _writers(model, names, rows, same, unique=UNIQUE, update=update)
    yield _row(f"{what}, new", ours, theirs)
    ours()
    yield _row(f"{what}, there already", ours, theirs)
    model.objects.all().delete()


def _row(what, ours, theirs) -> Row:
    ratio = _seconds(theirs) / _seconds(ours)
    return Row(
        f"bulk_create / bulk_sql: {what}", ratio, "×", f"≥ {KEEP_FROM} ×", ratio >= KEEP_FROM
    )


def _seconds(write) -> float:
    """The shortest of several runs, none of which is kept."""
    times = []
    for _number in range(5):
        with transaction.atomic():
            start = time.perf_counter()
            write()
            times.append(time.perf_counter() - start)
            transaction.set_rollback(True)
    return min(times)
