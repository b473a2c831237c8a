"""Teasers for the question whether a page helped (place "page-end")."""

from .subjects import SEARCH, reference, subject_on


def question(request, page=None, **about) -> dict | None:
    """Teaser: the form with two buttons; the same for every reader."""
    subject = subject_on(request, page) if request else None
    if subject is None:
        return None
    return {"reference": reference(subject), "is_search": subject.kind == SEARCH}
