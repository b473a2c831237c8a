"""The search for programs: its description for browsers (OpenSearch 1.1), and a feed per search."""

import datetime
from urllib.parse import urlencode
from uuid import uuid5

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.formats import feeds
from core.http import public_page
from frame.context_processors import frame_for

from . import searching
from .scope import kinds_on, paths_on

# Signs of a question that a feed bears in its title.
LONGEST = 80
OF_EACH_KIND = 200


@require_safe
@public_page(knows=())
def description(request):
    """What a browser asks for when readers add the search to those it knows."""
    context = {
        "name": frame_for(request).site_name[:16],
        "results": request.build_absolute_uri(reverse("search:search")),
    }
    kind = "application/opensearchdescription+xml"
    return render(request, "search/opensearch.xml", context, content_type=kind)


@require_safe
@public_page(knows={"q"})
def feed(request):
    """News, notices, papers and meetings that answer a question, the latest first."""
    text = request.GET.get("q", "").strip()
    if not text:
        raise Http404
    identity = feeds.identity(request, "search", text)
    address = f"{reverse('search:search')}?{urlencode({'q': text})}"
    title = _("Search of %(name)s") % {"name": frame_for(request).site_name}
    return feeds.atom(
        request,
        feeds.Feed(
            id=identity,
            title=f"{title}: {text[:LONGEST]}",
            link=request.build_absolute_uri(address),
            entries=list(_entries(request, text, identity)),
        ),
    )


def _entries(request, text, identity):
    frame = frame_for(request)
    kinds = [kind for kind in kinds_on(frame) if kind.date_field]
    _question, ranked = searching.answers(text, kinds, paths_on(frame), OF_EACH_KIND)
    fewest = min((one.score.missing for one in ranked), default=0)
    shown = searching.visible(ranked, kinds)
    found = [one for one in shown if one.date and one.score.missing == fewest]
    found = sorted(found, key=lambda one: one.date, reverse=True)[: feeds.MOST_ENTRIES]
    dates = {(one.kind, one.object_id): one.date for one in found}
    for hit in searching.hits_of(found, kinds):
        key = hit.kind.name, hit.object.pk
        day = timezone.make_aware(datetime.datetime.combine(dates[key], datetime.time.min))
        yield feeds.Entry(
            id=uuid5(identity, "/".join(map(str, key))),
            title=hit.title,
            link=request.build_absolute_uri(hit.url),
            text=hit.teaser,
            published=day,
            updated=day,
            categories=[str(hit.kind.label)],
        )
