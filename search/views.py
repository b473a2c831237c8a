"""The search page /suche/, without any script, and the suggestions of its fields."""

import datetime
from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.http import public_page
from frame.context_processors import frame_for
from quality.usage.events import record_search

from . import registry
from .listing import Choices, listing
from .scope import kinds_on, paths_on
from .suggesting import suggest

LONGEST_SHOWN = 200


@require_safe
def search(request):
    """`q`: the question. `art`, `thema`, `von`, `bis` narrow down, `seite` is the page of the list;
    values that are none of these are passed over."""
    query = question_in(request)
    frame = frame_for(request)
    kinds = kinds_on(frame)
    choices = choices_in(request, kinds)
    found = listing(query, choices, request.GET.get("seite", ""), kinds, paths_on(frame))
    is_plain = choices == Choices()
    if is_plain and found.page.number == 1:
        record_search(request, query, found.total)
    response = render(
        request,
        "search/results.html",
        {
            "query": query[:LONGEST_SHOWN],
            "results": found,
            "choices": choices,
            "is_narrowed": not is_plain,
            "unnarrowed_url": f"{reverse('search:search')}?{urlencode({'q': query})}",
            "feed_url": f"{reverse('search:feed')}?{urlencode({'q': query})}",
            "help_links": registry.help_links(frame.hidden) if query and not found.total else [],
        },
    )
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@public_page(knows={"q"})
def suggestions(request):
    """What the words typed so far (`q`) may become: [{"title", "url", "kind", "language"}]."""
    frame = frame_for(request)
    found = suggest(question_in(request), kinds_on(frame), paths_on(frame))
    rows = [
        {
            "title": one.title,
            "url": one.url,
            "kind": str(one.kind.label),
            "language": one.language,
        }
        for one in found
    ]
    response = JsonResponse({"suggestions": rows})
    response["X-Robots-Tag"] = "noindex"
    return response


def question_in(request) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()


def choices_in(request, kinds) -> Choices:
    kind, topic = request.GET.get("art", ""), request.GET.get("thema", "")
    return Choices(
        kind=kind if kind in {one.name for one in kinds} else "",
        topic=topic if topic and topic in registry.topics() else "",
        since=_date(request.GET.get("von", "")),
        until=_date(request.GET.get("bis", "")),
    )


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
