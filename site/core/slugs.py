"""German slugs, through one function (design: section 3), and the way back to words."""

import re
from urllib.parse import unquote

from django.utils.text import slugify

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"}
)
MAX_LENGTH = 80
_PAGE_ENDING = re.compile(r"\.html?$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")


def german_slug(text: str, max_length: int = MAX_LENGTH) -> str:
    """`Straßenreinigung für Ämter` → `strassenreinigung-fuer-aemter`; cut at a word's end."""
    slug = slugify(text.translate(_UMLAUTS))
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
