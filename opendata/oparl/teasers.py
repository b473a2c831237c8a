"""What the council offers to the home page."""

from django.utils import timezone

from core.teasers import HOME, Teaser, register

from . import listing

NEXT = 4


def next_meetings(request):
    """None while no meeting is to come."""
    meetings = list(listing.upcoming(listing.with_committees(listing.meetings()))[:NEXT])
    return {"meetings": meetings, "today": timezone.localdate()} if meetings else None


def register_teasers():
    """Told once, by OParlConfig.ready()."""
    register(Teaser("oparl.meetings", HOME, "oparl/_teaser_meetings.html", next_meetings, 40))
