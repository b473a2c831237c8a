"""Mapping of the schema's dataclasses to rows, derived from the models.

A field of a dataclass goes to the column, the reference or the list of links of the same name;
external lists go to `lists`; what an object embeds and what points back to it (agenda items to
their meeting) is the other one's reference.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cache, cached_property

from django.db import models

from .models import MODELS, Link, OParlObject
from .schema import TYPES
from .schema.declaring import properties

# Hints, not content: they change with every mass import, and some sources send the present time.
TIMESTAMPS = ("created", "modified")
# Values in one IN (…).
PIECE = 5000
# `url` holds the id.
NOT_COLUMNS = ("id", "deleted")
# Written by every upsert besides the type's own columns.
STAMPED = ("url", "raw", "content_hash", "changed_at", "withdrawn_at", "restricted")


@dataclass(frozen=True)
class LinkList:
    """A list of references kept in a table of its own."""

    field: str
    through: type[Link]
    owner: str
    target: str
    model: type[OParlObject]


@dataclass(frozen=True)
class Mapping:
    """One type. references: {field: model}; lists: {field: type}; children: {field: (model, fk)}"""

    type: str
    model: type[OParlObject]
    plain: tuple[str, ...]
    references: dict[str, type[OParlObject]]
    links: tuple[LinkList, ...]
    lists: dict[str, str]
    children: dict[str, tuple[type[OParlObject], str]]

    @cached_property
    def source_columns(self) -> tuple[str, ...]:
        """The columns with values of the source."""
        keys = (f"{field}_key" for field in self.references)
        return (*self.plain, *keys, *(["lists"] if self.lists else []))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns that an upsert writes: references are cleared until they are resolved."""
        return (*self.source_columns, *(f"{field}_id" for field in self.references), *STAMPED)


@cache
def mapping_of(type: str) -> Mapping:
    """The mapping of a type by its short name."""
    model = MODELS[type]
    declared = {made.field: made for made in properties(TYPES[type]).values()}
    plain, references, links, lists, children = [], {}, [], {}, {}
    for field in fields(TYPES[type]):
        if field.name in NOT_COLUMNS:
            continue
        made = declared.get(field.name)
        column = _field(model, field.name)
        if made and made.external:
            lists[field.name] = made.target
        elif isinstance(column, models.ForeignKey):
            references[field.name] = column.related_model
        elif isinstance(column, models.ManyToManyField):
            links.append(_link_list(column))
        elif isinstance(column, models.ManyToOneRel) and made and made.whole:
            children[field.name] = (column.related_model, column.field.name)
        elif isinstance(column, models.Field):
            plain.append(field.name)
    return Mapping(type, model, tuple(plain), references, tuple(links), lists, children)


def _field(model, name):
    found = {one.name: one for one in model._meta.get_fields()}
    return found.get(name)


def _link_list(column: models.ManyToManyField) -> LinkList:
    return LinkList(
        column.name,
        column.remote_field.through,
        column.m2m_field_name(),
        column.m2m_reverse_field_name(),
        column.related_model,
    )


def mappings() -> list[Mapping]:
    """All types, targets of references before the types that refer to them."""
    return [mapping_of(type) for type in MODELS]


def tables() -> list[type[models.Model]]:
    """All models that a run writes: the types and their lists of references."""
    through = [links.through for mapping in mappings() for links in mapping.links]
    return [*MODELS.values(), *through]


@dataclass(frozen=True)
class Holder:
    """A place where objects of a type are embedded: a reference, or a list of links."""

    model: type[OParlObject]
    field: str
    links: LinkList | None = None

    def pairs_of_owners(self, owners) -> Iterator[tuple[int, int]]:
        """(held object, owner) of these owners, as primary keys."""
        rows, held, owner = self._rows()
        return _pairs(rows, owner, owners, held, owner)

    def live_pairs(self, pks) -> Iterator[tuple[int, int]]:
        """(held object, owner) of these live owners, as primary keys."""
        rows, held, owner = self._rows()
        published = f"{owner}__withdrawn_at" if self.links else "withdrawn_at"
        return _pairs(rows.filter(**{published: None}), held, pks, held, owner)

    def _rows(self):
        if self.links:
            return self.links.through.objects.all(), self.links.target, self.links.owner
        return self.model.objects.all(), self.field, "pk"


def _pairs(rows, field, pks, held, owner):
    known = rows.filter(**{f"{held}__isnull": False})
    for piece in among(known, field, pks):
        yield from piece.values_list(held, owner)


def among(rows: models.QuerySet, field: str, values: Iterable) -> Iterator[models.QuerySet]:
    """`rows` where the field is one of the values, in pieces that every database can take."""
    values = sorted(values)
    for start in range(0, len(values), PIECE):
        yield rows.filter(**{f"{field}__in": values[start : start + PIECE]})


@cache
def holders_of(type: str) -> tuple[Holder, ...]:
    """The holders of a type: places that embed its objects without being their parent."""
    found = []
    for mapping in mappings():
        declared = {made.field: made for made in properties(TYPES[mapping.type]).values()}
        holding = [name for name, made in declared.items() if made.target == type]
        for name in holding:
            links = next((one for one in mapping.links if one.field == name), None)
            if links and declared[name].whole:
                found.append(Holder(mapping.model, name, links))
            elif name in mapping.references and (declared[name].whole or type == "Location"):
                found.append(Holder(mapping.model, name))
    return tuple(found)
