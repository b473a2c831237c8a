"""Teasers for the question whether a page helped (place "page-end")."""

from .asked import SEARCH, asked_on, reference


def question(request, page=None, **about) -> dict | None:
    """Teaser: the form with two buttons; the same for every reader."""
    asked = asked_on(request, page) if request else None
    if asked is None:
        return None
    return {"reference": reference(asked), "is_search": asked.kind == SEARCH}


def stylesheet(request, page=None, **about) -> dict | None:
    """Teaser in the head: the styles of the question and of the form for a remark."""
    if request is None:
        return None
    match = getattr(request, "resolver_match", None)
    is_answer = match is not None and match.view_name == "quality:feedback-remark"
    return {} if is_answer or asked_on(request, page) else None
