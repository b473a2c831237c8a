"""All places of a directory in one query, as small objects that can be filtered in memory.

A directory has hundreds of places, seldom thousands: one narrow query and one walk give the hits,
the counts of every facet, the map and the order by distance alike on every database.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.text.sorting import sort_key

from .facet_values import answers

_COLUMNS = (
    *("pk", "title", "slug", "sort_key", "description", "street", "postcode", "town", "district"),
    *("latitude", "longitude", "wheelchair", "values", "unit__contact", "unit__withdrawn_at"),
    *("unit__hidden", "unit__not_public", "unit__generalised"),
)
_AE = (("ae", "a"), ("oe", "o"), ("ue", "u"))


@dataclass(frozen=True)
class Entry:
    """The data by which a place is found. position: (latitude, longitude) or None."""

    pk: int
    title: str
    slug: str
    order: str
    text: str
    street: str
    postcode: str
    town: str
    district: str
    position: tuple[float, float] | None
    is_accessible: bool
    values: dict = field(hash=False)

    @property
    def address(self) -> str:
        town = f"{self.postcode} {self.town}".strip()
        return ", ".join(filter(None, [self.street, town]))


def folded(text: str) -> str:
    """Lower case, without signs, `Mühle`, `Muehle` and `Muhle` alike."""
    text = sort_key(text)
    for pair in _AE:
        text = text.replace(*pair)
    return text


def entries(places: Iterable) -> list[Entry]:
    """places: a queryset of Place; one query. In alphabetical order."""
    rows = places.order_by("sort_key", "pk").values_list(*_COLUMNS)
    return [_entry(dict(zip(_COLUMNS, row, strict=True))) for row in rows]


def _entry(row) -> Entry:
    visited = _visiting_address(row)
    street = row["street"] or _street(visited)
    postcode = row["postcode"] or visited.get("postcode", "")
    town = row["town"] or visited.get("place", "")
    given = [text for value in row["values"].values() for text in answers(value)]
    words = [row["title"], row["description"], street, postcode, town, row["district"], *given]
    return Entry(
        pk=row["pk"],
        title=row["title"],
        slug=row["slug"],
        order=row["sort_key"],
        text=folded(" ".join(words)),
        street=street,
        postcode=postcode,
        town=town,
        district=row["district"],
        position=_position(row) or _position(visited),
        is_accessible=row["wheelchair"] == "yes",
        values=row["values"],
    )


def _visiting_address(row) -> dict:
    """The visiting address of the place's office; {} without a public one."""
    is_hidden = any(
        row[f"unit__{name}"] for name in ("withdrawn_at", "hidden", "not_public", "generalised")
    )
    addresses = [] if is_hidden else (row["unit__contact"] or {}).get("addresses", [])
    return next((one for one in addresses if one.get("kind") == "visit"), {})


def _street(visited) -> str:
    return f"{visited.get('street', '')} {visited.get('house_number', '')}".strip()


def _position(row) -> tuple[float, float] | None:
    pair = row.get("latitude"), row.get("longitude")
    return None if None in pair else pair
