"""The list of persons: present members by faction and letter, and former members."""

from dataclasses import dataclass, field

from django.db.models import Q

from core.text.sorting import letter, sort_key

from .. import formatting
from ..models import Organization, Person
from . import lists

FACTION_TYPES = ("fraktion", "partei")
# Fewer than this need no letters.
MANY = 30


@dataclass(frozen=True)
class PeopleFilters:
    """former: persons without a seat today; faction: a primary key; letter: capital, or `#`."""

    former: bool = False
    faction: int | None = None
    letter: str = ""


@dataclass
class Row:
    person: Person
    factions: list[Organization] = field(default_factory=list)


@dataclass
class People:
    """keys: [(letter, sort key, primary key)] of the chosen persons, before the filter by letter.

    has_former: whether there are persons without a seat beside those with one.
    """

    asked: PeopleFilters
    factions: list[Organization]
    keys: list[tuple[str, str, int]]
    has_former: bool

    @property
    def faction(self) -> Organization | None:
        return next((one for one in self.factions if one.pk == self.asked.faction), None)

    @property
    def letters(self) -> list[str]:
        """In use, in alphabetical order; none when there are few persons."""
        return sorted({row[0] for row in self.keys}) if len(self.keys) > MANY else []

    @property
    def pks(self) -> list[int]:
        wanted = self.asked.letter if self.asked.letter in self.letters else ""
        return [pk for letter, _key, pk in self.keys if not wanted or letter == wanted]

    def rows(self, pks) -> list[Row]:
        """Two queries."""
        found = lists.persons().only("name", "title", "given_name", "family_name")
        rows = {person.pk: Row(person) for person in found.filter(pk__in=pks)}
        sits_in = _seats().filter(person__in=pks, organization__in=self.factions)
        by_pk = {one.pk: one for one in self.factions}
        for person, faction in sits_in.order_by("pk").values_list("person", "organization"):
            if person in rows and by_pk[faction] not in rows[person].factions:
                rows[person].factions.append(by_pk[faction])
        return [rows[pk] for pk in pks if pk in rows]


def people(asked: PeopleFilters) -> People:
    """Three queries, one more for a faction. Without data on seats everybody is listed."""
    seated = set(_seats().values_list("person", flat=True))
    factions = list(_factions())
    keys = _keys()
    with_seat = [row for row in keys if row[2] in seated]
    without = [row for row in keys if row[2] not in seated]
    shown = without if (asked.former and seated) else (with_seat or keys)
    chosen = next((one for one in factions if one.pk == asked.faction), None)
    if chosen and not asked.former:
        members = set(_seats().filter(organization=chosen).values_list("person", flat=True))
        shown = [row for row in shown if row[2] in members]
    return People(asked, factions, shown, has_former=bool(without and with_seat))


def _seats():
    return lists.memberships().on().order_by().exclude(person=None)


def _factions():
    """Factions and parties with present members."""
    of_type = Q()
    for type in FACTION_TYPES:
        of_type |= Q(organization_type__iexact=type)
    inhabited = lists.organizations().filter(of_type, pk__in=_seats().values("organization"))
    return inhabited.only("name")


def _keys() -> list[tuple[str, str, int]]:
    columns = ("pk", "name", "family_name", "given_name")
    found = []
    for person in lists.persons().only(*columns, "title").order_by():
        name = person.family_name or formatting.person_name(person).rpartition(" ")[2]
        key = sort_key(f"{name} {person.given_name or person.name}")
        found.append((letter(name), key, person.pk))
    return sorted(found, key=lambda row: row[1:])
