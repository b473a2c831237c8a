"""Words that citizens say, and the words a city writes for them (vocabulary.csv).

The file is data that a person reviews: said, means (several, the best first), relation, note. Its
relations are `same` (Knöllchen: Verwarnungsgeld), `kind` (Dackel: Hund), `situation` (Vermieter
macht nichts: Wohnungsaufsicht) and `defect` (Laterne: Straßenbeleuchtung, to be reported).
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .words import stems, words

FILE = Path(__file__).with_name("vocabulary.csv")
# How much of the meaning the said word has.
STRENGTH = {"same": 0.9, "kind": 0.7, "situation": 0.6, "defect": 0.7}


@dataclass(frozen=True)
class Meaning:
    """stems: of the words that all must match. strength: 0 to 1."""

    stems: tuple[str, ...]
    strength: float
    relation: str


class Vocabulary:
    """{said, as stems: its meanings}; phrases are found by their first word."""

    def __init__(self, entries: Iterable[Mapping[str, str]]):
        self._meanings: dict[tuple[str, ...], list[Meaning]] = {}
        self.longest = 1
        # As written: they explain compounds.
        self.words: set[str] = set()
        for entry in entries:
            self.add(entry["said"], entry["means"].split("|"), entry["relation"])

    def add(self, said: str, means: Iterable[str], relation: str):
        key = tuple(stems(said))
        if not key:
            return
        found = self._meanings.setdefault(key, [])
        self.words.update(words(said))
        for place, meaning in enumerate(means):
            strength = STRENGTH[relation] * (0.95**place)
            self.words.update(words(meaning))
            if (parts := tuple(stems(meaning))) and parts != key:
                found.append(Meaning(parts, strength, relation))
        self.longest = max(self.longest, len(key))

    def meanings(self, said: tuple[str, ...]) -> list[Meaning]:
        return self._meanings.get(said, [])


def read(path: Path = FILE) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def own() -> Vocabulary:
    """The product's own vocabulary."""
    return Vocabulary(read())
