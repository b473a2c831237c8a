"""Teasers of the journeys that a page or a service belongs to."""

from django.db.models import F, Q
from django.utils import translation

from .models import JourneyPart, StepByStepPage
from .step_blocks import Role


def for_page(request, page=None):
    """Teaser below a page's heading; None when the page belongs to no journey."""
    return _found(request, Q(page=page.pk)) if page is not None and page.pk else None


def for_service(request, service):
    """Teaser below a service's heading."""
    return _found(request, Q(service=service.pk)) if service.pk else None


def _found(request, target: Q):
    """{"parts", "related"}: [{"title", "url", …}]. One query without journeys, else three."""
    roles = (Role.PART, Role.RELATED)
    rows = list(
        JourneyPart.objects.filter(target, journey__live=True, role__in=roles).order_by(
            "journey_id", "position"
        )
    )
    if not rows:
        return None
    journeys = StepByStepPage.objects.live().public().defer_streamfields()
    # A service has no language of its own: a journey may be written in another than the reader's.
    journeys = journeys.filter(locale__language_code=translation.get_language())
    journeys = journeys.in_bulk({row.journey_id for row in rows})
    entries = {Role.PART: [], Role.RELATED: []}
    for row in rows:
        if row.journey_id in journeys:
            entries[row.role].append(_entry(row, journeys[row.journey_id], request))
    if not any(entries.values()):
        return None
    return {"parts": entries[Role.PART], "related": entries[Role.RELATED]}


def _entry(part, journey, request):
    url = journey.get_url(request)
    return {
        "title": journey.title,
        "url": url,
        "number": part.number,
        "count": part.count,
        "step": part.step,
        "next_url": f"{url}#schritt-{part.next_position}" if part.next_position else "",
    }


def next_services(service) -> list[int]:
    """Services of the step after the one that this service is a part of. One query."""
    found = JourneyPart.objects.filter(
        journey__live=True,
        role=Role.PART,
        service__isnull=False,
        journey__parts__service=service.pk,
        journey__parts__role=Role.PART,
        journey__parts__position=F("position") - 1,
    )
    return list(found.order_by("journey", "position", "pk").values_list("service", flat=True))
