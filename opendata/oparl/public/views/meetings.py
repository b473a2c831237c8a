"""Views of meetings: coming, past, by month, and single ones with their agenda."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from opendata.oparl.models import Meeting
from opendata.oparl.public import lists
from opendata.oparl.public.meeting import meeting_page
from opendata.oparl.public.schema_org import meeting_schema
from opendata.oparl.public.shortcuts import council_page, find

from .parameters import number


@council_page("gremium", "seite")
def meetings(request):
    """Coming meetings, the next first."""
    return _meeting_list(request, lists.upcoming, archive=False)


@council_page("gremium", "seite")
def past_meetings(request):
    """Past meetings, the latest first."""
    return _meeting_list(request, lists.past, archive=True)


def _meeting_list(request, ordered, archive):
    chosen = number(request.GET.get("gremium"))
    shown = lists.meetings()
    committees = list(lists.committees_that_meet())
    committee = next((one for one in committees if one.pk == chosen), None)
    if committee:
        shown = lists.held_by(shown, committee)
    return render(
        request,
        "oparl/meetings.html",
        {
            "page": lists.page_of(request, lists.with_committees(ordered(shown))),
            "archive": archive,
            "committees": committees,
            "committee": committee,
            "today": timezone.localdate(),
        },
    )


@council_page()
def month(request, year, month):
    """The calendar of one month."""
    try:
        found = lists.month_of(year, month, lists.meetings())
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    return render(request, "oparl/month.html", {"month": found})


@council_page()
def meeting(request, pk):
    columns = ("url", "web", "source", "imported_at", "changed_at", "meeting_state")
    columns += ("invitation", "results_protocol", "verbatim_protocol")
    found = find(lists.with_committees(lists.meetings(), columns), Meeting, pk)
    return render(
        request,
        "oparl/meeting.html",
        {
            "page": meeting_page(found),
            "meeting": found,
            "schema": meeting_schema(found, request.build_absolute_uri),
        },
    )
