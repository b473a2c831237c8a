"""The words of this site, in memory: they correct typos, explain compounds and weigh rare words.

They are read from the documents, and read again in the background once a minute at most, when
documents have changed since. Only who comes first waits for them.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count, Max

from . import ranking, registry
from .german import vocabulary
from .german.known_words import KnownWords
from .german.vocabulary import Vocabulary
from .german.words import words
from .models import Document

SECONDS = 60

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class SiteWords:
    """known: of names. vocabularies: what citizens say. frequencies: {stem: documents that bear
    it in a name}."""

    known: KnownWords
    vocabularies: tuple[Vocabulary, ...]
    frequencies: Counter = field(default_factory=Counter)
    documents: int = 0

    def weigh(self, stem: str) -> float:
        return ranking.importance(self.frequencies.get(stem, 0), self.documents)


class _Keeper:
    def __init__(self):
        self.lock = threading.Lock()
        self.words: SiteWords | None = None
        self.state: tuple | None = None
        self.looked_at = 0.0

    def get(self) -> SiteWords:
        words = self.words
        if words is None:
            with self.lock:
                return self.words or self.refresh()
        if time.monotonic() - self.looked_at > SECONDS:
            self.looked_at = time.monotonic()
            threading.Thread(target=self._refresh_beside, daemon=True).start()
        return words

    def refresh(self) -> SiteWords:
        state, words = _state(), self.words
        if words is None or state != self.state:
            self.words = words = read()
            self.state = state
        self.looked_at = time.monotonic()
        return words

    def _refresh_beside(self):
        try:
            self.refresh()
        except Exception:
            logger.exception("The words of the site could not be read again")
        finally:
            connection.close()


_keeper = _Keeper()


def current() -> SiteWords:
    """The words of the site as they were a short while ago."""
    return _keeper.get()


def forget():
    """Read them again for the next question."""
    _keeper.words = None


def refresh() -> SiteWords:
    """Read them again now, if documents have changed since."""
    return _keeper.refresh()


def read() -> SiteWords:
    """The words of all documents that citizens may see."""
    counts, frequencies, parts, number = Counter(), Counter(), set(), 0
    indexed = set(Document.objects.values_list("kind", flat=True).distinct())
    for kind in (one for one in registry.kinds() if one.name in indexed):
        visible = kind.narrowed(kind.queryset()).order_by().values("pk")
        documents = Document.objects.filter(kind=kind.name, object_id__in=visible)
        columns = ("words", "title_stems", "alias_stems", "heading_stems")
        for said, title, aliases, headings in documents.values_list(*columns):
            parts.update(headings.split())
            counts.update(said.split())
            frequencies.update({*title.split(), *aliases.split()})
            number += 1
    return made_of(counts, frequencies, number, parts)


def made_of(
    counts: Counter, frequencies: Counter | None = None, number: int = 0, parts: Iterable[str] = ()
) -> SiteWords:
    own = vocabulary.own()
    site = Vocabulary([])
    for said, meant in registry.phrases():
        site.add(said, [meant], "same")
    return SiteWords(
        KnownWords(counts, own.words, parts), (site, own), frequencies or Counter(), number
    )


def counted(texts) -> Counter:
    """{word: number of texts that hold it}"""
    return Counter(word for text in texts for word in set(words(text)))


def _state() -> tuple:
    found = Document.objects.aggregate(number=Count("pk"), last=Max("changed_at"))
    return found["number"], found["last"]
