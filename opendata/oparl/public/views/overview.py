"""The council at a glance: next meetings, latest papers, committees."""

from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone

from opendata.oparl import following
from opendata.oparl.models import Body
from opendata.oparl.public import lists
from opendata.oparl.public.shortcuts import council_page, find

FEW = 6


@council_page()
def index(request):
    """Next meetings, latest papers, committees; of all bodies."""
    bodies = list(lists.bodies().select_related("choice").defer("raw"))
    return _overview(request, bodies, bodies[0] if len(bodies) == 1 else None)


@council_page()
def body(request, pk):
    """The same of one body, where there are several."""
    shown = lists.bodies().select_related("choice").defer("raw")
    found = find(shown, Body, pk)
    return _overview(request, [found], found)


def _overview(request, bodies, body):
    several = len(bodies) > 1
    of_body = Q(body=body) if body else Q()
    meetings = lists.with_committees(lists.meetings().filter(of_body))
    return render(
        request,
        "oparl/index.html",
        {
            "bodies": bodies,
            "body": body,
            "several": several,
            "own_page": request.resolver_match.url_name == "body",
            "meetings": list(lists.upcoming(meetings)[:FEW]),
            "papers": list(lists.latest_first(lists.papers().filter(of_body))[:FEW]),
            "groups": lists.groups(lists.holding(lists.organizations().filter(of_body)), several),
            "today": timezone.localdate(),
            "ways": following.for_topic(following.PAPERS, {}),
        },
    )
