"""Indexing of bulk writes; modelsearch follows single saves by itself.

Small numbers are indexed at once (`update`). A run that may write by the thousand marks its rows
in its own transaction (`mark`) and calls `follow` after it: few are indexed at once, many in the
background. A mark stays until its row is indexed, so that nothing is lost when a worker dies or
there is none: the schedule and the next run go on.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from modelsearch.backends import get_search_backends
from modelsearch.index import class_is_indexed

from core import bulk_sql

from .models import Waiting

BATCH = 500
# No more than this many are indexed while somebody waits for it.
AT_ONCE = 500
# Then no worker seems to be there.
LONG = timedelta(minutes=30)

logger = logging.getLogger(__name__)


def update(objects: Iterable[Model]):
    """Index the present state of these objects (of any models) in the database.

    Call it after the transaction. The rows are fetched in batches, by each model's
    `get_indexed_objects`; models without search fields are passed over.
    """
    for model, ids in _ids_by_model(objects).items():
        update_ids(model, ids)


def update_ids(model: type[Model], ids: Iterable):
    """As `update`, for those who know the primary keys only."""
    ids = list(ids)
    for start in range(0, len(ids), BATCH):
        _index(model, ids[start : start + BATCH])


def remove(objects: Iterable[Model]):
    """Take these objects out of the index."""
    for item in objects:
        if class_is_indexed(type(item)):
            for backend in get_search_backends(with_auto_update=True):
                backend.delete(item)


def mark(model: type[Model], ids: Iterable[int]) -> int:
    """Mark rows to be indexed, or removed where `get_indexed_objects` lacks them;
    how many. Call it in the transaction that writes them."""
    label = model._meta.label_lower
    return bulk_sql.insert(Waiting, ("object_id",), ((pk,) for pk in ids), {"model": label})


def follow():
    """Index the marked rows: at once if they are few, else in the background.

    Call it after the transaction. When the search engine is down, that is logged and the marks
    stay: publishing does not fail by it.
    """
    from .tasks import catch_up as in_background

    waiting = Waiting.objects.order_by("pk")[: AT_ONCE + 1].count()
    nobody_came = Waiting.objects.filter(since__lt=timezone.now() - LONG).exists()
    if waiting > AT_ONCE and not nobody_came:
        in_background.enqueue()
    elif waiting:
        try:
            catch_up()
        except Exception:
            logger.exception("The search index could not be brought up to date")


def catch_up() -> int:
    """Index all marked rows, a batch at a time; returns the number of marks.

    Several processes may do so at once: each takes marks that no other has.
    """
    done = 0
    while number := _next_batch():
        done += number
    return done


def run_as_job() -> str:
    """Index rows that no worker has picked up, as a periodic job (core.registries.periodic)."""
    late = Waiting.objects.filter(since__lt=timezone.now() - LONG).exists()
    return f"{catch_up()} rows" if late else ""


def _next_batch() -> int:
    with transaction.atomic():
        marks = Waiting.objects.select_for_update(skip_locked=True).order_by("pk")[:BATCH]
        ids_by_label = defaultdict(set)
        pks = []
        for pk, label, object_id in marks.values_list("pk", "model", "object_id"):
            pks.append(pk)
            ids_by_label[label].add(object_id)
        for label, ids in ids_by_label.items():
            model = apps.get_model(label)
            _take_out(model, ids - _index(model, ids))
        Waiting.objects.filter(pk__in=pks).delete()
    return len(pks)


def _index(model, ids) -> set:
    """Index the visible ones of these; returns their primary keys."""
    found = list(model.get_indexed_objects().filter(pk__in=ids))
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(model, found)
    return {item.pk for item in found}


def _take_out(model, ids):
    remove(model(pk=pk) for pk in ids)


def _ids_by_model(objects) -> dict[type[Model], list]:
    grouped = defaultdict(list)
    for item in objects:
        if class_is_indexed(type(item)):
            grouped[type(item)].append(item.pk)
    return grouped
