"""Teasers for the question whether a page helped (place "page-end")."""

from .asked import SEARCH, asked_on, reference


def question(request, page=None, **about) -> dict | None:
    """Teaser: the form with two buttons; the same for every reader."""
    asked = asked_on(request, page) if request else None
    if asked is None:
        return None
    return {"reference": reference(asked), "is_search": asked.kind == SEARCH}
