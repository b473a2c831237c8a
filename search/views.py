"""The search page /suche/, without any script."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from frame.context_processors import frame_for
from quality.usage.events import record_search

from . import engine, registry
from .scope import kinds_on

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
    groups = engine.search(query, limit=ALL_OF_ONE_KIND if chosen else PER_KIND, kinds=kinds)
    if chosen:
        groups = [group for group in groups if group.kind.name == chosen]
    else:
        record_search(request, query, sum(group.total for group in groups))
    response = render(
        request,
        "search/results.html",
        {
            "query": query[:200],
            "groups": groups,
            "total": sum(group.total for group in groups),
            "chosen": chosen,
            "help_links": registry.help_links(frame.hidden) if query and not groups else [],
        },
    )
    response["X-Robots-Tag"] = "noindex"
    return response
