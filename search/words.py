"""What was typed → words that are safe to search for, and their other spellings. No Django."""

import re
import unicodedata
from itertools import product

MAX_LENGTH = 200
MAX_WORDS = 8
MAX_PHRASES = 12

_WORD = re.compile(r"[^\W_]+")
_TO_UMLAUT = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"))
_FROM_UMLAUT = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))


def words(text: str) -> list[str]:
    """The words of a query, lower case. Signs, operators, quotes and NUL separate words.

    Only the first 200 signs and eight words count: nobody types more.
    """
    folded = unicodedata.normalize("NFC", text[:MAX_LENGTH]).lower()
    return _WORD.findall(folded)[:MAX_WORDS]


def spellings(word: str) -> list[str]:
    """The word as typed and as it may be written: buergerbuero, bürgerbüro; strasse, straße."""
    forms = [word, _replace(word, _TO_UMLAUT), _replace(word, _FROM_UMLAUT)]
    forms += [form.replace("ss", "ß") for form in forms] + [
        form.replace("ß", "ss") for form in forms
    ]
    return list(dict.fromkeys(forms))


def phrases(text: str) -> list[str]:
    """Every combination of the words' spellings, as typed first, at most twelve."""
    combined = product(*(spellings(word) for word in words(text)))
    found = []
    for combination in combined:
        if len(found) == MAX_PHRASES:
            break
        found.append(" ".join(combination))
    return [phrase for phrase in found if phrase]


def _replace(word, pairs):
    for old, new in pairs:
        word = word.replace(old, new)
    return word
