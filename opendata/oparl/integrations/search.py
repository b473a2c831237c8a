"""The council in the site's search: papers, meetings, organizations, persons."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from search.documents import Content, as_date
from search.registry import SearchKind

from .. import formatting, visibility
from ..models import Meeting, Organization, Paper, Person


def about_paper(paper: Paper) -> str:
    return _together(paper.paper_type, paper.reference, _day(paper.date))


def about_meeting(meeting: Meeting) -> str:
    clock = formatting.times(meeting)
    day = timezone.localtime(meeting.start).date() if meeting.start else None
    badge = formatting.meeting_badge(meeting)
    time = clock and pgettext("time of day", "%(clock)s") % {"clock": clock}
    return _together(_day(day), time) + (f" · {badge.label}" if badge else "")


def about_organization(organization: Organization) -> str:
    kind = organization.classification or organization.organization_type
    return _together(kind, formatting.period(organization))


# What a citizen wants to do comes before what the council decides on it.
BOOST = 0.92


def paper_content(paper: Paper) -> Content:
    return Content(
        title=paper.name,
        aliases=[paper.reference],
        headings=[paper.paper_type],
        body=[paper.text_of_files()],
        date=paper.date,
        boost=BOOST,
    )


def meeting_content(meeting: Meeting) -> Content:
    items = [item.name for item in meeting.agenda_item.all()]
    day = as_date(meeting.start)
    return Content(title=meeting.name, headings=items, date=day, boost=BOOST)


def organization_content(organization: Organization) -> Content:
    kinds = [organization.organization_type, organization.classification]
    return Content(
        title=organization.name, aliases=[organization.short_name], headings=kinds, boost=BOOST
    )


def person_content(person: Person) -> Content:
    return Content(title=person.name, headings=person.status, boost=BOOST)


PAPERS = SearchKind(
    name="papers",
    label=_("Papers of the council"),
    order=80,
    queryset=lambda: Paper.objects.published().only("name", "reference", "date", "paper_type"),
    narrowed=visibility.filter_visible,
    url=Paper.get_absolute_url,
    title=formatting.paper_title,
    teaser=about_paper,
    document=paper_content,
    title_field="name",
    date_field="date",
)
MEETINGS = SearchKind(
    name="meetings",
    label=_("Meetings of the council"),
    order=90,
    queryset=lambda: Meeting.objects.published().only(
        "name", "start", "end", "is_cancelled", "is_postponed"
    ),
    narrowed=visibility.filter_visible,
    url=Meeting.get_absolute_url,
    title=formatting.meeting_title,
    teaser=about_meeting,
    document=meeting_content,
    title_field="name",
    date_field="start",
)
ORGANIZATIONS = SearchKind(
    name="organizations",
    label=_("Committees and factions"),
    order=100,
    queryset=lambda: Organization.objects.published().only(
        "name", "organization_type", "classification", "start_date", "end_date"
    ),
    narrowed=visibility.filter_visible,
    url=Organization.get_absolute_url,
    teaser=about_organization,
    document=organization_content,
    title_field="name",
)
PERSONS = SearchKind(
    name="persons",
    label=_("People in the council"),
    order=110,
    queryset=lambda: Person.objects.published().only(
        "name", "title", "given_name", "family_name", "status"
    ),
    narrowed=visibility.filter_visible,
    url=Person.get_absolute_url,
    title=formatting.person_name,
    teaser=lambda person: ", ".join(person.status),
    document=person_content,
    title_field="name",
)
KINDS = (ORGANIZATIONS, PERSONS, MEETINGS, PAPERS)


def _day(day) -> str:
    return date_format(day, _("j F Y")) if day else ""


def _together(*parts) -> str:
    return " · ".join(str(part) for part in parts if part)
