"""Classification of a service: LeiKa keys, structure, life situations, SDG codes."""

from core.text.html import clean_html
from services.records import Category
from services.records.normalise import leika_key

from ..codes import PV_LAGEN, PV_LAGEN_LIST, pv_lage_parent
from .elements import (
    LOCAL,
    XSI_TYPE,
    Context,
    Draft,
    Element,
    as_data,
    child_text,
    code_of,
    find,
    localized,
)


def leika(child: Element, draft: Draft, context: Context):
    """`referenzLeiKa` or `referenzLeistungsschluessel`: 0..n, and often dirty."""
    raw = code_of(child)
    key = leika_key(raw)
    if key is None:
        if raw:
            context.warn("leika_key_not_understood", raw)
            draft.keep("leika_raw", raw)
    elif key not in draft.get("leika_keys", ()):
        draft.add("leika_keys", key)


def struktur(child: Element, draft: Draft, _context: Context):
    """LO, LOV or LOVD: recognised by xsi:type (with a prefix in its value) or by its content."""
    kind = (child.get(XSI_TYPE) or "").rpartition(":")[2]
    if "Detail" in kind or find(child, "verrichtungsdetail") is not None:
        draft["structure"] = "LOVD"
    elif "Verrichtung" in kind or find(child, "verrichtung", "verrichtungLeiKa") is not None:
        draft["structure"] = "LOV"
    else:
        draft["structure"] = "LO"
    draft.keep("struktur", as_data(child))


def kategorie(child: Element, draft: Draft, _context: Context):
    id_text = child_text(child, "id")
    if not id_text:
        return
    kind = find(child, "klasse")
    category = Category(
        scheme=(child_text(kind, "id") if kind is not None else "") or "kategorie",
        id=id_text,
        names=localized(child, "bezeichnung"),
        parent_id=child_text(child, "uebergeordneteKategorieID"),
        descriptions=localized(child, "beschreibung", clean=clean_html),
    )
    draft.add("categories", category)


def klassifizierung(child: Element, draft: Draft, _context: Context):
    """Life situations of the Portalverbund are categories; other lists are kept as they are."""
    code_list = child.get("listURI") or child_text(child, "listURI", "listUri")
    code = code_of(child)
    if not code_list.rpartition(":")[2].startswith(PV_LAGEN_LIST):
        draft.keep("klassifizierung", {"list": code_list, "code": code})
        return
    if code:
        name = child_text(child, "name") or PV_LAGEN.get(code, "")
        names = {"de": name} if name else {}
        category = Category(PV_LAGEN_LIST, code, names, pv_lage_parent(code))
        draft.add("categories", category)


def informationsbereich(child: Element, draft: Draft, _context: Context):
    """2.2: one code each; 2.3.1: one element that holds both annexes' codes."""
    inner = [entry for entry in child if LOCAL[entry.tag].startswith("informationsbereich")]
    for entry in inner or [child]:
        if code := code_of(entry):
            draft.add("sdg_codes", code)
