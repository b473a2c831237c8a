"""Streets of the waste calendar in the site's search."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.documents import Content
from search.registry import SearchKind

from ..models import Street, WasteCalendarPage


def _while_published(streets):
    """All streets, none while no page shows the calendar."""
    return streets if WasteCalendarPage.first() else streets.none()


def content(street: Street) -> Content:
    return Content(title=str(street), headings=["Abfuhr Müll Abfall Termine Kalender"], boost=0.92)


STREETS = SearchKind(
    name="waste-streets",
    label=gettext_lazy("Waste collection"),
    order=58,
    queryset=lambda: Street.objects.all(),
    narrowed=_while_published,
    url=lambda street: street.get_absolute_url(),
    title=lambda street: _("Waste collection: %(where)s") % {"where": street},
    title_field="name",
    document=content,
)
