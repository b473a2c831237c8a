"""Views of papers, of their places, and of the texts of their files."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opendata.oparl import following, formatting
from opendata.oparl.models import File, Location, Paper
from opendata.oparl.paper_search import PaperSearch
from opendata.oparl.public import lists, places
from opendata.oparl.public.paper import paper_page
from opendata.oparl.public.schema_org import paper_schema
from opendata.oparl.public.shortcuts import council_page, find
from opendata.oparl.tasks import request_file
from submissions.guards import form_page
from submissions.throttle import allow, network_of

PLACES_PER_PAGE = 50
TEXT_PER_PAGE = 20_000  # characters
# How many files one reader may ask for, and within how many seconds.
ASKED_AT_MOST = (20, 3600)


@council_page("q", "art", "jahr", "seite")
def papers(request):
    """All papers, or those with certain words, of one type, of one year."""
    shown = lists.papers()
    asked = PaperSearch.from_parameters(request.GET)
    return render(
        request,
        "oparl/papers.html",
        {
            "page": lists.page_of(request, lists.latest_first(asked.rows())),
            "asked": asked,
            "ways": following.for_topic(following.SEARCH, asked.parameters)
            if asked
            else following.for_topic(following.PAPERS, {}),
            "types": lists.types_of(shown),
            "years": lists.years_of(shown),
        },
    )


@council_page()
def paper(request, pk):
    """A paper and its way through the committees."""
    shown = lists.papers().select_related("body", "summary").defer("raw", "body__raw")
    found = find(shown, Paper, pk)
    page = paper_page(found)
    return render(
        request,
        "oparl/paper.html",
        {
            "page": page,
            "paper": found,
            "title": formatting.paper_title(found),
            "points": places.points_of(page.places),
            "ways": following.for_topic(following.PAPER, {"id": found.pk}),
            "schema": paper_schema(page, request.build_absolute_uri),
        },
    )


@council_page("q", "art", "jahr", "seite")
def all_places(request):
    """Places that papers name, those of the latest papers first; as a list and on the map."""
    asked = PaperSearch.from_parameters(request.GET)
    spots = places.spots(asked.rows())
    page = lists.page_of(request, spots, PLACES_PER_PAGE)
    places.with_papers(page.object_list)
    return render(
        request,
        "oparl/places.html",
        {"asked": asked, "page": page, "points": places.points(spots)},
    )


@council_page("seite")
def place(request, pk):
    """All papers that name one place."""
    found = find(lists.places(), Location, pk)
    papers = lists.papers().filter(
        pk__in=Paper.location.through.objects.filter(location=found).values("paper")
    )
    page = lists.page_of(request, lists.latest_first(papers))
    if not page.object_list:
        # Where they meet, or where somebody lives: no page of its own.
        raise Http404
    lines = formatting.place_lines(found)
    return render(
        request,
        "oparl/place.html",
        {
            "place": found,
            "title": next(iter(lines), "") or _("Place on the map"),
            "lines": lines[1:],
            "page": page,
            "points": places.points_of([found]),
        },
    )


@council_page("seite", "gefragt")
def file(request, pk):
    """The text of a file, for those who cannot read its pages."""
    return _file_page(request, pk)


@form_page
@require_POST
def ask_for_text(request, pk):
    """Have the file fetched, so that its text can be read. Needs no cookie; throttled by reader."""
    if not allow("oparl-file", network_of(request), *ASKED_AT_MOST):
        return _file_page(request, pk, status=429)
    found = get_object_or_404(File.objects.published().only("pk"), pk=pk)
    if lists.paper_with(found) is None and lists.meeting_with(found) is None:
        raise Http404
    request_file(found.pk)
    return redirect(f"{reverse('oparl:file', args=[pk])}?gefragt=1")


def _file_page(request, pk, status=200):
    found = find(File.objects.published().defer("raw"), File, pk)
    paper, meeting = lists.paper_with(found), lists.meeting_with(found)
    if paper is None and meeting is None:
        raise Http404
    text = found.text or found.search_text
    parts = [text[at : at + TEXT_PER_PAGE] for at in range(0, len(text), TEXT_PER_PAGE)]
    return render(
        request,
        "oparl/file.html",
        {
            "file": found,
            "paper": paper,
            "meeting": meeting,
            "page": lists.page_of(request, parts, 1) if parts else None,
            "too_often": status == 429,
        },
        status=status,
    )
