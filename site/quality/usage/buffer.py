"""Buffer of counts in memory: a request costs no query.

Each process has its own and adds what it counted to the sums of the day. A process that ends in
order writes first; one that is killed loses the counts since its last write (a minute).
"""

import logging
from dataclasses import dataclass
from datetime import date
from threading import Lock

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from .events import Kind, Sighting

# What strangers can make up without end is not kept without end.
MOST = {Kind.VIEW: 20_000, Kind.DOWNLOAD: 5_000, Kind.SEARCH: 500, Kind.MISSING: 500}
# Written in one transaction: others wait for a tenth of a second, not for all of it.
BATCH = 200

logger = logging.getLogger(__name__)


@dataclass
class Tally:
    """The number of sightings, with the latest title, hits and referrer."""

    sighting: Sighting
    count: int = 0


class Counter:
    """write({(day, kind, key): Tally}) adds counts to the sums, or raises; a lock is waited for."""

    def __init__(self, write):
        self._write = write
        self._lock = Lock()
        self._tallies: dict[tuple[date, str, str], Tally] = {}
        self._different: dict[str, int] = {}

    def add(self, sighting: Sighting) -> None:
        key = (timezone.localdate(), sighting.kind, sighting.key)
        with self._lock:
            self._merge(key, sighting, 1)

    def waiting(self) -> int:
        """The number of counts since the last write."""
        with self._lock:
            return sum(tally.count for tally in self._tallies.values())

    def flush(self) -> int:
        """Write all counts; returns the number of subjects. Never raises."""
        with self._lock:
            taken, self._tallies, self._different = self._tallies, {}, {}
        # In one order everywhere: two processes never wait for each other's rows.
        ordered = sorted(taken.items())
        batches = [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]
        return sum(self._write_batch(dict(batch)) for batch in batches)

    def _write_batch(self, tallies) -> int:
        try:
            self._write(tallies)
        except (OperationalError, InterfaceError):
            logger.warning("Counts of usage could not be written; they wait", exc_info=True)
            with self._lock:
                for key, tally in tallies.items():
                    self._merge(key, tally.sighting, tally.count, is_older=True)
            return 0
        except Exception:
            # Waiting would not help, and would hold up all other counts.
            logger.exception("Counts of usage were lost")
            return 0
        return len(tallies)

    def _merge(self, key, sighting, count, is_older=False):
        tally = self._tallies.get(key)
        if tally is None:
            kind = key[1]
            if self._different.get(kind, 0) >= MOST[kind]:
                return
            self._different[kind] = self._different.get(kind, 0) + 1
            tally = self._tallies[key] = Tally(sighting)
        elif not is_older and _is_as_complete(sighting, tally.sighting):
            tally.sighting = sighting
        tally.count += count


def _is_as_complete(new: Sighting, old: Sighting) -> bool:
    return bool(new.title or new.referrer) or not (old.title or old.referrer)
