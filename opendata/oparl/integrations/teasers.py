"""Teasers of the council on the home page, and on pages that papers are linked to."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.registries.slots import HOME, PAGE_TOP, RELATED, Teaser, register

from ..public import lists

NEXT = 4
PAPERS = 5


def next_meetings(request):
    """The next meetings; None without any."""
    meetings = list(lists.upcoming(lists.with_committees(lists.meetings()))[:NEXT])
    return {"meetings": meetings, "today": timezone.localdate()} if meetings else None


def papers_about(request, kind, pk):
    """The latest papers that editors have linked to the page; None without any."""
    linked = lists.papers().filter(links__kind=kind, links__target=pk)
    papers = list(lists.latest_first(linked)[:PAPERS])
    return {"papers": papers} if papers else None


def only_german(request, page):
    """A hint on the council's pages in other languages that its texts are German."""
    match = request.resolver_match
    if page is not None or match is None or "oparl" not in match.namespaces:
        return None
    if get_language() == settings.LANGUAGE_CODE:
        return None
    return {"said": _("Papers, minutes and names of the council are available in German only.")}


def register_teasers():
    """Called once, by OParlConfig.ready()."""
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
