"""Tokenising of queries: words that are safe to search for, and other spellings. No Django."""

import re
from itertools import chain, product

from core.text.normalise import clean_line

MAX_LENGTH = 200
MAX_WORDS = 8
MAX_PHRASES = 12
# Words of all phrases together: each is looked for in every kind of things.
MAX_TERMS = 24

_WORD = re.compile(r"[^\W_]+")
_TO_UMLAUT = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"))
_FROM_UMLAUT = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))


def words(text: str) -> list[str]:
    """The words of a query, lower case. Signs, operators, quotes and NUL separate words.

    Only the first 200 signs and eight words count: nobody types more.
    """
    folded = clean_line(text[:MAX_LENGTH].replace("\x00", " ")).lower()
    return _WORD.findall(folded)[:MAX_WORDS]


def spellings(word: str) -> list[str]:
    """The word as typed and as it may be written: buergerbuero, bürgerbüro; strasse, straße."""
    forms = [word, _replace(word, _TO_UMLAUT), _replace(word, _FROM_UMLAUT)]
    forms += [form.replace("ss", "ß") for form in forms] + [
        form.replace("ß", "ss") for form in forms
    ]
    return list(dict.fromkeys(forms))


def phrases(text: str) -> list[str]:
    """Combinations of the words' spellings, as typed first; the more words, the fewer.

    First come those with one habit for all words: people write out all umlauts, or none.
    """
    asked = words(text)
    if not asked:
        return []
    most = min(MAX_PHRASES, max(3, MAX_TERMS // len(asked)))
    habits = ([habit(word) for word in asked] for habit in _HABITS)
    combined = chain(habits, product(*(spellings(word) for word in asked)))
    found: dict[str, None] = {}
    for combination in combined:
        found[" ".join(combination)] = None
        if len(found) == most:
            break
    return list(found)


def _as_typed(word):
    return word


def _with_umlauts(word):
    return _replace(word, _TO_UMLAUT)


def _without_umlauts(word):
    return _replace(word, _FROM_UMLAUT).replace("ß", "ss")


_HABITS = (_as_typed, _with_umlauts, _without_umlauts)


def _replace(word, pairs):
    for old, new in pairs:
        word = word.replace(old, new)
    return word
