"""schema.org data of meetings, papers and committees. Persons are left out on purpose."""

from core.schema_org import CONTEXT

from .. import formatting
from ..models import Meeting, Organization
from .paper import PaperPage


def meeting_schema(meeting: Meeting, absolute) -> dict:
    """Event; {} without a start. meeting: of listing.with_committees."""
    if meeting.start is None:
        return {}
    url = absolute(meeting.get_absolute_url())
    badge = formatting.meeting_badge(meeting)
    status = {"danger": "EventCancelled", "warning": "EventPostponed"}
    place = meeting.location if meeting.location and meeting.location.is_published else None
    ends = meeting.end is not None and meeting.end > meeting.start
    return {
        "@context": CONTEXT,
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": formatting.meeting_title(meeting),
        "startDate": meeting.start.isoformat(),
        "endDate": meeting.end.isoformat() if ends else "",
        "eventStatus": f"{CONTEXT}/{status[badge.kind] if badge else 'EventScheduled'}",
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "organizer": [_reference(one, absolute) for one in meeting.committees],
        "location": _place(place) if place else {},
    }


def organization_schema(organization: Organization, absolute) -> dict:
    body = organization.body
    return {
        "@context": CONTEXT,
        **_reference(organization, absolute),
        "alternateName": organization.short_name,
        "parentOrganization": {"@type": "GovernmentOrganization", "name": body.name}
        if body
        else {},
    }


def paper_schema(page: PaperPage, absolute) -> dict:
    """CreativeWork, with its main file as encoding."""
    paper, main = page.paper, page.main_file
    url = absolute(paper.get_absolute_url())
    return {
        "@context": CONTEXT,
        "@type": "CreativeWork",
        "@id": url,
        "url": url,
        "name": formatting.paper_title(paper),
        "identifier": paper.reference,
        "genre": paper.paper_type,
        "datePublished": paper.date.isoformat() if paper.date else "",
        "author": [_reference(one, absolute) for one in page.organizations],
        "publisher": {"@type": "GovernmentOrganization", "name": paper.body.name}
        if paper.body
        else {},
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": _absolute(formatting.file_address(main), absolute),
            "encodingFormat": main.content_type or main.mime_type,
        }
        if main
        else {},
    }


def _reference(organization, absolute):
    url = absolute(organization.get_absolute_url())
    return {
        "@type": "GovernmentOrganization",
        "@id": url,
        "url": url,
        "name": organization.name,
    }


def _absolute(address, absolute):
    return absolute(address) if address else ""


def _place(place):
    return {
        "@type": "Place",
        "name": place.description or place.room or place.street_address,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": place.street_address,
            "postalCode": place.postal_code,
            "addressLocality": place.locality,
        },
    }
