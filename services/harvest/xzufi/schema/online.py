"""`onlinedienst` → records.OnlineService, `formular` → records.Form."""

from core.text.html import clean_html, plain_text
from services.records import Form, OnlineLink, OnlineService, Responsibility
from services.records.normalise import instant

from .elements import (
    Context,
    Draft,
    Element,
    area_of,
    child_text,
    code_name,
    code_of,
    find,
    identity,
    ignore,
    keep_as,
    language_of,
    link_of,
    localized,
    markup_of,
    parameters_of,
    set_validity,
    text_of,
    walk,
)
from .responsibility import embedded

# Code list urn:xoev-de:fim:codeliste:onlinedienstlinktyp: 01 is the way in.
_START = ("", "01")


def _text_into(field: str, clean=plain_text):
    def handler(child, draft, _context):
        draft.put(field, language_of(child), clean(markup_of(child)))
        for language, text in localized(
            child, "bezeichnung", "name", "inhalt", clean=clean
        ).items():
            draft.put(field, language, text)

    return handler


def _online_link(child: Element, draft: Draft, context: Context):
    """A link to the application or to a help page, with parameters that the portal has to fill."""
    link = link_of(child)
    if link is None:
        context.warn("link_without_address")
        return
    kind = find(child, "typ")
    start = kind is None or code_of(kind) in _START
    draft.add(
        "links", OnlineLink(link.url, link.language, link.title, "start" if start else "info")
    )
    _parameters(child, draft, context)


def _parameters(child: Element, draft: Draft, _context: Context):
    for name, kind in parameters_of(child).items():
        draft.put("parameters", name, kind)


def _own_parameter(child: Element, draft: Draft, _context: Context):
    """`dynamischeParameter` beside the link instead of in it."""
    for holder in (child, *child):
        kind = find(holder, "typ")
        if (name := child_text(holder, "parameterName", "name")) and kind is not None:
            draft.put("parameters", name, code_of(kind))


def _form_link(child: Element, draft: Draft, context: Context):
    if link := link_of(child):
        draft.add("links", link)
    else:
        context.warn("link_without_address")


def _names_into(field: str):
    """A handler for code types that people read: the name, else the code."""

    def handler(child, draft, _context):
        code, name = code_name(child)
        if name or code:
            draft.add(field, name or code)

    return handler


def _trust_level(child: Element, draft: Draft, _context: Context):
    draft["trust_level"] = code_of(child)


def _area(child: Element, draft: Draft, context: Context):
    if area := area_of(child, context):
        draft.add("areas", area)


def _versionsinformation(child: Element, draft: Draft, _context: Context):
    draft["updated_at"] = instant(child_text(child, "geaendertDatumZeit"))


def _language(child: Element, draft: Draft, _context: Context):
    draft.keep("sprachversion", child_text(child, "languageCode"))


def _version(child: Element, draft: Draft, _context: Context):
    draft.setdefault("extra", {})["version"] = text_of(child)


def _format(child: Element, draft: Draft, _context: Context):
    draft.setdefault("extra", {})["format"] = code_of(child)


def _responsibility(holder_kind: str):
    def handler(child, draft, context):
        for record in embedded(child, holder_kind, draft["ref"], context):
            draft.add("_responsibilities", record)

    return handler


_SHARED = {
    "id": ignore,
    "idSekundaer": keep_as("idSekundaer"),
    "bezeichnung": _text_into("names"),
    "beschreibung": _text_into("descriptions", clean_html),
    "versionsinformation": _versionsinformation,
    "versionsinformationen": _versionsinformation,
    "herausgeber": keep_as("herausgeber"),
    "positionDarstellung": ignore,
}
_ONLINE_SERVICE = {
    **_SHARED,
    "kurzbezeichnung": keep_as("kurzbezeichnung"),
    "teaser": _text_into("descriptions", clean_html),
    "kurztext": _text_into("descriptions", clean_html),
    "link": _online_link,
    "dynamischeParameter": _own_parameter,
    "dynamischerParameter": _own_parameter,
    "vertrauensniveau": _trust_level,
    "identifizierungsmittel": _names_into("identification"),
    "zahlungsweise": _names_into("payment_methods"),
    "gueltigkeit": set_validity,
    "gueltigkeitGebietID": _area,
    "gebietID": _area,
    "sprachversion": _language,
    "durchfuehrungssprache": keep_as("durchfuehrungssprache"),
    "hilfelink": keep_as("hilfelink"),
    "logo": keep_as("logo"),
    "typ": keep_as("typ"),
    "zustaendigkeit": _responsibility("online_service"),
}
_FORM = {
    **_SHARED,
    "link": _form_link,
    "formularlink": _form_link,
    "format": _format,
    "version": _version,
    "typ": keep_as("typ"),
    "sprachversion": ignore,
    "gueltigkeit": keep_as("gueltigkeit"),
    "zustaendigkeit": _responsibility("form"),
}


def _read(element, handlers, record_type, context):
    ref = identity(element, context)
    if ref is None:
        return ()
    draft = Draft(ref=ref)
    walk(element, handlers, draft, context)
    draft.pop("_spans", None)
    responsibilities = draft.pop("_responsibilities", ())
    if not draft.get("names"):
        context.warn("without_name")
    return draft.build(record_type), *responsibilities


def online_service(
    element: Element, context: Context
) -> tuple[OnlineService | Responsibility, ...]:
    """The online service and embedded objects; () and a warning when it has no id."""
    return _read(element, _ONLINE_SERVICE, OnlineService, context)


def form(element: Element, context: Context) -> tuple[Form | Responsibility, ...]:
    """The form and embedded objects; () and a warning when it has no id."""
    return _read(element, _FORM, Form, context)
