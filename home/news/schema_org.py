"""Events for search engines: schema.org's Event, one date each."""

from core.schema_org import CONTEXT

_STATUS = {"cancelled": "EventCancelled", "postponed": "EventPostponed"}


def event(page, request, span) -> dict:
    """The Event of the next date (`span`); {} without one: past events are left out."""
    if span is None:
        return {}
    picture = page.picture and page.picture.get_rendition("fill-1200x630|format-jpeg")
    return {
        "@context": CONTEXT,
        "@type": "Event",
        "name": page.title,
        "description": page.introduction,
        "url": page.get_full_url(request),
        "startDate": _moment(span.start, span.all_day),
        "endDate": _end(span),
        "eventStatus": f"{CONTEXT}/{_STATUS.get(page.status, 'EventScheduled')}",
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "location": page.place.to_schema(),
        "organizer": {
            "@type": "Organization",
            "name": page.organiser,
            "url": page.organiser_url,
        },
        "isAccessibleForFree": True if page.is_free else None,
        "image": picture and request.build_absolute_uri(picture.url),
        "offers": _offer(page),
    }


def _offer(page):
    if not page.registration_url and not page.is_free:
        return None
    availability = "SoldOut" if page.status == "sold-out" else "InStock"
    return {
        "@type": "Offer",
        "url": page.registration_url,
        "price": "0" if page.is_free else None,
        "priceCurrency": "EUR" if page.is_free else None,
        "availability": f"{CONTEXT}/{availability}",
    }


def _end(span):
    if span.all_day:
        return span.last_day.isoformat()
    return span.end and span.end.isoformat()


def _moment(moment, all_day):
    return moment.date().isoformat() if all_day else moment.isoformat()
