"""`zustaendigkeitTransferObjekt` and embedded `zustaendigkeit` → records.Responsibility."""

from collections.abc import Iterator

from services.records import Ref, Responsibility

from ..codes import OBJECT_KINDS
from .elements import (
    LOCAL,
    Context,
    Element,
    area_of,
    code_of,
    find,
    find_all,
    reference,
    text_of,
)

_HOLDERS = frozenset({"unit", "online_service", "form"})
# zustaendigkeit/id@schemeID → kind of the holder, where the holder's own reference says nothing
_HOLDER_BY_SCHEME = {
    "zustaendigkeitorganisationseinheit": "unit",
    "zustaendigkeitonlinedienst": "online_service",
    "zustaendigkeitformular": "form",
}
_SERVICE = ("leistungID", "idLeistung")
_AREA = ("gebietID", "idGebiet")


def transfer_object(element: Element, context: Context) -> Iterator[Responsibility]:
    """One responsibility, or one per area where it names several."""
    holder_element = find(element, "uebergeordnetesObjektID")
    entries = list(find_all(element, "zustaendigkeit"))
    if holder_element is None or not text_of(holder_element) or not entries:
        context.key = LOCAL[element.tag]
        context.warn("responsibility_incomplete", f"line {element.sourceline}")
        return
    for entry in entries:
        kind = _holder_kind(holder_element, find(entry, "id"), context)
        context.agency = _agency_of(entry) or holder_element.get("schemeAgencyID", "").strip()
        yield from _responsibilities(entry, kind, reference(holder_element, context), context)


def embedded(
    element: Element, holder_kind: str, holder: Ref, context: Context
) -> Iterator[Responsibility]:
    """A `zustaendigkeit` inside of its holder, as older messages have it; often without an id."""
    yield from _responsibilities(element, holder_kind, holder, context)


def _responsibilities(entry, holder_kind, holder, context) -> Iterator[Responsibility]:
    service_element = find(entry, *_SERVICE)
    if service_element is None or not text_of(service_element):
        context.key = holder.key
        context.warn("responsibility_incomplete", "no leistungID")
        return
    service = reference(service_element, context)
    role = find(entry, "rolle")
    own_id = find(entry, "id")
    ref = reference(own_id, context) if own_id is not None else Ref(holder.agency, "")
    if not ref.id:
        ref = Ref(holder.agency, f"{holder.id}:{service.id}")
    for area, area_ref in _areas(entry, ref, context):
        yield Responsibility(
            ref=area_ref,
            holder_kind=holder_kind,
            holder=holder,
            service=service,
            area=area,
            role=code_of(role) if role is not None else "",
        )


def _areas(entry: Element, ref: Ref, context: Context) -> Iterator[tuple[str, Ref]]:
    """(area, identity): the first area bears the id itself, further ones id#area."""
    context.key = ref.key
    areas = dict.fromkeys(area_of(child, context) for child in find_all(entry, *_AREA))
    for number, area in enumerate(areas or ("",)):
        yield area, ref if number == 0 else Ref(ref.agency, f"{ref.id}#{area}")


def _agency_of(entry: Element) -> str:
    own_id = find(entry, "id")
    return (own_id.get("schemeAgencyID") or "").strip() if own_id is not None else ""


def _holder_kind(holder: Element, own_id: Element | None, context: Context) -> str:
    scheme = (own_id.get("schemeID") or "").lower() if own_id is not None else ""
    if scheme in _HOLDER_BY_SCHEME:
        return _HOLDER_BY_SCHEME[scheme]
    kind = OBJECT_KINDS.get((holder.get("schemeID") or "").lower(), "")
    if kind in _HOLDERS:
        return kind
    context.key = text_of(holder)
    context.warn("holder_kind_guessed", scheme)
    return "unit"
