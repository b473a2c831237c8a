"""For those who asked for an address that does not exist: what they may have meant."""

import re
from urllib.parse import unquote

from search import engine

MOST = 5
LONGEST = 80
_FILE_ENDING = re.compile(r"\.(html?|php|aspx?|jsp|pdf)$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")


def words_of(path: str) -> str:
    """The words in the last part of an address: `/rathaus/hunde-steuer.html` → "hunde steuer"."""
    parts = [part for part in unquote(path, errors="replace").split("/") if part.strip()]
    last = _FILE_ENDING.sub("", parts[-1]) if parts else ""
    return " ".join(_WORD.findall(last))[:LONGEST]


def maybe_meant(request, **about):
    """Teaser: the best hits for the words of the address; None without a word or a hit."""
    query = words_of(request.path) if request else ""
    if not query:
        return None
    found = [hit for group in engine.search(query, limit=MOST) for hit in group.hits]
    return {"hits": found[:MOST]} if found else None
