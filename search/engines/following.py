"""Following of the cluster: what the rows of Document have become is told to it in the background.

Whoever writes such rows marks them in the same transaction (`mark`), and calls `send` after it. A
mark stays until the cluster has taken the row, whatever happens to either meanwhile.
"""

import logging
from collections.abc import Iterable

from core import bulk_sql

from ..models import Document, Waiting
from . import EngineFailed, beside

BATCH = 500
_LABEL = Document._meta.label_lower

logger = logging.getLogger(__name__)


def mark(pks: Iterable[int]):
    """Mark rows that were written or removed; nothing where there is no cluster."""
    if beside():
        bulk_sql.insert(Waiting, ("object_id",), ((pk,) for pk in pks), {"model": _LABEL})


def send() -> int:
    """Tell the cluster of all marked rows; how many marks. Raises EngineFailed; marks stay then."""
    engine = beside()
    if not engine:
        return 0
    done = 0
    # Looked at once more when the others may write again: what came meanwhile found it locked.
    while marks().exists():
        with engine.alone():
            while number := _send_batch(engine):
                done += number
    return done


def marks():
    """What waits to be sent."""
    return Waiting.objects.filter(model=_LABEL)


def _send_batch(engine) -> int:
    batch = dict(marks().order_by("pk").values_list("pk", "object_id")[:BATCH])
    pks = set(batch.values())
    found = list(Document.objects.filter(pk__in=pks))
    engine.add(found)
    engine.remove(pks - {one.pk for one in found})
    Waiting.objects.filter(pk__in=list(batch)).delete()
    return len(batch)


def send_or_tell() -> int:
    """As `send`; a failure is only logged."""
    try:
        return send()
    except EngineFailed as failure:
        logger.warning("What has changed waits for the search cluster: %s", failure)
        return 0


def mend() -> str:
    """Make an index anew that is missing, or not whole; says what was done."""
    engine = beside()
    if not engine:
        return ""
    lack = engine.lack()
    if lack:
        logger.warning("The index of the search cluster is made anew: %s", lack)
        engine.rebuild(Document.objects.order_by("pk").iterator(BATCH), lambda number: None)
    return lack
