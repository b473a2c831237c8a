"""`organisationseinheit` → records.Unit, with the responsibilities that older messages embed."""

from dataclasses import replace

from core.safe_links import web_address
from core.text.html import clean_html, plain_text
from services.records import Responsibility, Unit
from services.records.normalise import boolean, instant

from .contact import address, channel, opening_hours, person
from .elements import (
    Context,
    Draft,
    Element,
    area_of,
    child_text,
    code_name,
    find,
    identity,
    ignore,
    keep_as,
    language_of,
    localized,
    markup_of,
    reference,
    text_of,
    walk,
)
from .responsibility import embedded


def _text_into(field: str, clean=plain_text):
    def handler(child, draft, _context):
        draft.put(field, language_of(child), clean(markup_of(child)))

    return handler


def _name(child: Element, draft: Draft, _context: Context):
    """`name` holds `name@languageCode` 0..n, or bears the text itself."""
    for language, text in localized(child, "name", "bezeichnung").items():
        draft.put("names", language, text)
    if not len(child):
        draft.put("names", language_of(child), plain_text(text_of(child)))
    for short in localized(child, "kurzbezeichnung", "alternativName").values():
        draft.add("alternative_names", short)


def _alternative_name(child: Element, draft: Draft, _context: Context):
    texts = localized(child, "name", "bezeichnung") or {"de": plain_text(text_of(child))}
    for text in filter(None, texts.values()):
        draft.add("alternative_names", text)


def _kind(child: Element, draft: Draft, _context: Context):
    code, name = code_name(child)
    draft["kind"] = (name or code)[:120]


def _parent(child: Element, draft: Draft, context: Context):
    ref = reference(child, context)
    if ref.id and ref != draft["ref"]:
        draft["parent"] = ref


def _anschrift(child: Element, draft: Draft, context: Context):
    draft.add("addresses", address(child, context))
    coding = find(child, "verwaltungspolitischeKodierung")
    if coding is None or draft.get("area"):
        return
    for name in ("regionalschluessel", "gemeindeschluessel"):
        key = find(coding, name)
        if key is not None and (area := area_of(key, context)):
            draft["area"] = area
            return


def _kommunikation(child: Element, draft: Draft, context: Context):
    if found := channel(child, context):
        draft.add("channels", found)


def _oeffnungszeiten(child: Element, draft: Draft, context: Context):
    """One structured span, or a text as most editorial systems deliver it."""
    if find(child, "wochentag", "oeffnungszeit") is not None:
        for span in opening_hours(child, context):
            draft.add("hours", span)
        return
    for language, text in localized(
        child, "text", "inhalt", "beschreibung", clean=clean_html
    ).items():
        draft.put("hours_texts", language, text)
    if not len(child):
        draft.put("hours_texts", language_of(child), clean_html(markup_of(child)))


def _kontaktperson(child: Element, draft: Draft, context: Context):
    if found := person(child, context):
        draft.add("persons", found)


def _zahlungsweise(child: Element, draft: Draft, _context: Context):
    code, name = code_name(child)
    hidden = boolean(child_text(child, "notPublic", "nichtOeffentlich")) is True
    if (name or code) and not hidden:
        draft.add("payment_methods", name or code)


def _barrierefreiheit(child: Element, draft: Draft, _context: Context):
    """Flags and a note; they apply to addresses without their own."""
    notes = localized(child, "hinweis", "beschreibung", "text")
    if not len(child):
        notes[language_of(child)] = plain_text(markup_of(child))
    for language, text in notes.items():
        draft.put("accessibility", language, text)
    draft["_wheelchair"] = boolean(child_text(child, "rollstuhlgerecht"))
    draft["_lift"] = boolean(child_text(child, "aufzug", "fahrstuhl"))


def _flag(field: str, says: bool):
    def handler(child, draft, _context):
        if boolean(text_of(child)) is says:
            draft[field] = field != "visible"

    return handler


def _termin(child: Element, draft: Draft, _context: Context):
    """`terminErforderlich`, or an element with the address of the appointment service."""
    if url := child_text(child, "uri", "url", "link"):
        draft["appointment_url"] = web_address(url)
    elif boolean(text_of(child)):
        draft["appointment_required"] = True


def _versionsinformation(child: Element, draft: Draft, _context: Context):
    draft["updated_at"] = instant(child_text(child, "geaendertDatumZeit"))


def _position(child: Element, draft: Draft, _context: Context):
    if (text := text_of(child)).isdecimal():
        draft["position"] = min(int(text), 2**31 - 1)


def _zustaendigkeit(child: Element, draft: Draft, context: Context):
    for record in embedded(child, "unit", draft["ref"], context):
        draft.add("_responsibilities", record)


HANDLERS = {
    "id": ignore,
    "idSekundaer": keep_as("idSekundaer"),
    "name": _name,
    "bezeichnung": _text_into("names"),
    "alternativName": _alternative_name,
    "synonym": _alternative_name,
    "kurzbeschreibung": _text_into("short_descriptions"),
    "beschreibung": _text_into("descriptions", clean_html),
    "typ": _kind,
    "kategorie": keep_as("kategorie"),
    "uebergeordneteOrganisationseinheitID": _parent,
    "untergeordneteOrganisationseinheitID": ignore,
    "anschrift": _anschrift,
    "kommunikation": _kommunikation,
    "kommunikationssystem": _kommunikation,
    "kontaktperson": _kontaktperson,
    "oeffnungszeiten": _oeffnungszeiten,
    "oeffnungszeitenText": _text_into("hours_texts", clean_html),
    "zahlungsweise": _zahlungsweise,
    "barrierefreiheit": _barrierefreiheit,
    "terminErforderlich": _termin,
    "onlineTermin": _termin,
    "generalisiert": _flag("generalised", says=True),
    "generalized": _flag("generalised", says=True),
    "visible": _flag("visible", says=False),
    "sichtbar": _flag("visible", says=False),
    "notPublic": _flag("visible", says=True),
    "nichtOeffentlich": _flag("visible", says=True),
    "positionDarstellung": _position,
    "zustaendigkeit": _zustaendigkeit,
    "bankverbindung": keep_as("bankverbindung"),
    "glaeubigeridentifikationsnummer": keep_as("glaeubigeridentifikationsnummer"),
    "internetadresse": keep_as("internetadresse"),
    "bild": keep_as("bild"),
    "herausgeber": keep_as("herausgeber"),
    "gueltigkeit": keep_as("gueltigkeit"),
    "gueltigkeitGebietID": keep_as("gueltigkeitGebietID"),
    "sprachversion": ignore,
    "versionsinformation": _versionsinformation,
    "versionsinformationen": _versionsinformation,
}


def unit(element: Element, context: Context) -> tuple[Unit | Responsibility, ...]:
    """The unit and its embedded responsibilities; () and a warning when it has no id."""
    ref = identity(element, context)
    if ref is None:
        return ()
    draft = Draft(ref=ref)
    walk(element, HANDLERS, draft, context)
    responsibilities = draft.pop("_responsibilities", ())
    _share_accessibility(draft)
    if not draft.get("names"):
        context.warn("without_name")
    return draft.build(Unit), *responsibilities


def _share_accessibility(draft: Draft):
    """Copy the unit's accessibility to each of its visiting addresses."""
    wheelchair, lift = draft.pop("_wheelchair", None), draft.pop("_lift", None)
    if wheelchair is None and lift is None:
        return
    draft["addresses"] = [
        entry
        if entry.kind != "visit"
        else replace(
            entry,
            wheelchair=wheelchair if entry.wheelchair is None else entry.wheelchair,
            lift=lift if entry.lift is None else entry.lift,
        )
        for entry in draft.get("addresses", [])
    ]
