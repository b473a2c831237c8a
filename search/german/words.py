"""Text → words, as they are compared: one spelling, one form.

A word's stem comes from Snowball's German stemmer, which also joins the two ways of writing an
umlaut (ä, ae) and the sharp s (ß, ss): "Gebührenbefreiungen" and "gebuehrenbefreiung" are one.
"""

import re
import threading
from functools import lru_cache

import Stemmer

from core.text.normalise import clean_line

LONGEST_WORD = 60
# Letters and figures; a sign between two letters joins them (Bürger-Büro, Eltern/Kind, 10.000).
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[^\W\d_]+(?:[-‐‑/·][^\W\d_]+)+")
# Snowball leaves the s of Autos and Kitas.
_PLURAL_S = re.compile(r"\w{3,}(?<!l)os$|\w{3,}(?<![glr])as$")
# Snowball's stemmers keep a state: each thread has its own.
_local = threading.local()


def words(text: str) -> list[str]:
    """The words of a text in their order, casefolded. Signs, quotes and operators separate them."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(clean_line(text).casefold())]


def joined(text: str) -> list[str]:
    """Words that a hyphen or a stroke parts, written as one: Bürger-Büro is bürgerbüro, too."""
    found = _JOINED.findall(clean_line(text).casefold())
    return [re.sub(r"[^\w]", "", word)[:LONGEST_WORD] for word in found]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What all forms of a word have in common: hund for Hunde and Hundes, ummeld for Ummeldung."""
    if _PLURAL_S.search(word):
        word = word[:-1]
    if not hasattr(_local, "stemmer"):
        _local.stemmer = Stemmer.Stemmer("german", 0)
    return _local.stemmer.stemWord(word)


def stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]
