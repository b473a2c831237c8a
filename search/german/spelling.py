"""Typos: the known words that a word may have been meant as.

Damerau-Levenshtein distance, weighed by how often a word occurs; a word of five letters may have
one slip, one of eight two. (rapidfuzz compares 50,000 words in some milliseconds.)
"""

from collections.abc import Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST = 5


_WITHOUT_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def spelt(word: str) -> str:
    """One spelling of the umlauts: buergerbuero for bürgerbüro."""
    return word.translate(_WITHOUT_UMLAUTS)


def slips_allowed(word: str) -> int:
    return 0 if len(word) < 4 or word.isdigit() else 1 if len(word) < 8 else 2


def corrections(word: str, choices: Sequence[str], counts: Mapping[str, int]) -> list[str]:
    """The nearest known words, the most used first among the equally near; [] for none.

    choices: all words as written, casefolded; counts: how many things each stands in.
    """
    slips = slips_allowed(word)
    if not slips:
        return []
    found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=slips, limit=50)
    # A first letter is seldom wrong.
    ranked = sorted(
        found,
        key=lambda one: (one[1] + (one[0][0] != word[0]) * 0.5, -counts.get(one[0], 0), one[0]),
    )
    return [choice for choice, _distance, _index in ranked[:MOST]]
