"""What finds candidates: the database, which always can, and an engine beside it for large sites.

An engine says which documents may answer a question. Which answers best is decided by
search.ranking from the documents' own rows, so that all engines agree.
"""

import logging
import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from ..models import Document
from .database import DatabaseEngine

TOLD_EVERY_SECONDS = 60
_told_at = -math.inf

logger = logging.getLogger(__name__)


class EngineFailed(Exception):
    """An engine that is down, slow or wrong; the database answers instead."""


class Engine(Protocol):
    """The face of an engine."""

    name: str

    def candidates(
        self, stems: Mapping[str, float], kinds: Sequence[str], scope: Sequence[str], limit: int
    ) -> list[int]:
        """Primary keys of documents that hold one of the stems, the best `limit` of each kind.

        stems: {stem: how much it counts}. scope: beginnings of paths; a document that has a path
        must begin with one of them, () for any. Raises EngineFailed.
        """

    def add(self, documents: Iterable[Document]):
        """Take in documents as they are now, new or known. Raises EngineFailed."""

    def remove(self, pks: Iterable[int]):
        """Take documents out; unknown ones are no mistake. Raises EngineFailed."""

    def rebuild(self, documents: Iterable[Document], progress: Callable[[int], None]):
        """Make the whole index anew, while the old one goes on answering.

        progress(number of documents so far) is called now and then. Raises EngineFailed.
        """

    def check(self) -> dict[str, object]:
        """Figures for operators, "documents" among them. Raises EngineFailed."""


DATABASE = DatabaseEngine()


def beside() -> Engine | None:
    """The engine that SEARCH_URL names, None where the database works alone."""
    return _elastic(settings.SEARCH_URL, settings.SEARCH_INDEX_PREFIX, settings.SEARCH_CA_FILE)


def refuse_wrong_url(url: str):
    """Refuse to start with a SEARCH_URL that no cluster can have. Raises ImproperlyConfigured."""
    try:
        parts = urlsplit(url)
        is_right = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        is_right = False
    if url and not is_right:
        # It may hold a password, so it is not shown.
        raise ImproperlyConfigured("SEARCH_URL must be like http://host:9200, or https://….")


@cache
def _elastic(url: str, prefix: str, ca_file: str) -> Engine | None:
    if not url:
        return None
    # Read only where there is a cluster: its library takes a while.
    from .elastic import ElasticEngine

    return ElasticEngine(url, prefix, ca_file)


def candidates(
    stems: Mapping[str, float], kinds: Sequence[str], scope: Sequence[str] = (), limit: int = 300
) -> list[int]:
    """As Engine.candidates, by whichever engine can."""
    if engine := beside():
        try:
            return engine.candidates(stems, kinds, scope, limit)
        except EngineFailed as failure:
            _tell(failure)
    return DATABASE.candidates(stems, kinds, scope, limit)


def _tell(failure: EngineFailed):
    """In the log, once a minute: it may fail at every question."""
    global _told_at
    now = time.monotonic()
    if now - _told_at > TOLD_EVERY_SECONDS:
        _told_at = now
        logger.warning("The database answers instead of the search cluster: %s", failure)
