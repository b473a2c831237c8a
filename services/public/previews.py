"""Previews of supplements: the public page with unpublished content."""

from services.composing.layers import LANGUAGE_NAMES, compose

from .views import service_context

template = "services/service.html"


def modes(supplement) -> list[tuple[str, str]]:
    """One per language. None before the first save: there is no service to show yet."""
    if supplement.service_id is None:
        return []
    tags = dict.fromkeys(["de", *supplement.service.languages])
    return [("" if tag == "de" else tag, LANGUAGE_NAMES.get(tag, tag)) for tag in tags]


def context(supplement, request, language) -> dict:
    """The public view's own context, so that a preview equals the page of citizens."""
    page = compose(supplement.service, language or "de", supplement=supplement)
    return service_context(request, page)
