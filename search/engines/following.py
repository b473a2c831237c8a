"""Following of the cluster: what the rows of Document have become is told to it in the background.

Whoever writes such rows marks them (`mark`), and calls `send_soon` when all are written. A mark
stays until the cluster has taken the row, whatever happens to either meanwhile. The schedule sends
what no worker has come for, and mends the index (`run_as_job`).
"""

import logging
from collections.abc import Callable, Iterable

from core import bulk_sql

from ..models import Document, Waiting
from . import EngineFailed, beside

BATCH = 500
LABEL = Document._meta.label_lower

logger = logging.getLogger(__name__)


def mark(pks: Iterable[int]):
    """Mark rows that were written or removed; nothing where there is no cluster."""
    if beside():
        bulk_sql.insert(Waiting, ("object_id",), ((pk,) for pk in pks), {"model": LABEL})


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
    return Waiting.objects.filter(model=LABEL)


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


def send_soon():
    """Let a worker send, if there is something."""
    from ..tasks import send as in_background

    if beside() and marks().exists():
        in_background.enqueue()


def rebuild(progress: Callable[[int], None] = lambda number: None):
    """Make the cluster's index anew from all rows. Raises EngineFailed."""
    engine = beside()
    # Their rows are read after this moment.
    done = list(marks().values_list("pk", flat=True))
    engine.rebuild(Document.objects.order_by("pk").iterator(BATCH), progress)
    for start in range(0, len(done), BATCH):
        Waiting.objects.filter(pk__in=done[start : start + BATCH]).delete()


def mend() -> str:
    """Make the index anew that is missing, or not whole; says what it lacked."""
    if lack := beside().lack():
        logger.warning("The index of the search cluster is made anew: %s", lack)
        rebuild()
    return lack


def run_as_job() -> str:
    """Mend the index and send what waits, as a periodic job (core.registries.periodic)."""
    if not beside():
        return ""
    lack = mend()
    sent = send()
    return "; ".join(filter(None, [lack, f"{sent} documents sent" if sent else ""]))
