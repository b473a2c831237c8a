"""What finds candidates: the database, which always can, and an engine beside it for large sites.

An engine says which documents may answer a question. Which answers best is decided by
search.ranking from the documents' own rows, so that all engines agree.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from ..models import Document
from .database import DatabaseEngine

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

    def holds(self, stems: Iterable[str]) -> set[str]:
        """Those of these stems that stand in any document. Raises EngineFailed."""

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
    return None


def candidates(
    stems: Mapping[str, float], kinds: Sequence[str], scope: Sequence[str] = (), limit: int = 300
) -> list[int]:
    """As Engine.candidates, by whichever engine can."""
    if engine := beside():
        try:
            return engine.candidates(stems, kinds, scope, limit)
        except EngineFailed as failure:
            logger.warning("The database answers instead of %s: %s", engine.name, failure)
    return DATABASE.candidates(stems, kinds, scope, limit)


def add(documents: Iterable[Document]):
    """Tell every engine of documents that were written."""
    if engine := beside():
        engine.add(documents)


def remove(pks: Iterable[int]):
    """Tell every engine of documents that are gone."""
    if engine := beside():
        engine.remove(pks)
