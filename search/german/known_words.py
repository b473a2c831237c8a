"""The words of a site: every stem in its documents' names and words, and how often it occurs."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from .compounds import Splitter
from .spelling import corrections
from .words import stem

MOST_CONTAINING = 12
MOST_BEGINNING = 12


class KnownWords:
    """counts: {word, casefolded: number of documents}. Words of names and headings, not of bodies:
    what a body holds is found, but it explains no compound and corrects no typo."""

    def __init__(self, counts: dict[str, int], more: Iterable[str] = ()):
        self.counts = counts
        self._stems: Counter[str] = Counter()
        for word, count in counts.items():
            self._stems[stem(word)] += count
        # Words that citizens say explain compounds as well.
        self._parts = set(self._stems) | {stem(word) for word in more}
        self._splitter = Splitter(self._parts)

    def __contains__(self, one: str) -> bool:
        return one in self._stems

    def frequency(self, one: str) -> int:
        return self._stems.get(one, 0)

    @cached_property
    def _words(self) -> list[str]:
        return sorted(self.counts)

    @cached_property
    def _sorted_stems(self) -> list[str]:
        return sorted(self._stems)

    def split(self, word: str) -> tuple[str, ...]:
        return self._splitter.split(word)

    def beginning_with(self, start: str) -> list[str]:
        """Stems of known words that begin so, the most used first."""
        place = bisect_left(self._words, start)
        found: Counter[str] = Counter()
        while place < len(self._words) and self._words[place].startswith(start):
            word = self._words[place]
            found[stem(word)] += self.counts[word]
            place += 1
        return [one for one, _count in found.most_common(MOST_BEGINNING)]

    def containing(self, part: str) -> list[str]:
        """Known stems that end or begin with this one, as a compound does; the most used first."""
        if len(part) < 4:
            return []
        found = [
            one
            for one in self._sorted_stems
            if len(one) >= len(part) + 3 and (one.endswith(part) or one.startswith(part))
        ]
        return sorted(found, key=lambda one: -self._stems[one])[:MOST_CONTAINING]

    def corrections(self, word: str) -> list[str]:
        return corrections(word, self._words, self.counts)
