"""One raw object → itself and what is embedded in it, each as a `Parsed`. No Django here."""

from collections.abc import Iterator
from dataclasses import dataclass

from harvest.report import Warnings

from . import repairs
from .declaring import Property, properties, required
from .identity import key, type_name, version_of
from .types import TYPES, OParlObject
from .values import Notes, is_nothing

# OParl embeds at most three levels: Meeting, AgendaItem, File.
DEEPEST = 6
# Without telling more than these an object only says that it exists.
_FORMAL = frozenset({"id", "type", "created", "modified", "deleted", "license", "licence"})
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

    type: short name, a key of TYPES; "" only for a tombstone that does not tell its type.
    id: the URL as the source wrote it; compare ids by `schema.key`.
    fields: the dataclass of its type; of a tombstone without type a bare OParlObject.
    raw: what the source sent, vendors' own properties included, with every embedded object that
        has become a Parsed of its own replaced by its id.
    version: of the standard, "1.0" or "1.1", "" where the type's URL does not tell.
    parent, role, position: the id of the object that it was embedded in, the property there
        ("agendaItem") and the place in its list from 0 on; parent is "" for what was listed.
    bare: it says nothing but who it is, and must not overwrite a fuller one.
    children: what was embedded in it, in order, each perhaps with children of its own.
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
        """Itself, then all that is embedded in it, at any depth."""
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
    type: what it must be, should it not tell, e.g. "Meeting" in a list of meetings.
    Raises nothing: what is odd is counted in `warnings` as "kind/Type.property".
    """
    place = _Place(parent, parent_type, role, position, type)
    found = _Reading(warnings if warnings is not None else Warnings()).object(raw, place)
    return list(found.everything()) if found else []


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an object stands, and so what it must be."""

    parent: str = ""
    parent_type: str = ""
    role: str = ""
    position: int = 0
    type: str = ""
    depth: int = 0


class _Reading:
    def __init__(self, warnings: Warnings):
        self.warnings = warnings

    def object(self, raw, place: _Place) -> Parsed | None:
        told = type_name(raw) if isinstance(raw, dict) else ""
        kind = told or ("" if _names_other_type(raw) else place.type)
        id = _id_of(raw)
        notes = Notes(self.warnings, kind or place.type or "Object", id or place.parent)
        if not id:
            notes.odd("missing" if is_nothing(_raw_id(raw)) else "no_web_address", "id")
            return None
        deleted = raw.get("deleted") in (True, 1, "true", "True", "1")
        if not kind and not deleted:
            notes.odd("unknown_type", "type")
            return None
        if not told:
            notes.odd("missing", "type")
        return self._read(raw, place, notes, kind, deleted)

    def _read(self, raw, place, notes, kind, deleted) -> Parsed:
        cls = TYPES.get(kind, OParlObject)
        if deleted:
            # What else a tombstone says is left over from its lifetime, or empty strings.
            kept = {name: raw[name] for name in ("created", "modified", "web") if raw.get(name)}
            values, flat, children = self._properties(cls, kept, notes, place)
            return Parsed(
                kind, notes.id, cls(**values, id=notes.id, deleted=True), raw, True,
                version_of(raw), place.parent, place.role, place.position,
            )  # fmt: skip
        values, flat, children = self._properties(cls, raw, notes, place)
        version = version_of(raw)
        for name in required(cls, version or "1.0"):
            if not any(spelt in raw for spelt in _spellings(cls, name)):
                notes.odd("missing", name)
        self._place(values, cls, kind, place)
        repairs.mend(kind, values, notes)
        return Parsed(
            kind,
            notes.id,
            cls(**values, id=notes.id),
            flat,
            version=version,
            parent=place.parent,
            role=place.role,
            position=place.position,
            bare=all(name in _FORMAL or is_nothing(value) for name, value in raw.items()),
            children=tuple(children),
        )

    def _properties(self, cls, raw, notes, place):
        """({field: value}, the raw object with ids for embedded ones, the embedded ones)."""
        known = properties(cls)
        values, flat, children = {}, dict(raw), []
        for name, value in raw.items():
            made = known.get(name)
            if made is None or made.field in values:
                continue
            if name != made.name:
                notes.odd("misspelt", made.name)
            if is_nothing(value):
                notes.odd("empty", made.name)
            elif made.read:
                values[made.field] = made.read(value, made.name, notes)
            else:
                values[made.field], flat[name] = self._refer(made, value, notes, place, children)
        return values, flat, children

    # --- References -----------------------------------------------------------------------

    def _refer(self, made: Property, value, notes, place, children):
        """(the field's value: id or ids, the raw value with ids for embedded objects)."""
        if made.many and not isinstance(value, list):
            notes.odd("no_list", made.name)
        if not made.many and isinstance(value, list):
            notes.odd("list", made.name)
        ids, flat = [], []
        for position, item in enumerate(value if isinstance(value, list) else [value]):
            id, kept = self._target(made, item, position, notes, place, children)
            flat.append(kept)
            if id and id not in ids:
                ids.append(id)
        if made.many:
            return tuple(ids), flat
        if made.external and isinstance(value, list):
            return "", flat
        return (ids[0] if ids else ""), (flat if isinstance(value, list) else flat[0])

    def _target(self, made: Property, item, position, notes, place, children):
        """(id or "", what stays in the raw value)."""
        if is_nothing(item):
            notes.odd("empty_item", made.name)
            return "", item
        if isinstance(item, str):
            id = item.strip()
            if not _is_id(id):
                notes.odd("no_web_address", made.name)
                return "", item
            return id, item
        if not isinstance(item, dict):
            notes.odd("wrong_type", made.name)
            return "", item
        if not made.whole:
            notes.odd("object_for_url", made.name)
        if made.whole or made.external or made.target in _LEAVES:
            return self._embed(made, item, position, notes, place, children)
        # Who sends an object where a URL belongs may send half of it: only its id counts.
        return _id_of(item), item

    def _embed(self, made, item, position, notes, place, children):
        id = _id_of(item)
        if place.depth >= DEEPEST or id == notes.id:
            notes.odd("circle" if id == notes.id else "too_deep", made.name)
            return id, item
        inner = _Place(notes.id, notes.type, made.name, position, made.target, place.depth + 1)
        child = self.object(item, inner)
        if child is None:
            return "", item
        if all(child.id != other.id for other in children):
            children.append(child)
        return child.id, child.id

    def _place(self, values, cls, kind, place: _Place):
        """Put in what an embedded object leaves out: its parent, and in 1.0 its order."""
        parent_type = place.parent_type or _USUAL_PARENT.get(kind, "")
        back = properties(cls).get(parent_type[:1].lower() + parent_type[1:])
        if place.parent and back and back.target == parent_type and not values.get(back.field):
            values[back.field] = (place.parent,) if back.many else place.parent
        if kind == "AgendaItem" and place.role and values.get("order") is None:
            values["order"] = place.position


def _raw_id(raw):
    return raw.get("id") if isinstance(raw, dict) else None


def _id_of(raw) -> str:
    """The id without white space around it, "" when there is none."""
    id = _raw_id(raw)
    id = id.strip() if isinstance(id, str) else ""
    return id if _is_id(id) else ""


def _is_id(text: str) -> bool:
    return len(key(text).partition("://")[2].partition("/")[0]) > 0


def _names_other_type(raw) -> bool:
    """Whether it claims to be something that OParl does not know."""
    return isinstance(raw, dict) and not is_nothing(raw.get("type")) and not type_name(raw)


def _spellings(cls, name):
    made = properties(cls)[name]
    return [spelt for spelt, other in properties(cls).items() if other is made]
