"""The words of a site: every stem in its documents' names and words, and how often it occurs."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from functools import cached_property

from .compounds import Splitter
from .spelling import corrections, spelt
from .words import stem

MOST_CONTAINING = 12
MOST_BEGINNING = 12
# Shorter parts of an unknown compound say too little.
SHORTEST_HELD = 5


class KnownWords:
    """counts: {word, casefolded: number of documents}. Words of names and headings, not of bodies:
    what a body holds is found, but it explains no compound and corrects no typo.

    more: words that citizens say; a typo may mean one of them. parts: further stems that explain
    compounds.
    """

    def __init__(self, counts: dict[str, int], more: Iterable[str] = (), parts: Iterable[str] = ()):
        self.counts = counts
        self._stems: Counter[str] = Counter()
        for word, count in counts.items():
            self._stems[stem(word)] += count
        self._more = set(more)
        self._parts = {*self._stems, *(stem(word) for word in self._more), *parts}
        self._splitter = Splitter(self._parts)

    def __contains__(self, one: str) -> bool:
        return one in self._stems

    @property
    def stems(self) -> Set[str]:
        return self._stems.keys()

    def frequency(self, one: str) -> int:
        return self._stems.get(one, 0)

    @cached_property
    def _words(self) -> list[str]:
        return sorted(self.counts)

    @cached_property
    def _sorted_stems(self) -> list[str]:
        return sorted(self._stems)

    @cached_property
    def _backwards(self) -> list[str]:
        return sorted(one[::-1] for one in self._stems)

    def split(self, word: str) -> tuple[str, ...]:
        return self._splitter.split(word)

    def held_in(self, word: str) -> list[str]:
        """Stems of the longest known words that an unknown compound ends and begins with."""
        ends = (word[at:] for at in range(1, len(word) - SHORTEST_HELD + 1))
        begins = (word[:at] for at in range(len(word) - 1, SHORTEST_HELD - 1, -1))
        found = (next(filter(self._splitter.knows, parts), "") for parts in (ends, begins))
        return [stem(part) for part in found if part]

    def beginning_with(self, start: str) -> list[str]:
        """Stems of known words that begin so, the most used first."""
        found: Counter[str] = Counter()
        for word in _beginning(self._words, start):
            found[stem(word)] += self.counts[word]
        return [one for one, _count in found.most_common(MOST_BEGINNING)]

    def containing(self, part: str) -> list[str]:
        """Known stems that end or begin with this one, as a compound does; the most used first."""
        if len(part) < 4:
            return []
        ending = _beginning(self._backwards, part[::-1])
        found = {one[::-1] for one in ending} | set(_beginning(self._sorted_stems, part))
        compounds = [one for one in found if len(one) >= len(part) + 3]
        return sorted(compounds, key=lambda one: (-self._stems[one], one))[:MOST_CONTAINING]

    @cached_property
    def _spelt(self) -> dict[str, str]:
        """{as it is typed without umlauts: as it is written}"""
        return {spelt(word): word for word in [*self._more, *self._words]}

    def corrections(self, word: str) -> list[str]:
        choices = self._spelt
        found = corrections(spelt(word), list(choices), self._spelt_counts)
        return [choices[one] for one in found]

    @cached_property
    def _spelt_counts(self) -> dict[str, int]:
        return {one: self.counts.get(word, 0) for one, word in self._spelt.items()}


def _beginning(ordered: list[str], start: str) -> Iterator[str]:
    for place in range(bisect_left(ordered, start), len(ordered)):
        if not ordered[place].startswith(start):
            return
        yield ordered[place]
