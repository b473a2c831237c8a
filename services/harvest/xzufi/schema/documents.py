"""`modulDokument`: documents that applicants hand in and receive, as a list and as data."""

import html

from core.text.html import clean_html
from services import modules
from services.records import TextModule

from .elements import (
    Context,
    Draft,
    Element,
    as_data,
    code_name,
    code_of,
    find,
    find_all,
    localized,
    reference,
)
from .texts import add_texts, channel_of

_INCOMING_TEXTS = ("beschreibung", "beschreibungEingehend")
_READ_HERE = frozenset({"dokumentEingehend", "dokumentAusgehend", "beschreibungAusgehend"})


def modul_dokument(element: Element, draft: Draft, context: Context):
    """Collects the documents; `finish_documents` turns them into text when all is read."""
    for child in find_all(element, "dokumentEingehend", "dokumentAusgehend"):
        # 2.3.1 wraps the incoming document together with how binding it is.
        document = find(child, "dokument")
        _take(child, child if document is None else document, draft, context)
    outgoing = localized(element, "beschreibungAusgehend", clean=clean_html)
    if outgoing:
        draft.keep("documents_issued", outgoing)
    held = Draft()
    add_texts(
        element, modules.DOCUMENTS, held, context, text_names=_INCOMING_TEXTS, others=_READ_HERE
    )
    for module in held.get("modules", ()):
        draft.add("_document_texts", module)
    for name, values in held.get("extra", {}).items():
        for value in values:
            draft.keep(name, value)


def _take(outer: Element, document: Element, draft: Draft, context: Context):
    incoming = outer.tag.endswith("dokumentEingehend")
    names = localized(document, "bezeichnung")
    texts = localized(document, "beschreibung", clean=clean_html)
    kind = find(document, "typ", "art")
    forms = [
        reference(child, context)
        for child in find_all(document, "referenzFormularID", "formularReferenz")
    ]
    for form in forms:
        draft.add("forms", form)
    obligation = find(outer, "pflichtangabetyp")
    draft.keep(
        "documents",
        {
            "direction": "in" if incoming else "out",
            "names": names,
            "descriptions": texts,
            "type": code_name(kind) if kind is not None else None,
            "forms": [form.key for form in forms],
            "obligation": code_of(obligation) if obligation is not None else "",
            "source": as_data(outer),
        },
    )
    if incoming:
        channel = channel_of(outer.getparent(), context)
        for language in names.keys() | texts.keys():
            name, text = html.escape(names.get(language, ""), quote=False), texts.get(language, "")
            item = f"{name}: {text}" if name and text else name or text
            lists = draft.setdefault("_document_lists", {})
            lists.setdefault((language, channel), []).append(item)


def finish_documents(draft: Draft):
    """Module 08 from the documents, in every language and channel where it has no text yet."""
    texts = draft.pop("_document_texts", [])
    lists = draft.pop("_document_lists", {})
    written = {
        (module.language, module.channel)
        for module in draft.get("modules", ())
        if module.code == modules.DOCUMENTS and module.html
    }
    for module in texts:
        if (module.language, module.channel) not in written:
            draft.add("modules", module)
        elif module.links:
            links_only = TextModule(
                modules.DOCUMENTS, module.language, links=module.links, channel=module.channel
            )
            draft.add("modules", links_only)
    for (language, channel), items in lists.items():
        if (language, channel) not in written and (language, "") not in written:
            listed = "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
            module = TextModule(modules.DOCUMENTS, language, html=listed, channel=channel)
            draft.add("modules", module)
