"""German alphabetical order (DIN 5007-1: Ä is sorted as A, ß as ss)."""

import re
import unicodedata


def sort_key(text: str) -> str:
    """The key under which `text` stands in an A–Z list, lower case, without signs."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def letter(text: str) -> str:
    """`Ämter` → `A`; anything that starts with no letter stands under `#`."""
    first = sort_key(text)[:1].upper()
    return first if first.isalpha() and first.isascii() else "#"
