"""Keeps the index up with what is written in bulk; single saves are followed by modelsearch."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model
from modelsearch.backends import get_search_backends
from modelsearch.index import class_is_indexed

BATCH = 500


def update(objects: Iterable[Model]):
    """Index these objects (of any models) as they now stand in the database.

    Call it after the transaction. What the index needs is fetched in batches, by each model's
    `get_indexed_objects`; models without search fields are passed over.
    """
    for model, ids in _ids_by_model(objects).items():
        update_ids(model, ids)


def update_ids(model: type[Model], ids: Iterable):
    """As `update`, for those who know the primary keys only."""
    ids = list(ids)
    for start in range(0, len(ids), BATCH):
        found = list(model.get_indexed_objects().filter(pk__in=ids[start : start + BATCH]))
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, found)


def remove(objects: Iterable[Model]):
    """Take these objects out of the index."""
    for item in objects:
        if class_is_indexed(type(item)):
            for backend in get_search_backends(with_auto_update=True):
                backend.delete(item)


def _ids_by_model(objects) -> dict[type[Model], list]:
    grouped = defaultdict(list)
    for item in objects:
        if class_is_indexed(type(item)):
            grouped[type(item)].append(item.pk)
    return grouped
