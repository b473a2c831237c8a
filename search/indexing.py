"""Keeping the index: what is written is marked, and marked rows become documents.

Single saves are marked by signals (search.signal_handlers) and indexed after the transaction. Small
numbers that were written in bulk are indexed at once (`update`). A run that may write by the
thousand marks its rows in its own transaction (`mark`) and calls `follow` after it: few are indexed
at once, many in the background. A mark stays until its row is indexed, so that nothing is lost when
a worker dies or there is none: the schedule and the next run go on.

The admin's own searches are modelsearch's, which gets what was written in bulk from here, too.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import islice

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from modelsearch.backends import get_search_backends
from modelsearch.index import class_is_indexed
from wagtail.models import Page

from core import bulk_sql

from . import known, registry
from .documents import document_of
from .engines import following
from .models import Document, Waiting
from .registry import SearchKind

BATCH = 500
# No more than this many are indexed while somebody waits for it.
AT_ONCE = 500
# Then no worker seems to be there.
LONG = timedelta(minutes=30)
_IDENTITY = ("kind", "object_id", "language")
_CONTENT = tuple(
    field.name
    for field in Document._meta.concrete_fields
    if not field.primary_key and field.name not in _IDENTITY
)

logger = logging.getLogger(__name__)


def update(objects: Iterable[Model]):
    """Index the present state of these objects (of any models) in the database.

    Call it after the transaction. The rows are fetched in batches; models that are not searched
    are passed over.
    """
    grouped = defaultdict(list)
    for item in objects:
        grouped[type(item)].append(item.pk)
    for model, ids in grouped.items():
        update_ids(model, ids)


def update_ids(model: type[Model], ids: Iterable):
    """As `update`, for those who know the primary keys only."""
    ids = list(ids)
    for start in range(0, len(ids), BATCH):
        _index(model, ids[start : start + BATCH])
    following.send_soon()


def remove(objects: Iterable[Model]):
    """Take these objects out of the index."""
    for item in objects:
        _take_out_documents(registry.kinds_of(type(item)), {item.pk})
        _take_out_of_admin(item)
    following.send_soon()


def mark(model: type[Model], ids: Iterable[int]) -> int:
    """Mark rows to be indexed, or removed where they are published no longer; how many.

    Call it in the transaction that writes them.
    """
    label = model._meta.label_lower
    return bulk_sql.insert(Waiting, ("object_id",), ((pk,) for pk in ids), {"model": label})


def follow():
    """Index the marked rows: at once if they are few, else in the background.

    Call it after the transaction. When the search engine is down, that is logged and the marks
    stay: publishing does not fail by it.
    """
    from .tasks import catch_up as in_background

    waiting = _marked().order_by("pk")[: AT_ONCE + 1].count()
    nobody_came = _marked().filter(since__lt=timezone.now() - LONG).exists()
    if waiting > AT_ONCE and not nobody_came:
        in_background.enqueue()
    elif waiting:
        try:
            catch_up()
        except Exception:
            logger.exception("The search index could not be brought up to date")


def follow_after_commit():
    """As `follow`, by itself and once when the present transaction is through."""
    waiting = transaction.get_connection().run_on_commit
    if not any(function is follow for _ids, function, *_rest in waiting):
        transaction.on_commit(follow)


def catch_up() -> int:
    """Index all marked rows, a batch at a time; returns the number of marks.

    Several processes may do so at once: each takes marks that no other has.
    """
    done = 0
    while number := _next_batch():
        done += number
    following.send_soon()
    return done


def run_as_job() -> str:
    """Index rows that no worker has picked up, or all when there is no index yet, as a periodic job
    (core.registries.periodic)."""
    if not Document.objects.exists() and (number := rebuild()):
        return f"{number} rows"
    late = _marked().filter(since__lt=timezone.now() - LONG).exists()
    return f"{catch_up()} rows" if late else ""


def _marked():
    """Rows that wait for becoming documents; what waits for the cluster is its own concern."""
    return Waiting.objects.exclude(model=following.LABEL)


def rebuild(progress: Callable[[int], None] = lambda number: None) -> int:
    """Make all documents anew, while the present ones are found; how many there are.

    First all words are read, since they explain the compounds of each other.
    """
    counts: Counter[str] = Counter()
    for _kind, _pk, content in _contents():
        counts.update(known.counted([" ".join([content.title, *content.aliases])]))
    split = known.made_of(counts).known.split
    began, number = timezone.now(), 0
    contents = _contents()
    while batch := list(islice(contents, BATCH)):
        _write([document_of(kind, pk, content, split) for kind, pk, content in batch])
        number += len(batch)
        progress(number)
    outdated = Document.objects.filter(changed_at__lt=began)
    _remove(outdated.values_list("pk", flat=True))
    known.forget()
    return number


def _contents() -> Iterator:
    """(name of the kind, primary key, content) of all that is published."""
    for kind in registry.kinds():
        ids = list(kind.queryset().order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), BATCH):
            yield from _contents_of(kind, ids[start : start + BATCH])


def _contents_of(kind: SearchKind, ids) -> Iterator:
    visible = kind.queryset().order_by().filter(pk__in=ids).values("pk")
    rows = kind.all_rows().filter(pk__in=list(visible.values_list("pk", flat=True)))
    if issubclass(rows.model, Page):
        rows = rows.specific()
    for found in rows:
        yield kind.name, found.pk, kind.content(found)


def _next_batch() -> int:
    with transaction.atomic():
        marks = _marked().select_for_update(skip_locked=True).order_by("pk")[:BATCH]
        ids_by_label = defaultdict(set)
        pks = []
        for pk, label, object_id in marks.values_list("pk", "model", "object_id"):
            pks.append(pk)
            ids_by_label[label].add(object_id)
        for label, ids in ids_by_label.items():
            _index(apps.get_model(label), ids)
        Waiting.objects.filter(pk__in=pks).delete()
    return len(pks)


def _index(model: type[Model], ids: Iterable[int]):
    """Make the documents of these rows as they are now, and take out those of which there is no
    row that is published."""
    _index_for_admin(model, ids)
    split = known.current().known.split
    for kind in registry.kinds_of(model):
        documents = [
            document_of(name, pk, content, split) for name, pk, content in _contents_of(kind, ids)
        ]
        _write(documents)
        gone = set(ids) - {document.object_id for document in documents}
        _take_out_documents([kind], gone)


def _write(documents: list[Document]):
    if not documents:
        return
    for kind in {document.kind for document in documents}:
        languages = {one.object_id: one.language for one in documents if one.kind == kind}
        known_ones = Document.objects.filter(kind=kind, object_id__in=languages)
        _remove(
            pk
            for pk, object_id, language in known_ones.values_list("pk", "object_id", "language")
            if languages[object_id] != language
        )
    written = Document.objects.bulk_create(
        documents, update_conflicts=True, unique_fields=_IDENTITY, update_fields=_CONTENT
    )
    following.mark(one.pk for one in written)


def _take_out_documents(kinds: Iterable[SearchKind], ids: set[int]):
    if not ids:
        return
    names = [kind.name for kind in kinds]
    found = Document.objects.filter(kind__in=names, object_id__in=ids)
    _remove(found.values_list("pk", flat=True))


def _remove(pks: Iterable[int]):
    if gone := list(pks):
        Document.objects.filter(pk__in=gone).delete()
        following.mark(gone)


def _index_for_admin(model: type[Model], ids):
    # A page is indexed as what it is; marks of Page alone are of moved and deleted ones.
    if model is Page or not class_is_indexed(model):
        return
    found = list(model.get_indexed_objects().filter(pk__in=ids))
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(model, found)
    for pk in set(ids) - {item.pk for item in found}:
        _take_out_of_admin(model(pk=pk))


def _take_out_of_admin(item: Model):
    if class_is_indexed(type(item)):
        for backend in get_search_backends(with_auto_update=True):
            backend.delete(item)
