"""Suggestions for a question that is being typed: services first, then the other kinds in their
order."""

from collections import defaultdict
from collections.abc import Sequence

from . import searching
from .german.spelling import spelt
from .german.words import words
from .registry import SearchKind
from .searching import Hit, Ranked

SHORTEST = 2
MOST = 8
MOST_OF_ONE = 3
# Services are what most people come for.
MOST_OF_FIRST = 4
CANDIDATES = 12
# A name with a word that goes on as the last one began is meant rather than another.
BEGUN = 1.4


def suggest(text: str, kinds: Sequence[SearchKind], scope: Sequence[str] = ()) -> list[Hit]:
    """At most eight; none before the second sign."""
    if len(text.strip()) < SHORTEST:
        return []
    _question, ranked = searching.answers(text, kinds, scope, CANDIDATES, is_being_typed=True)
    typed = _folded(text.split()[-1])
    ranked = sorted(ranked, key=lambda one: -_worth(one, typed))
    of_kind = defaultdict(list)
    seen = set()
    for one in ranked:
        # Editions of one name look the same in a list.
        if (one.kind, one.title) not in seen:
            seen.add((one.kind, one.title))
            of_kind[one.kind].append(one)
    # A kind whose best is far behind what was found best is not meant.
    best = max((_worth(one, typed) for one in ranked), default=0)
    chosen = []
    for place, kind in enumerate(kinds):
        most = MOST_OF_ONE if place else MOST_OF_FIRST
        worthy = (one for one in of_kind[kind.name] if _worth(one, typed) >= best / 2)
        chosen += list(worthy)[: min(most, MOST - len(chosen))]
    return searching.hits_of(chosen, kinds, names_alone=True)


def _worth(one: Ranked, typed: str) -> float:
    goes_on = any(_folded(word).startswith(typed) for word in words(one.title))
    return one.score.value * (BEGUN if goes_on else 1)


def _folded(word: str) -> str:
    # Casefolding writes ß as ss.
    return spelt(word.casefold())
