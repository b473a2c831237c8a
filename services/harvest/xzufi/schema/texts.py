"""Text modules: `modulText`, `modulTextIndividuell`, and the texts of the other modules."""

from collections.abc import Iterator, Set

from core.text.html import clean_html, is_placeholder, plain_text
from services.modules import INDIVIDUAL, INTERNAL_INDIVIDUAL, KNOWN_CODES, OFFICIAL_TITLE, TITLE
from services.records import Link, Synonym, TextModule
from services.records.normalise import day

from ..codes import CHANNELS
from .elements import (
    LOCAL,
    Context,
    Draft,
    Element,
    as_data,
    child_text,
    code_name,
    code_of,
    find,
    language_of,
    link_of,
    localized,
    markup_of,
    text_of,
    validity,
)

# Their texts are shown as plain text, never as HTML.
PLAIN = frozenset({OFFICIAL_TITLE, TITLE})
# What frames a module and is no part of its text.
_FRAME = frozenset(
    {
        *("leikaTextmodul", "individuellesTextmodultyp"),
        *("positionDarstellung", "id", "idSekundaer"),
    }
)


def channel_of(element: Element, context: Context) -> str:
    """The access channel of a 2.3.1 module: "" any, "100" online, "200" on site."""
    child = find(element, "zugangskanal")
    return "" if child is None else _channel(child, context)


def _channel(element: Element, context: Context) -> str:
    code = code_of(element)
    if code not in CHANNELS:
        context.warn("unknown_code", f"zugangskanal {code}")
    return CHANNELS.get(code, "")


def readable(element: Element, code: str) -> str:
    """The text of an `inhalt`, clean; "" for "nicht angegeben" and its like."""
    raw = markup_of(element)
    if not raw:
        return ""
    text = plain_text(raw) if code in PLAIN else clean_html(raw)
    return "" if is_placeholder(text) else text


def modul_text(element: Element, draft: Draft, context: Context):
    """`modulText`: code list urn:de:xzufi:codeliste:leistungstextmodulleika."""
    kind = find(element, "leikaTextmodul")
    code = code_of(kind) if kind is not None else ""
    if code not in KNOWN_CODES:
        context.warn("unknown_module", code or "modulText without code")
        code = INDIVIDUAL + (code or "ohne")
    add_texts(element, code, draft, context)


def modul_text_individuell(element: Element, draft: Draft, context: Context):
    """`modulTextIndividuell`: the editorial office's own module; status and the like stay in."""
    kind = find(element, "individuellesTextmodultyp")
    code, name = code_name(kind) if kind is not None else ("", "")
    code = code or name or "ohne"
    if code.upper() in INTERNAL_INDIVIDUAL:
        draft.setdefault("internal", {})[code.upper()] = localized(element, "inhalt")
        return
    add_texts(element, INDIVIDUAL + code, draft, context, headings={"de": name} if name else _NONE)


class _Module:
    """One module by language, while its element is walked."""

    __slots__ = ("channel", "code", "headings", "links", "texts")

    def __init__(self, code: str, headings: dict[str, str]):
        self.code = code
        self.headings = headings
        self.texts: dict[str, str] = {}
        self.links: dict[str, list[Link]] = {}
        self.channel = ""

    def take_text(self, element: Element):
        if text := readable(element, self.code):
            language = language_of(element)
            before = self.texts.get(language)
            self.texts[language] = before + text if before else text

    def take_link(self, element: Element, _context: Context):
        if link := link_of(element):
            self.links.setdefault(link.language or "de", []).append(link)

    def take_channel(self, element: Element, context: Context):
        self.channel = _channel(element, context)

    def take_heading(self, element: Element, _context: Context):
        self.headings = {**self.headings, language_of(element): plain_text(text_of(element))}

    def records(self) -> Iterator[TextModule]:
        """One TextModule per language that has a text or links; an empty one is none."""
        for language in self.texts | self.links if self.links else self.texts:
            yield TextModule(
                self.code,
                language,
                self.texts.get(language, ""),
                tuple(self.links.get(language, ())),
                self.headings.get(language, ""),
                self.channel,
            )


_PARTS = {
    "weiterfuehrenderLink": _Module.take_link,
    "zugangskanal": _Module.take_channel,
    "leikaTextmodulAbweichendeBezeichnung": _Module.take_heading,
}
_NONE: dict[str, str] = {}


def add_texts(
    element: Element,
    code: str,
    draft: Draft,
    context: Context,
    *,
    headings: dict[str, str] = _NONE,
    text_names: tuple[str, ...] = ("inhalt",),
    others: Set[str] = frozenset(),
):
    """Adds the TextModules of a module element to the draft.

    text_names: the elements that hold the text; others: those that the caller reads itself.
    """
    module = _Module(code, headings)
    for child in element:
        name = LOCAL[child.tag]
        if name in text_names:
            module.take_text(child)
        elif name in _PARTS:
            _PARTS[name](module, child, context)
        elif name == "gueltigkeit":
            _keep_validity(element, code, draft, context)
        elif name not in _FRAME and name not in others:
            context.warn("unknown_element", f"{LOCAL[element.tag]}/{name}")
            draft.keep(f"{LOCAL[element.tag]}/{name}", as_data(child))
    for record in module.records():
        draft.add("modules", record)


def _keep_validity(element: Element, code: str, draft: Draft, context: Context):
    """Keep a module's validity and report it: the catalogue shows modules always."""
    first, last = validity(element)
    if first or last:
        context.warn("module_limited_in_time", code)
        draft.keep("module_validity", {"code": code, "from": first, "through": last})


def auskunftshinweis(element: Element, draft: Draft, _context: Context):
    """`modulAuskunftshinweis`: hints for the call centre (115), never for the public."""
    internal = draft.setdefault("internal", {})
    notes = internal.setdefault("AUSKUNFTSHINWEIS", {})
    for language, text in localized(element, "inhalt", clean=clean_html).items():
        notes[language] = notes.get(language, "") + text


def fachliche_freigabe(element: Element, draft: Draft, _context: Context):
    """`modulFachlicheFreigabe`, 0..n in 2.3.1: the latest approval counts."""
    approved = day(child_text(element, "fachlichFreigegebenAm"))
    if approved and approved >= draft.get("approved_on", approved):
        draft["approved_on"] = approved
    names = localized(element, "fachlichFreigegebenDurch")
    name = names.get("de") or next(iter(names.values()), "")
    if name and not is_placeholder(name):
        draft["approved_by"] = name


def modul_begriffe(element: Element, draft: Draft, _context: Context):
    """`modulBegriffImKontext`: synonyms for the search."""
    for entry in element:
        if LOCAL[entry.tag] != "begriffImKontext":
            continue
        kind = find(entry, "typ")
        for term in entry:
            if LOCAL[term.tag] == "begriff" and (text := plain_text(text_of(term))):
                draft.add(
                    "synonyms",
                    Synonym(text, language_of(term), code_of(kind) if kind is not None else ""),
                )
