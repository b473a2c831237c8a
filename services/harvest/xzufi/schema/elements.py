"""Walking XZuFi elements by local name: the vocabulary that the mappers share.

Versions and vendors differ in namespace, in optional wrappers and in the namespace of `code`,
so nothing here looks at namespaces (reference: XZuFi 2.1.0 to 2.3.1).
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.etree import _Element as Element

from core.safe_links import web_address
from core.text.html import plain_text
from core.text.normalise import clean_line
from harvest.report import Warnings
from services.records import Link, Ref
from services.records.normalise import area_key, day, language_tag

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_MOST_NAMES = 4096


class _LocalNames(dict):
    """Tag → local name, remembered; bounded, because tags come from outside."""

    def __missing__(self, tag):
        name = tag.rpartition("}")[2]
        if len(self) < _MOST_NAMES:
            self[tag] = name
        return name


LOCAL = _LocalNames()


@dataclass(slots=True)
class Context:
    """The message that a mapper reads, and its warnings."""

    warnings: Warnings = field(default_factory=Warnings)
    version: str = ""  # "2.1", "2.2", "2.3"
    agency: str = ""
    key: str = ""  # agency/id of the object at hand: the sample of every warning

    def warn(self, kind: str, detail: str = ""):
        self.warnings.add(kind, f"{self.key}: {detail}" if detail else self.key)


class Draft(dict):
    """The fields of a record while its element is walked; only what occurs is set."""

    def add(self, name: str, value: Any):
        """Appends to a tuple-to-be."""
        if name in self:
            self[name].append(value)
        else:
            self[name] = [value]

    def put(self, name: str, key: str, value: Any):
        """Sets an entry of a dict; the first non-empty one wins."""
        entries = self.setdefault(name, {})
        if value and not entries.get(key):
            entries[key] = value

    def keep(self, name: str, value: Any):
        """Appends to a list in `extra`: known or not, no data of the source is lost."""
        self.setdefault("extra", {}).setdefault(name, []).append(value)

    def build(self, record_type, **more):
        """The record; raises TypeError when a handler set a field that it has not."""
        fields = {
            name: tuple(value) if value.__class__ is list else value for name, value in self.items()
        }
        return record_type(**fields, **more)


def walk(element: Element, handlers: dict, draft: Draft, context: Context):
    """Gives each child to its handler(child, draft, context); unknown ones are kept, counted."""
    for child in element:
        name = LOCAL[child.tag]
        handler = handlers.get(name)
        if handler is not None:
            handler(child, draft, context)
        else:
            context.warn("unknown_element", f"{LOCAL[element.tag]}/{name}")
            draft.keep(name, as_data(child))


def ignore(_child: Element, _draft: Draft, _context: Context):
    """A handler for elements that the catalogue ignores on purpose."""


def keep_as(name: str):
    """A handler that keeps an element whole in `extra`."""

    def handler(child, draft, _context):
        draft.keep(name, as_data(child))

    return handler


def text_of(element: Element) -> str:
    """The element's own text as one line, in one spelling."""
    text = element.text
    return clean_line(text) if text else ""


def id_of(element: Element) -> str:
    """The element's own text as an identifier: only blanks around it go."""
    text = element.text
    return " ".join(text.split()) if text else ""


def markup_of(element: Element) -> str:
    """Its text as HTML source; real child elements instead of escaped ones are written out."""
    if not len(element):
        return element.text or ""
    parts = [html.escape(element.text or "", quote=False)]
    for child in element:
        name = LOCAL[child.tag]
        link = f' href="{html.escape(child.get("href"))}"' if child.get("href") else ""
        parts.append(
            f"<{name}{link}>{markup_of(child) if len(child) else _escaped(child)}</{name}>"
        )
        parts.append(html.escape(child.tail or "", quote=False))
    return "".join(parts)


def _escaped(element: Element) -> str:
    return html.escape(element.text or "", quote=False)


def find(element: Element, *names: str) -> Element | None:
    """The first child that bears one of the names."""
    for child in element:
        if LOCAL[child.tag] in names:
            return child
    return None


def find_all(element: Element, *names: str) -> Iterator[Element]:
    return (child for child in element if LOCAL[child.tag] in names)


def child_text(element: Element, *names: str) -> str:
    child = find(element, *names)
    return text_of(child) if child is not None else ""


def code_of(element: Element) -> str:
    """The value of a code type: its child `code` (or `value`), or its own text."""
    for child in element:
        if LOCAL[child.tag] in ("code", "value"):
            element = child
            break
    text = element.text
    return " ".join(text.split()) if text else ""


def code_name(element: Element) -> tuple[str, str]:
    """(code, name) of a code type; a value that is in no list is a name without a code."""
    code, name = "", ""
    for child in element:
        local = LOCAL[child.tag]
        if local in ("code", "value"):
            code = code_of(child) if len(child) else text_of(child)
        elif local in ("name", "bezeichnung", "nichtGelisteterWert"):
            name = name or text_of(child)
    if not code and not name:
        own = text_of(element)
        return (own, "") if len(own) <= 12 and " " not in own else ("", own)
    return code, name


def language_of(element: Element) -> str:
    return language_tag(element.get("languageCode"))


def localized(element: Element, *names: str, clean=plain_text) -> dict[str, str]:
    """{language: text} of repeated children with languageCode; the first of a language wins."""
    texts: dict[str, str] = {}
    for child in find_all(element, *names):
        text = clean(markup_of(child))
        if text:
            texts.setdefault(language_of(child), text)
    return texts


def reference(element: Element, context: Context) -> Ref:
    """The Identifikator as a reference; without an agency it means the object's own."""
    agency = (element.get("schemeAgencyID") or "").strip()
    return Ref(agency or context.agency, id_of(element))


def identity(element: Element, context: Context) -> Ref | None:
    """The object's own Ref, set in the context too; None (and a warning) when it has no id."""
    child = find(element, "id")
    id_text = id_of(child) if child is not None else ""
    if not id_text:
        context.warnings.add(
            "without_identity", f"{LOCAL[element.tag]} in line {element.sourceline}"
        )
        return None
    agency = (child.get("schemeAgencyID") or "").strip()
    ref = Ref(agency, id_text)
    context.agency, context.key = agency, ref.key
    if not agency:
        context.warn("without_agency")
    return ref


def area_of(element: Element, context: Context) -> str:
    """A gebietID as ARS, "" with a warning when it is a key of some other kind."""
    raw = code_of(element)
    area = area_key(raw)
    if raw and not area:
        context.warn("area_not_understood", raw)
    return area


def validity(element: Element, *names: str) -> tuple:
    """(first day, last day) over all `gueltigkeit` periods; None where it is unlimited."""
    begins, ends = [], []
    for period in find_all(element, *(names or ("gueltigkeit",))):
        begins.append(day(child_text(period, "beginn", "von")))
        ends.append(day(child_text(period, "ende", "bis")))
    first = min(begins) if begins and None not in begins else None
    last = max(ends) if ends and None not in ends else None
    return first, last


def set_validity(child: Element, draft: Draft, context: Context):
    """Handler for `gueltigkeit`, 0..n: the span from the earliest begin to the latest end."""
    spans = draft.setdefault("_spans", [])
    spans.append((day(child_text(child, "beginn", "von")), day(child_text(child, "ende", "bis"))))
    begins, ends = zip(*spans, strict=True)
    draft["valid_from"] = None if None in begins else min(begins)
    draft["valid_through"] = None if None in ends else max(ends)


def link_of(element: Element) -> Link | None:
    """HyperlinkErweitert as a Link; None without an address of the web. A bare text is one."""
    url = child_text(element, "uri", "url", "link") or ("" if len(element) else text_of(element))
    if not (url := web_address(url)):
        return None
    language = element.get("languageCode") or child_text(element, "languageCode")
    return Link(
        url=url,
        title=plain_text(markup_of(title)) if (title := find(element, "titel")) is not None else "",
        description=child_text(element, "beschreibung"),
        language=language_tag(language) if language else "",
        parameters=tuple(parameters_of(element).items()),
    )


def parameters_of(element: Element) -> dict[str, str]:
    """{name: type code 001–009, 100} of a link's dynamic parameters (2.3.1)."""
    found = {}
    for child in find_all(element, "dynamischeParameter", "dynamischerParameter"):
        for holder in (child, *child):
            name = child_text(holder, "parameterName", "name")
            kind = find(holder, "typ")
            if name and kind is not None:
                found[name] = code_of(kind)
    return found


def as_data(element: Element) -> Any:
    """Any element as plain JSON data: text, or {name: [data, …]} with its attributes."""
    if not len(element) and not element.attrib:
        return text_of(element)
    data: dict[str, Any] = {LOCAL[name]: value for name, value in element.attrib.items()}
    if text := text_of(element):
        data["text"] = text
    for child in element:
        data.setdefault(LOCAL[child.tag], [])
        if isinstance(data[LOCAL[child.tag]], list):
            data[LOCAL[child.tag]].append(as_data(child))
    return data
