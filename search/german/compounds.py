"""Compounds → the words they are made of, by a vocabulary.

German writes "Hundesteueranmeldung" as one word. It is split where its parts stand in the
vocabulary by themselves (the site's own words, and what citizens say); the parts of a search are
then found in whatever order and form a text has them.
"""

from collections.abc import Collection
from functools import lru_cache

from .words import stem, words

SHORTEST_PART = 3
SHORTEST_COMPOUND = 7
# What stands between two parts and belongs to neither: Geburt-s-urkunde, Kind-er-garten.
_LINKS = ("", "s", "es", "n", "en", "e", "er", "ens", "ns")
# Beginnings and ends of words, and little words: as parts they would split too much.
_NO_PARTS = frozenset(
    words(
        """
        ung ungs heit keit schaft tum lich isch bar sam chen lein los voll ler ner ent ver vor zer
        bei auf aus ein mit her hin rei age ion tion den der die das und ist est mal ren ten sten
        ere ste des dem orte ein eine
        """
    )
)


class Splitter:
    """Splits by the stems of a vocabulary. `known(stem)` says whether a word stands there."""

    def __init__(self, vocabulary: Collection[str]):
        self.vocabulary = vocabulary
        self.split = lru_cache(maxsize=20_000)(self._split)

    def knows(self, word: str) -> bool:
        return word not in _NO_PARTS and stem(word) in self.vocabulary

    def _split(self, word: str) -> tuple[str, ...]:
        """Stems of its parts, in their order; () for a word that is no compound of known ones.

        Of several ways to split it, the one with the fewest parts counts.
        """
        if len(word) < SHORTEST_COMPOUND:
            return ()
        return tuple(self._parts(word, at_most=4))

    def _parts(self, word: str, at_most: int) -> list[str]:
        """All parts of the word, [] when it cannot be made of known ones."""
        if at_most == 0 or len(word) < SHORTEST_PART:
            return []
        best: list[str] = []
        for end in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            first = word[:end]
            root = self._known_first(first)
            if not root:
                continue
            rest = word[end:]
            following = [stem(rest)] if self.knows(rest) else self._parts(rest, at_most - 1)
            if following and (not best or len(following) + 1 < len(best)):
                best = [root, *following]
        return best

    def _known_first(self, part: str) -> str:
        """The stem of a part that others follow, "" when it is no word."""
        for link in _LINKS:
            if not part.endswith(link):
                continue
            bare = part.removesuffix(link)
            # "Schul-" stands for Schule.
            for word in (bare, f"{bare}e"):
                if len(bare) >= SHORTEST_PART and self.knows(word):
                    return stem(word)
        return ""
