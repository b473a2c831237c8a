"""German slugs, and words from a slug."""

import re
from urllib.parse import unquote

from django.utils.text import slugify

from .latin import without_marks
from .normalise import clean_line

MAX_LENGTH = 80
_PAGE_ENDING = re.compile(r"\.html?$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
# Within one word: "Göttin's", "Bürger*innen", "Bürger:innen", "Bürger·innen".
_WITHIN_WORDS = re.compile(r"(?<=[^\W\d_])[*:·'’‘`´ʹʼ](?=[^\W\d_])")
_SEPARATORS = re.compile(r"[^\w-]+")
_EARLIER_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"}
)


def german_slug(text: str, max_length: int = MAX_LENGTH) -> str:
    """`Straßenreinigung für Ämter` → `strassenreinigung-fuer-aemter`; cut at a word's end.

    Every Latin letter keeps its letter (`Łódź` → `lodz`), every sign between words becomes a
    hyphen (`2026/2027` → `2026-2027`), whatever spelling of Unicode the text comes in.
    """
    words = _WITHIN_WORDS.sub("", without_marks(clean_line(text)))
    return _cut(slugify(_SEPARATORS.sub("-", words)), max_length)


def still_fits(slug: str, text: str) -> bool:
    """Whether this address was made of this text, now or by former rules (which lost
    separators and letters such as "ł"): such addresses stay as they are.
    """
    return slug in (german_slug(text), _cut(slugify(text.translate(_EARLIER_UMLAUTS)), MAX_LENGTH))


def _cut(slug: str, max_length: int) -> str:
    if len(slug) <= max_length:
        return slug
    return re.sub(r"-[^-]*$", "", slug[: max_length + 1]) or slug[:max_length]


def address_words(path: str) -> str:
    """The words in the last part of an address: `/rathaus/hunde-steuer.html` → "hunde steuer".

    "" when there are none, or when it is the address of a file or a program.
    """
    parts = [part for part in unquote(path, errors="replace").split("/") if part.strip()]
    last = _PAGE_ENDING.sub("", parts[-1]) if parts else ""
    return "" if "." in last else " ".join(_WORD.findall(last))[:MAX_LENGTH]


def free_slug(text: str, taken: set[str], fallback: str = "eintrag") -> str:
    """A slug that is not in `taken`, made so by a number; the caller adds it to `taken`."""
    base = german_slug(text) or fallback
    slug, number = base, 2
    while slug in taken:
        slug = f"{base}-{number}"
        number += 1
    return slug
