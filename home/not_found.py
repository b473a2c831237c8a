"""Suggestions on the error page for addresses that do not exist."""

from core.text.slugs import address_words
from search import searching

MOST = 5


def suggestions(request, **about):
    """Teaser: the best hits for the words of the address; None without a word or a hit."""
    query = address_words(request.path) if request else ""
    if not query:
        return None
    found = searching.search(query).best(MOST)
    return {"hits": found} if found else None
