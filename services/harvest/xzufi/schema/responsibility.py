"""`zustaendigkeitTransferObjekt` and embedded `zustaendigkeit` → records.Responsibility."""

from collections.abc import Iterator

from services.records import Ref, Responsibility

from ..codes import OBJECT_KINDS
from .elements import LOCAL, Context, Element, area_of, code_of, id_of, reference, text_of

_HOLDERS = frozenset({"unit", "online_service", "form"})
# zustaendigkeit/id@schemeID → kind of the holder, where the holder's own reference says nothing
_HOLDER_BY_SCHEME = {
    "zustaendigkeitorganisationseinheit": "unit",
    "zustaendigkeitonlinedienst": "online_service",
    "zustaendigkeitformular": "form",
}


def transfer_object(element: Element, context: Context) -> Iterator[Responsibility]:
    """One responsibility, or one per area where it names several."""
    holder = None
    entries = []
    for child in element:
        name = LOCAL[child.tag]
        if name == "zustaendigkeit":
            entries.append(child)
        elif name == "uebergeordnetesObjektID":
            holder = child
        else:
            context.warnings.add("unknown_element", f"{LOCAL[element.tag]}/{name}")
    if holder is None or not entries or not text_of(holder):
        context.warnings.add("responsibility_incomplete", f"line {element.sourceline}")
        return
    for entry in entries:
        yield from _responsibilities(entry, holder, context)


def embedded(
    element: Element, holder_kind: str, holder: Ref, context: Context
) -> Iterator[Responsibility]:
    """A `zustaendigkeit` inside of its holder, as older messages have it; often without an id."""
    entry = _Entry(element)
    if entry.service is None:
        context.warnings.add("responsibility_incomplete", holder.key)
        return
    service = reference(entry.service, context)
    own = reference(entry.id, context) if entry.id is not None else Ref(holder.agency, "")
    ref = own if own.id else Ref(holder.agency, f"{holder.id}:{service.id}")
    yield from entry.records(ref, holder_kind, holder, service, context)


class _Entry:
    """The parts of a `zustaendigkeit`, looked up once."""

    __slots__ = ("areas", "id", "role", "service")

    def __init__(self, element: Element):
        self.id = self.service = None
        self.role = ""
        self.areas = []
        for child in element:
            name = LOCAL[child.tag]
            if name == "id":
                self.id = child
            elif name in ("leistungID", "idLeistung"):
                self.service = child if text_of(child) else None
            elif name in ("gebietID", "idGebiet"):
                self.areas.append(child)
            elif name == "rolle":
                self.role = code_of(child)

    def records(self, ref, holder_kind, holder, service, context) -> Iterator[Responsibility]:
        """The first area bears the id itself, further ones id#area."""
        areas = dict.fromkeys([area_of(child, context) for child in self.areas]) or ("",)
        for number, area in enumerate(areas):
            yield Responsibility(
                ref if number == 0 else Ref(ref.agency, f"{ref.id}#{area}"),
                holder_kind,
                holder,
                service,
                area,
                self.role,
            )


def _responsibilities(element, holder, context) -> Iterator[Responsibility]:
    entry = _Entry(element)
    if entry.service is None:
        context.warnings.add("responsibility_incomplete", f"line {element.sourceline}")
        return
    own = entry.id
    agency = own.get("schemeAgencyID") if own is not None else None
    # References without an agency of their own mean the responsibility's.
    context.agency = (agency or holder.get("schemeAgencyID") or "").strip()
    holder_ref = reference(holder, context)
    service = reference(entry.service, context)
    own_id = id_of(own) if own is not None else ""
    ref = Ref(context.agency, own_id or f"{holder_ref.id}:{service.id}")
    context.key = ref.key
    if not context.agency:
        context.warn("without_agency")
    kind = _holder_kind(holder, own, context)
    yield from entry.records(ref, kind, holder_ref, service, context)


def _holder_kind(holder: Element, own_id: Element | None, context: Context) -> str:
    scheme = (own_id.get("schemeID") or "").lower() if own_id is not None else ""
    if scheme in _HOLDER_BY_SCHEME:
        return _HOLDER_BY_SCHEME[scheme]
    kind = OBJECT_KINDS.get((holder.get("schemeID") or "").lower(), "")
    if kind in _HOLDERS:
        return kind
    context.warn("holder_kind_guessed", scheme)
    return "unit"
