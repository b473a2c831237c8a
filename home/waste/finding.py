"""Search for streets, tolerant of spelling.

A city has hundreds of streets, seldom thousands: one narrow query and one walk find them.
"""

from dataclasses import dataclass
from difflib import get_close_matches

from .models.streets import Street
from .spelling import LONGEST, split_number, street_key

# The field's name in the address.
PARAMETER = "strasse"
MOST = 30
# Below that a name is another name, not a typing error (difflib's ratio).
ALIKE = 0.75


@dataclass(frozen=True)
class Entry:
    """A street as a list shows it."""

    name: str
    district: str
    slug: str
    key: str
    district_key: str

    @property
    def title(self) -> str:
        return f"{self.name} ({self.district})" if self.district else self.name


@dataclass(frozen=True)
class Found:
    """number: the house number in the query. is_guess: there is no exact match, these are
    similar."""

    streets: tuple[Entry, ...] = ()
    number: int | None = None
    is_guess: bool = False


def entries() -> list[Entry]:
    """All streets in alphabetical order; one query."""
    columns = ("name", "district", "slug", "key", "district_key")
    rows = Street.objects.order_by("sort_key", "pk").values_list(*columns)
    return [Entry(*row) for row in rows]


def find(text: str) -> Found:
    """Exact matches; else those that begin with or contain the query; else similar ones."""
    streets = entries()
    street, number = split_number(text[:LONGEST])
    whole, bare = street_key(text[:LONGEST]), street_key(street)
    if not whole:
        return Found()
    if same := _same(streets, whole):  # "Straße 12" may be a street's name
        return Found(same)
    if found := _same(streets, bare) or _within(streets, bare):
        return Found(found[:MOST], number)
    return Found(_fuzzy(streets, bare), number, is_guess=True)


def _same(streets, key) -> tuple[Entry, ...]:
    return tuple(one for one in streets if key in (one.key, one.key + one.district_key))


def _within(streets, key) -> tuple[Entry, ...]:
    if len(key) < 2:
        return ()
    found = [one for one in streets if key in one.key + one.district_key]
    return tuple(sorted(found, key=lambda one: not one.key.startswith(key)))


def _fuzzy(streets, key) -> tuple[Entry, ...]:
    keys = list(dict.fromkeys(one.key for one in streets))
    close = get_close_matches(key[:LONGEST], keys, n=5, cutoff=ALIKE)
    return tuple(one for name in close for one in streets if one.key == name)[:MOST]
