"""Views of committees, factions, and their members."""

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from opendata.oparl import following, formatting
from opendata.oparl.models import Membership, Organization, Paper, Person
from opendata.oparl.public import lists
from opendata.oparl.public.people import PeopleFilters
from opendata.oparl.public.people import people as people_asked_for
from opendata.oparl.public.schema_org import organization_schema
from opendata.oparl.public.shortcuts import council_page, find

from .parameters import number

FEW = 6
MEMBERS_PER_PAGE = 100
PEOPLE_PER_PAGE = 100
ORGANIZATIONS_PER_PAGE = 100


@council_page("art", "zeit", "koerperschaft", "seite")
def organizations(request):
    """Present organizations by type; `art`: one type alone; `zeit`: former ones."""
    every = lists.organizations()
    if "art" in request.GET or request.GET.get("zeit") == "frueher":
        return _organizations_of_a_kind(request, every)
    several = lists.bodies().count() > 1
    return render(
        request,
        "oparl/organizations.html",
        {
            "groups": lists.groups(lists.holding(every), several),
            "has_former": lists.former(every).exists(),
        },
    )


def _organizations_of_a_kind(request, every):
    past = request.GET.get("zeit") == "frueher"
    shown = lists.former(every) if past else lists.holding(every)
    type, body = request.GET.get("art"), number(request.GET.get("koerperschaft"))
    if type is not None:
        shown = shown.filter(organization_type=type.replace("\x00", ""))
    if body is not None:
        shown = shown.filter(body=body)
    title = _("Former committees and factions") if past else lists.type_title(type)
    return render(
        request,
        "oparl/organizations_of_a_kind.html",
        {
            "title": title,
            "past": past,
            "page": lists.page_of(
                request, shown.only("name", "start_date", "end_date"), ORGANIZATIONS_PER_PAGE
            ),
        },
    )


@council_page("zeit", "seite")
def organization(request, pk):
    """A committee or faction: members, meetings, papers."""
    shown = lists.organizations().select_related("choice", "body", "sub_organization_of")
    shown = shown.defer("raw", "body__raw", "sub_organization_of__raw")
    found = find(shown, Organization, pk)
    past = request.GET.get("zeit") == "frueher"
    members = found.membership.published().filter(person__in=lists.persons())
    today = Membership.objects.on().filter(organization=found)
    members = members.exclude(pk__in=today) if past else members.filter(pk__in=today)
    meetings = lists.with_committees(lists.held_by(lists.meetings(), found))
    papers = lists.papers().filter(pk__in=found.consultation.published().values("paper"))
    return render(
        request,
        "oparl/organization.html",
        {
            "organization": found,
            "parent": lists.organizations().filter(pk=found.sub_organization_of_id).first(),
            "children": lists.holding(lists.organizations().filter(sub_organization_of=found)).only(
                "name"
            ),
            "past": past,
            "members": lists.page_of(request, _with_people(members), MEMBERS_PER_PAGE),
            "meetings": list(lists.upcoming(meetings)[:FEW]),
            "papers": list(lists.latest_first(papers)[:FEW]),
            "today": timezone.localdate(),
            "ways": following.for_topic(following.ORGANIZATION, {"id": found.pk}),
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


@council_page("zeit", "fraktion", "buchstabe", "seite")
def people(request):
    """Present members by faction and letter; `zeit`: former ones."""
    asked = PeopleFilters(
        former=request.GET.get("zeit") == "frueher",
        faction=number(request.GET.get("fraktion")),
        letter=request.GET.get("buchstabe", "")[:1].upper(),
    )
    found = people_asked_for(asked)
    page = lists.page_of(request, found.pks, PEOPLE_PER_PAGE)
    return render(
        request,
        "oparl/people.html",
        {
            "people": found,
            "page": page,
            "rows": found.rows(page.object_list),
            "noindex": settings.OPARL_PERSONS_NOINDEX,
        },
    )


@council_page("seite")
def person(request, pk):
    """Name, memberships, papers; not for search engines unless the city wants it."""
    found = find(lists.persons().defer("raw"), Person, pk)
    shown = lists.memberships().filter(person=found).select_related("organization")
    shown = list(shown.defer("raw", "organization__raw").order_by("organization__name", "pk"))
    day = timezone.localdate()
    former = [row for row in shown if row.end_date and row.end_date < day]
    papers = lists.papers().filter(
        pk__in=Paper.originator_person.through.objects.filter(person=found).values("paper")
    )
    return render(
        request,
        "oparl/person.html",
        {
            "person": found,
            "name": formatting.person_name(found),
            "noindex": settings.OPARL_PERSONS_NOINDEX,
            "memberships": [row for row in shown if row not in former],
            "former": former,
            "papers": lists.page_of(request, lists.latest_first(papers)),
            "ways": following.for_topic(following.PERSON, {"id": found.pk}),
        },
    )
