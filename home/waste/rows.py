"""Streets and dates as rows of a table, in the columns that editors upload."""

from core.text.slugs import german_slug

from .models.dates import CollectionDate
from .models.streets import Stretch
from .spelling import HIGHEST_NUMBER

STREET_COLUMNS = ("strasse", "ortsteil", "von", "bis", "seite", "bezirk")
DATE_COLUMNS = ("bezirk", "art", "datum", "hinweis")
SIDES = {Stretch.Side.BOTH: "", Stretch.Side.ODD: "ungerade", Stretch.Side.EVEN: "gerade"}
_ALIASES = {
    "strasse": ("strassenname", "str"),
    "ortsteil": ("stadtteil", "ort"),
    "von": ("hausnummer-von", "hausnr-von", "nr-von", "von-hausnummer"),
    "bis": ("hausnummer-bis", "hausnr-bis", "nr-bis", "bis-hausnummer"),
    "seite": ("strassenseite", "hausnummern"),
    "bezirk": ("abfuhrbezirk", "revier", "tour", "gebiet"),
    "art": ("abfallart", "fraktion", "muellart", "tonne"),
    "datum": ("termin", "tag", "abfuhrtermin", "abfuhrtag"),
    "hinweis": ("bemerkung", "anmerkung", "verschiebung"),
}
_NAME_OF = {alias: name for name, aliases in _ALIASES.items() for alias in aliases}


def column_name(heading: str) -> str:
    """`Straße` → `strasse`, `Abfallart` → `art`."""
    name = german_slug(heading)
    return _NAME_OF.get(name, name)


def street_rows():
    """One row for each stretch of each street."""
    stretches = Stretch.objects.select_related("street", "area")
    for one in stretches.order_by("street__sort_key", "street", "first", "side"):
        first = one.first if one.first > 1 else ""
        last = one.last if one.last < HIGHEST_NUMBER else ""
        yield [one.street.name, one.street.district, first, last, SIDES[one.side], one.area.name]


def date_rows():
    names = ("area__name", "kind__name", "day", "note")
    dates = CollectionDate.objects.order_by("day", "area__name", "kind__position", "kind")
    return dates.values_list(*names).iterator()
