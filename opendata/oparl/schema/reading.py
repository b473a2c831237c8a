"""Parsing of one raw object and those embedded in it, each as a `Parsed`. No Django here."""

from collections.abc import Iterator
from dataclasses import dataclass

from harvest.report import Warnings

from . import repairs
from .declaring import Property, properties, required
from .identity import is_id, type_name, version_of
from .types import TYPES, OParlObject
from .values import Notes, is_nothing

# OParl embeds at most three levels: Meeting, AgendaItem, File.
DEEPEST = 6
# Without telling more than these an object only says that it exists.
_FORMAL = frozenset({"id", "type", "created", "modified", "deleted", "license", "licence"})
_OF_TOMBSTONES = ("created", "modified", "web")
_DELETED = (True, 1, "true", "True", "1")
# Types that OParl 1.0 knows only embedded: they come in full wherever they stand.
_LEAVES = frozenset({"Location", "File"})
# {type: what it is embedded in} where the caller names a parent without its type.
_USUAL_PARENT = {
    "AgendaItem": "Meeting",
    "Consultation": "Paper",
    "Membership": "Person",
    **dict.fromkeys(("LegislativeTerm", "Organization", "Person", "Meeting", "Paper"), "Body"),
}


@dataclass(frozen=True, slots=True)
class Parsed:
    """One object.

    type: short name, a key of TYPES; "" only for a tombstone without its type.
    id: the URL as the source wrote it; compare ids by `schema.key`.
    fields: the dataclass of its type; of a tombstone without type a bare OParlObject.
    raw: the object as sent, vendors' own properties included, with every embedded object that
        has become a Parsed of its own replaced by its id.
    version: of the standard, "1.0" or "1.1", "" if unknown.
    parent, role, position: the id of the object that it was embedded in, the property there
        ("agendaItem") and the place in its list from 0 on; parent is "" for listed objects.
    bare: it has nothing but its identity, and must not overwrite a fuller one.
    children: the embedded objects in order, each perhaps with children of its own.
    """

    type: str
    id: str
    fields: OParlObject
    raw: dict
    deleted: bool = False
    version: str = ""
    parent: str = ""
    role: str = ""
    position: int = 0
    bare: bool = False
    children: tuple["Parsed", ...] = ()

    def everything(self) -> Iterator["Parsed"]:
        """The object itself, then all embedded ones, at any depth."""
        yield self
        for child in self.children:
            yield from child.everything()


def parse(
    raw: dict,
    *,
    parent: str = "",
    parent_type: str = "",
    role: str = "",
    position: int = 0,
    type: str = "",
    warnings: Warnings | None = None,
) -> list[Parsed]:
    """The object, followed by everything embedded in it; [] when it has no id or an unknown type.

    parent: id of the object it belongs to, put into its back-reference (AgendaItem.meeting …)
        where that is missing; of a File say the parent's type as well. role, position: where it
        stands there.
    type: the expected type, if it has none, e.g. "Meeting" in a list of meetings.
    Raises nothing: irregularities are counted in `warnings` as "kind/Type.property".
    """
    place = _Place(parent, parent_type, role, position, type)
    found = _read(raw, place, warnings if warnings is not None else Warnings())
    return list(found.everything()) if found else []


@dataclass(frozen=True, slots=True)
class _Place:
    """The place of an object, which implies its type."""

    parent: str = ""
    parent_type: str = ""
    role: str = ""
    position: int = 0
    type: str = ""
    depth: int = 0


def _read(raw, place: _Place, warnings: Warnings) -> Parsed | None:
    stated = type_name(raw) if isinstance(raw, dict) else ""
    kind = stated or ("" if _names_other_type(raw) else place.type)
    id = _id_of(raw)
    notes = Notes(warnings, kind or place.type or "Object", id or place.parent)
    if not id:
        notes.odd("missing" if is_nothing(_raw_id(raw)) else "no_web_address", "id")
        return None
    deleted = raw.get("deleted") in _DELETED
    if not kind and not deleted:
        notes.odd("unknown_type", "type")
        return None
    if not stated:
        notes.odd("missing", "type")
    cls = TYPES.get(kind, OParlObject)
    reading = _Properties(cls, notes, place.depth)
    reading.read(_counting_properties(raw) if deleted else raw)
    if not deleted:
        _report_missing(cls, raw, notes)
        _fill_in(reading.values, cls, kind, place)
        repairs.mend(kind, reading.values, notes)
    return Parsed(
        type=kind,
        id=id,
        fields=cls(**reading.values, id=id, deleted=deleted),
        raw=raw if deleted else reading.flat,
        deleted=deleted,
        version=version_of(raw),
        parent=place.parent,
        role=place.role,
        position=place.position,
        bare=not deleted and _is_bare(raw),
        children=tuple(reading.children.values()),
    )


class _Properties:
    """The evaluated properties of one object.

    values: {field: value}. flat: the raw object with ids for embedded ones. children: {id: embedded
    object}.
    """

    def __init__(self, cls, notes: Notes, depth: int):
        self.known = properties(cls)
        self.notes = notes
        self.depth = depth
        self.values: dict = {}
        self.flat: dict = {}
        self.children: dict[str, Parsed] = {}

    def read(self, raw: dict):
        self.flat = dict(raw)
        for name, value in raw.items():
            made = self.known.get(name)
            # Where both spellings come, the right one counts.
            if made is None or (name != made.name and made.name in raw):
                continue
            if name != made.name:
                self.notes.odd("misspelt", made.name)
            if is_nothing(value):
                self.notes.odd("empty", made.name)
            elif made.read:
                self.values[made.field] = made.read(value, made.name, self.notes)
            elif isinstance(value, list):
                self.values[made.field], self.flat[name] = self._list(made, value)
            else:
                id, self.flat[name] = self._one(made, value, 0)
                self.values[made.field] = id
                if made.many:
                    self.notes.odd("no_list", made.name)
                    self.values[made.field] = (id,) if id else ()

    def _list(self, made: Property, items: list):
        """(the field's value, the value for the raw object)."""
        found = [self._one(made, item, position) for position, item in enumerate(items)]
        ids = tuple(dict.fromkeys(id for id, _kept in found if id))
        kept = [kept for _id, kept in found]
        if made.many:
            return ids, kept
        self.notes.odd("list", made.name)
        # A list that stands in place of its address has none.
        return ("" if made.external or not ids else ids[0]), kept

    def _one(self, made: Property, item, position: int):
        """(id or "", the value for the raw object)."""
        if isinstance(item, str) and not is_nothing(item):
            id = item.strip()
            if is_id(id):
                return id, item
            self.notes.odd("no_web_address", made.name)
        elif isinstance(item, dict) and item:
            return self._object(made, item, position)
        else:
            self.notes.odd("empty_item" if is_nothing(item) else "wrong_type", made.name)
        return "", item

    def _object(self, made: Property, item: dict, position: int):
        if not made.whole:
            self.notes.odd("object_for_url", made.name)
            if not made.external and made.target not in _LEAVES:
                # Who sends an object in place of its URL may send half of it.
                return _id_of(item), item
        if self.depth >= DEEPEST:
            self.notes.odd("too_deep", made.name)
            return _id_of(item), item
        if _id_of(item) == self.notes.id:
            self.notes.odd("circle", made.name)
            return "", item
        inner = _Place(
            self.notes.id, self.notes.type, made.name, position, made.target, self.depth + 1
        )
        child = _read(item, inner, self.notes.warnings)
        if child is None:
            return "", item
        self.children.setdefault(child.id, child)
        return child.id, child.id


def _counting_properties(tombstone: dict) -> dict:
    """The properties of a tombstone that count: the rest is left over, or empty."""
    return {name: tombstone[name] for name in _OF_TOMBSTONES if tombstone.get(name)}


def _report_missing(cls, raw, notes):
    for name, spellings in required(cls, version_of(raw) or "1.0").items():
        if raw.keys().isdisjoint(spellings):
            notes.odd("missing", name)


def _fill_in(values, cls, kind, place: _Place):
    """Add properties that an embedded object lacks: its parent, and in 1.0 its order."""
    parent_type = place.parent_type or _USUAL_PARENT.get(kind, "")
    back = properties(cls).get(parent_type[:1].lower() + parent_type[1:])
    if place.parent and back and back.target == parent_type and not values.get(back.field):
        values[back.field] = (place.parent,) if back.many else place.parent
    if kind == "AgendaItem" and place.role and values.get("order") is None:
        values["order"] = place.position


def _is_bare(raw) -> bool:
    return all(name in _FORMAL or is_nothing(value) for name, value in raw.items())


def _raw_id(raw):
    return raw.get("id") if isinstance(raw, dict) else None


def _id_of(raw) -> str:
    """The id without white space around it, "" when there is none."""
    id = _raw_id(raw)
    id = id.strip() if isinstance(id, str) else ""
    return id if is_id(id) else ""


def _names_other_type(raw) -> bool:
    """Whether it claims a type that OParl does not know."""
    return isinstance(raw, dict) and not is_nothing(raw.get("type")) and not type_name(raw)
