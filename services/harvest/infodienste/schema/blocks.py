"""Mapping of text blocks to modules of the standard, public or internal.

Blocks carry the vendor's keys and German names; both lead to the codes of
urn:de:xzufi:codeliste:leistungstextmodulleika (services.modules). Unknown blocks are kept
under "x:" and their key.
"""

import re
from html import escape

from core.text.html import clean_html, is_placeholder, plain_text
from services.records import TextModule

from .values import entries, key_of, links, text

TITLE, TEASER, DOCUMENTS = "03", "24", "08"
_ONE_LINE = frozenset({"02", "03"})

# Names as folded by `_folded`: lower case, letters only.
_CODES = {
    "leistungsbezeichnung": "02",
    "leistungsbezeichnungii": "03",
    "kurztext": "05",
    "volltext": "06",
    "beschreibung": "06",
    "rechtsgrundlage": "07",
    "rechtsgrundlagen": "07",
    "rechtsgrundlagenn": "07",
    "handlungsgrundlage": "07",
    "handlungsgrundlagen": "07",
    "unterlagen": "08",
    "erforderlicheunterlagen": "08",
    "welcheunterlagenwerdenbenötigt": "08",
    "voraussetzung": "09",
    "voraussetzungen": "09",
    "verfahrensablauf": "11",
    "formulare": "14",
    "anträgeformulare": "14",
    "weiterführendeinformationen": "15",
    "hinweise": "16",
    "hinweisebesonderheiten": "16",
    "besonderheiten": "16",
    "wassollteichnochwissen": "16",
    "urheber": "18",
    "zuständigestelle": "22",
    "anwenmussichmichwenden": "22",
    "ansprechpunkt": "23",
    "ansprechpartner": "23",
    "teaser": "24",
    "kurzinfo": "24",
    "rechtsbehelf": "25",
    "rechtsbehelfe": "25",
    "bearbeitungsdauer": "95",
    "fristen": "97",
    "welchefristenmussichbeachten": "97",
    "kosten": "98",
    "gebühren": "98",
    "kostengebührenauslagenetc": "98",
    "welchegebührenfallenan": "98",
}
# Never public; names as services.modules.INTERNAL_INDIVIDUAL has them where it has them.
_INTERNAL = {
    "typisierung": "TYPISIERUNG",
    "statuskatalog": "STATUSKATALOG",
    "statuskatalogeintrag": "STATUSKATALOG",
    "status": "STATUS",
    "statusbibliothek": "STATUS",
    "statusbibliothekseintrag": "STATUS",
    "auskunftshinweis": "AUSKUNFTSHINWEIS",
    "auskunftshinweise": "AUSKUNFTSHINWEIS",
    "freigabeam": "APPROVED_ON",
    "fachlichfreigegebenam": "APPROVED_ON",
    "freigabedurch": "APPROVED_BY",
    "fachlichfreigegebendurch": "APPROVED_BY",
}
_MODULE_CODE = re.compile(r"(?:^|\D)(0[235-9]|1[14-68]|2[2-5]|9[578])$")


def _folded(name: str) -> str:
    return re.sub(r"[^a-zäöüß]+", "", name.lower())


def internal_name(block: dict) -> str:
    """The name under which a block is kept internally; "" for a public one."""
    kind = block.get("type") or {}
    if kind.get("notPublic") is True:
        return key_of(kind) or text(kind, "name")
    for name in (text(kind, "name"), key_of(kind)):
        if inside := _INTERNAL.get(_folded(name)):
            return inside
    return ""


def code_of(block: dict, by_type_id: dict[str, str]) -> str:
    """The module code of a block.

    by_type_id: {id of the type: code}, learnt from the German object and completed here: in
    another language the type's name is translated, its id is not.
    """
    kind = block.get("type") or {}
    key, name, id = key_of(kind), text(kind, "name"), str(kind.get("id") or "")
    if id and id in by_type_id:
        return by_type_id[id]
    code = _CODES.get(_folded(name)) or _CODES.get(_folded(key))
    if not code and (match := _MODULE_CODE.search(key)):
        code = match[1]
    code = code or f"x:{key or name or id}"
    if id:
        by_type_id[id] = code
    return code


def module(block: dict, code: str, language: str) -> TextModule | None:
    """The block's text as a module; None without text and links."""
    html = _text(block, code)
    found = links(block, "externalLinks", language)
    heading = text(block.get("type") or {}, "name") if code.startswith("x:") else ""
    if not html and not found:
        return None
    return TextModule(code, language, html, found, heading)


def _text(block: dict, code: str) -> str:
    raw = block.get("text")
    raw = raw if isinstance(raw, str) else ""
    norms = [text(norm, "name") for norm in entries(block, "legalNorms")]
    if norms := [norm for norm in norms if norm]:
        raw += "<ul>" + "".join(f"<li>{escape(norm)}</li>" for norm in norms) + "</ul>"
    if is_placeholder(raw):
        return ""
    return plain_text(raw) if code in _ONE_LINE else clean_html(raw)


def documents(raw: dict, language: str) -> TextModule | None:
    """The structured documents as a list, for services that have no text block about them."""
    items = []
    for document in entries(raw, "documents"):
        if text(document, "direction").upper().startswith(("OUT", "AUS")):
            continue
        said = [text(document, "name"), text(document, "note")]
        if said := [part for part in said if part]:
            items.append(f"<li>{escape(': '.join(said))}</li>")
    return TextModule(DOCUMENTS, language, f"<ul>{''.join(items)}</ul>") if items else None
