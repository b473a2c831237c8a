"""What the council offers to the home page, and to what its papers are about."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.registries.slots import HOME, PAGE_TOP, RELATED, Teaser, register

from ..public import lists

NEXT = 4
PAPERS = 5


def next_meetings(request):
    """None while no meeting is to come."""
    meetings = list(lists.upcoming(lists.with_committees(lists.meetings()))[:NEXT])
    return {"meetings": meetings, "today": timezone.localdate()} if meetings else None


def papers_about(request, kind, pk):
    """The latest papers that the editors have linked with it; None without any."""
    linked = lists.papers().filter(links__kind=kind, links__target=pk)
    papers = list(lists.latest_first(linked)[:PAPERS])
    return {"papers": papers} if papers else None


def only_german(request, page):
    """On the council's pages in another language: what the city's offices wrote is German."""
    match = request.resolver_match
    if page is not None or match is None or "oparl" not in match.namespaces:
        return None
    if get_language() == settings.LANGUAGE_CODE:
        return None
    return {"said": _("Papers, minutes and names of the council are available in German only.")}


def register_teasers():
    """Told once, by OParlConfig.ready()."""
    register(
        Teaser(
            "oparl.meetings",
            HOME,
            "oparl/_teaser_meetings.html",
            next_meetings,
            40,
            _("Next meetings of the council"),
        )
    )
    register(Teaser("oparl.german", PAGE_TOP, "components/only_german.html", only_german, 50))
    register(Teaser("oparl.papers", RELATED, "oparl/_teaser_papers.html", papers_about, 40))
