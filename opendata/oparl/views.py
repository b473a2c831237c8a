"""The council's public pages."""

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from . import listing, wording
from .gone import council_page, find
from .models import Body, File, Meeting, Membership, Organization, Paper, Person
from .pages import meeting_page, paper_page
from .paper_search import PaperSearch
from .schema_org import meeting_schema, organization_schema, paper_schema

FEW = 6
MEMBERS_PER_PAGE = 100
TEXT_PER_PAGE = 20_000  # characters


# --- Overview ----------------------------------------------------------------------------


@council_page
def index(request):
    """Next meetings, latest papers, committees; of all bodies."""
    bodies = list(listing.bodies().select_related("choice").defer("raw"))
    return _overview(request, bodies, bodies[0] if len(bodies) == 1 else None)


@council_page
def body(request, pk):
    """The same of one body, where there are several."""
    shown = listing.bodies().select_related("choice").defer("raw")
    found = find(shown, Body, pk)
    return _overview(request, [found], found)


def _overview(request, bodies, body):
    several = len(bodies) > 1
    of_body = Q(body=body) if body else Q()
    meetings = listing.with_committees(listing.meetings().filter(of_body))
    return render(
        request,
        "oparl/index.html",
        {
            "bodies": bodies,
            "body": body,
            "several": several,
            "own_page": request.resolver_match.url_name == "body",
            "meetings": list(listing.upcoming(meetings)[:FEW]),
            "papers": list(listing.latest_first(listing.papers().filter(of_body))[:FEW]),
            "groups": listing.groups(
                listing.holding(listing.organizations().filter(of_body)), several
            ),
            "today": timezone.localdate(),
        },
    )


# --- Meetings ----------------------------------------------------------------------------


@council_page
def meetings(request):
    """What is to come, the next first."""
    return _meeting_list(request, listing.upcoming, archive=False)


@council_page
def past_meetings(request):
    """What has been, the latest first."""
    return _meeting_list(request, listing.past, archive=True)


def _meeting_list(request, ordered, archive):
    chosen = _number(request.GET.get("gremium"))
    shown = listing.meetings()
    committees = list(listing.committees_that_meet())
    committee = next((one for one in committees if one.pk == chosen), None)
    if committee:
        shown = listing.held_by(shown, committee)
    return render(
        request,
        "oparl/meetings.html",
        {
            "page": listing.page_of(request, listing.with_committees(ordered(shown))),
            "archive": archive,
            "committees": committees,
            "committee": committee,
            "today": timezone.localdate(),
        },
    )


@council_page
def month(request, year, month):
    """The calendar of one month."""
    try:
        found = listing.month_of(year, month, listing.meetings())
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    return render(request, "oparl/month.html", {"month": found})


@council_page
def meeting(request, pk):
    columns = ("url", "web", "source", "imported_at", "changed_at")
    columns += ("invitation", "results_protocol", "verbatim_protocol")
    found = find(listing.with_committees(listing.meetings(), columns), Meeting, pk)
    return render(
        request,
        "oparl/meeting.html",
        {
            "page": meeting_page(found),
            "meeting": found,
            "schema": meeting_schema(found, request.build_absolute_uri),
        },
    )


# --- Committees and people ---------------------------------------------------------------


@council_page
def organizations(request):
    several = listing.bodies().count() > 1
    every = listing.organizations()
    return render(
        request,
        "oparl/organizations.html",
        {
            "groups": listing.groups(listing.holding(every), several),
            "former": list(listing.former(every).only("name", "start_date", "end_date")),
        },
    )


@council_page
def organization(request, pk):
    """A committee or faction: who sits in it, when it meets, what it has before it."""
    shown = listing.organizations().select_related("choice", "body", "sub_organization_of")
    shown = shown.defer("raw", "body__raw", "sub_organization_of__raw")
    found = find(shown, Organization, pk)
    past = request.GET.get("zeit") == "frueher"
    members = found.membership.published().filter(person__in=listing.persons())
    today = Membership.objects.on().filter(organization=found)
    members = members.exclude(pk__in=today) if past else members.filter(pk__in=today)
    meetings = listing.with_committees(listing.held_by(listing.meetings(), found))
    papers = listing.papers().filter(pk__in=found.consultation.published().values("paper"))
    return render(
        request,
        "oparl/organization.html",
        {
            "organization": found,
            "parent": listing.organizations().filter(pk=found.sub_organization_of_id).first(),
            "children": listing.holding(
                listing.organizations().filter(sub_organization_of=found)
            ).only("name"),
            "past": past,
            "members": listing.page_of(request, _with_people(members), MEMBERS_PER_PAGE),
            "meetings": list(listing.upcoming(meetings)[:FEW]),
            "papers": list(listing.latest_first(papers)[:FEW]),
            "today": timezone.localdate(),
            "schema": organization_schema(found, request.build_absolute_uri),
        },
    )


def _with_people(members):
    people = ("name", "title", "given_name", "family_name")
    return (
        members.select_related("person", "on_behalf_of")
        .only(
            *("organization", "role", "voting_right", "start_date", "end_date"),
            "on_behalf_of__name",
            *(f"person__{name}" for name in people),
        )
        .order_by("person__family_name", "person__given_name", "person__name", "-start_date", "pk")
    )


@council_page
def person(request, pk):
    """Name, memberships, papers; not for search engines unless the city wants it."""
    found = find(listing.persons().defer("raw"), Person, pk)
    shown = listing.memberships().filter(person=found).select_related("organization")
    shown = list(shown.defer("raw", "organization__raw").order_by("organization__name", "pk"))
    day = timezone.localdate()
    former = [row for row in shown if row.end_date and row.end_date < day]
    papers = listing.papers().filter(
        pk__in=Paper.originator_person.through.objects.filter(person=found).values("paper")
    )
    return render(
        request,
        "oparl/person.html",
        {
            "person": found,
            "name": wording.person_name(found),
            "noindex": settings.OPARL_PERSONS_NOINDEX,
            "memberships": [row for row in shown if row not in former],
            "former": former,
            "papers": listing.page_of(request, listing.latest_first(papers)),
        },
    )


# --- Papers ------------------------------------------------------------------------------


@council_page
def papers(request):
    """All papers, or those with certain words, of one type, of one year."""
    shown = listing.papers()
    asked = PaperSearch.of(request.GET)
    return render(
        request,
        "oparl/papers.html",
        {
            "page": listing.page_of(request, listing.latest_first(asked.rows())),
            "asked": asked,
            "types": listing.types_of(shown),
            "years": listing.years_of(shown),
        },
    )


@council_page
def paper(request, pk):
    """A paper and its way through the committees."""
    shown = listing.papers().select_related("body", "summary").defer("raw", "body__raw")
    found = find(shown, Paper, pk)
    page = paper_page(found)
    return render(
        request,
        "oparl/paper.html",
        {
            "page": page,
            "paper": found,
            "title": wording.paper_title(found),
            "schema": paper_schema(page, request.build_absolute_uri),
        },
    )


@council_page
def file(request, pk):
    """The text of a file, for those who cannot read its pages."""
    found = find(File.objects.published().defer("raw"), File, pk)
    paper, meeting = listing.paper_with(found), listing.meeting_with(found)
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
            "page": listing.page_of(request, parts, 1) if parts else None,
        },
    )


def _number(raw) -> int | None:
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 18 else None
