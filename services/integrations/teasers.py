"""Teasers of the catalogue on the home page, on a unit's page, and on error pages."""

from django.utils.translation import gettext_lazy as _

from core.registries.slots import HOME, PAGE_HEAD, UNIT, WAY_ON, Teaser, register
from services.integrations.status_notices import status_near
from services.models import Service
from services.public import lists

MOST_WANTED = 9
DISTURBED = 5


def disturbed(request):
    services = Service.objects.published().exclude(status=Service.Status.AVAILABLE).for_list()
    return {"services": services[:DISTURBED]} if services[:DISTURBED] else None


def most_requested(request):
    rows = lists.most_requested()[:MOST_WANTED]
    return {"rows": rows} if rows else None


def letters(request):
    bar = lists.letter_bar()
    return {"letters": bar} if any(letter.url for letter in bar) else None


def life_situations(request):
    situations = lists.entry_situations()
    return {"situations": situations} if situations else None


def services_of_unit(request, unit):
    """The services of a unit, by the source or by the editors."""
    services = list(Service.objects.published().of_unit(unit).for_list())
    return {"rows": [lists.row_of(service) for service in services]} if services else None


def register_teasers():
    """Called once, by ServicesConfig.ready()."""
    register(
        Teaser(
            "services.status",
            HOME,
            "services/_teaser_status.html",
            disturbed,
            5,
            _("Services that do not work as usual"),
        )
    )
    register(
        Teaser(
            "services.wanted",
            HOME,
            "services/_teaser_wanted.html",
            most_requested,
            10,
            _("Most wanted services"),
        )
    )
    register(
        Teaser(
            "services.situations",
            HOME,
            "services/_teaser_situations.html",
            life_situations,
            20,
            _("Life situations"),
        )
    )
    register(
        Teaser(
            "services.letters",
            HOME,
            "services/_teaser_letters.html",
            letters,
            30,
            _("Services from A to Z"),
        )
    )
    register(
        Teaser(
            "services.integrations.status_notices",
            PAGE_HEAD,
            "services/_teaser_near.html",
            status_near,
            5,
        )
    )
    register(Teaser("services.unit", UNIT, "services/_teaser_unit.html", services_of_unit, 10))
    register(Teaser("services.way-on", WAY_ON, "services/_teaser_letters.html", letters, 10))
