"""The search page /suche/, without any script."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from frame.context_processors import frame_for
from quality.usage.events import record_search

from . import registry, searching
from .scope import kinds_on, paths_on

PER_KIND = 10
ALL_OF_ONE_KIND = 100


@require_safe
def search(request):
    """`q`: the query; `art`: show one kind alone, and more of it."""
    query = request.GET.get("q", "").replace("\x00", "").strip()
    frame = frame_for(request)
    kinds = kinds_on(frame)
    kind_names = {kind.name for kind in kinds}
    chosen = request.GET.get("art", "")
    chosen = chosen if chosen in kind_names else ""
    if chosen:
        kinds = [kind for kind in kinds if kind.name == chosen]
    limit = ALL_OF_ONE_KIND if chosen else PER_KIND
    results = searching.search(query, limit, kinds, paths_on(frame))
    if not chosen:
        record_search(request, query, results.total)
    response = render(
        request,
        "search/results.html",
        {
            "query": query[:200],
            "results": results,
            "groups": results.groups,
            "total": results.total,
            "chosen": chosen,
            "help_links": registry.help_links(frame.hidden) if query and not results.groups else [],
        },
    )
    response["X-Robots-Tag"] = "noindex"
    return response
