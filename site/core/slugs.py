"""German slugs, through one function (design: section 3)."""

import re

from django.utils.text import slugify

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"}
)
MAX_LENGTH = 80


def german_slug(text: str, max_length: int = MAX_LENGTH) -> str:
    """`Straßenreinigung für Ämter` → `strassenreinigung-fuer-aemter`; cut at a word's end."""
    slug = slugify(text.translate(_UMLAUTS))
    if len(slug) <= max_length:
        return slug
    return re.sub(r"-[^-]*$", "", slug[: max_length + 1]) or slug[:max_length]


def free_slug(text: str, taken: set[str], fallback: str = "eintrag") -> str:
    """A slug that is not in `taken`, made so by a number; the caller adds it to `taken`."""
    base = german_slug(text) or fallback
    slug, number = base, 2
    while slug in taken:
        slug = f"{base}-{number}"
        number += 1
    return slug
