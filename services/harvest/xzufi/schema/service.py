"""`leistung` → records.Service, and `spezialisierung` → records.Specialisation."""

from services.records import LanguageVersion, Service, Specialisation
from services.records.normalise import boolean, instant

from .classification import informationsbereich, kategorie, klassifizierung, leika, struktur
from .details import modul_bearbeitungsdauer, modul_frist, modul_kosten
from .documents import finish_documents, modul_dokument
from .elements import (
    LOCAL,
    Context,
    Draft,
    Element,
    area_of,
    code_of,
    identity,
    ignore,
    keep_as,
    language_of,
    language_tag,
    link_of,
    reference,
    set_validity,
    text_of,
    walk,
)
from .texts import (
    auskunftshinweis,
    fachliche_freigabe,
    modul_begriffe,
    modul_text,
    modul_text_individuell,
)


def _code_into(field: str):
    """A handler that appends a code to a field."""

    def handler(child, draft, _context):
        if code := code_of(child):
            draft.add(field, code)

    return handler


def _internal(name: str):
    """A handler for internal elements, which the public never sees."""

    def handler(child, draft, _context):
        draft.setdefault("internal", {}).setdefault(name, []).append(code_of(child))

    return handler


def _related(child: Element, draft: Draft, context: Context):
    ref = reference(child, context)
    if ref.id:
        draft.add("related", ref)


def _area(child: Element, draft: Draft, context: Context):
    if (area := area_of(child, context)) and area not in draft.get("areas", ()):
        draft.add("areas", area)


def _ursprungsportal(child: Element, draft: Draft, _context: Context):
    if link := link_of(child):
        draft.add("origin_links", link)


def _flag(field: str):
    def handler(child, draft, _context):
        draft[field] = boolean(code_of(child))

    return handler


def _form_flag(name: str):
    """2.3.1 flags of a form that have no column: personal appearance, informal application."""

    def handler(child, draft, _context):
        draft.setdefault("extra", {})[name] = boolean(code_of(child))

    return handler


def _single_contact(child: Element, draft: Draft, _context: Context):
    """2.2: true or false; 2.3.1: codes 00, 11, 19, several with commas between."""
    before = draft.get("single_contact", "")
    draft["single_contact"] = f"{before},{code_of(child)}" if before else code_of(child)


def _trust_level(child: Element, draft: Draft, _context: Context):
    draft["trust_level"] = code_of(child)


def _versionsinformation(child: Element, draft: Draft, _context: Context):
    for entry in child:
        name = LOCAL[entry.tag]
        if name == "geaendertDatumZeit":
            draft["updated_at"] = instant(entry.text)
        elif name == "erstelltDatumZeit":
            draft["created_at"] = instant(entry.text)


def _sprachversion(child: Element, draft: Draft, _context: Context):
    told = {LOCAL[entry.tag]: entry for entry in child}
    code = told.get("languageCode")
    name = text_of(told["sprachbezeichnungDeutsch"]) if "sprachbezeichnungDeutsch" in told else ""
    tag = language_tag(text_of(code)) if code is not None else language_of(child)
    # Leichte Sprache often bears the code "de" and says in its name alone what it is.
    if language_tag(name) == "de-LS":
        tag = "de-LS"
    machine = told.get("kennzeichenMaschinelleUebersetzung")
    changed = told.get("geaendertDatumZeit")
    draft.add(
        "languages",
        LanguageVersion(
            tag=tag,
            name=name,
            machine_translated="maschinelleUebersetzung" in told
            or (machine is not None and boolean(text_of(machine)) is True),
            updated_at=instant(changed.text) if changed is not None else None,
        ),
    )


def _embedded_specialisation(child: Element, draft: Draft, context: Context):
    key = context.key
    if addition := specialisation(child, context, draft["ref"]):
        draft.add("specialisations", addition)
    context.key = key


# Modules that a municipality's addition can have as well.
_MODULES = {
    "modulText": modul_text,
    "modulTextIndividuell": modul_text_individuell,
    "modulKosten": modul_kosten,
    "modulFrist": modul_frist,
    "modulBearbeitungsdauer": modul_bearbeitungsdauer,
    "modulDokument": modul_dokument,
}
_COMMON = {
    "id": ignore,
    "idSekundaer": keep_as("idSekundaer"),
    "struktur": struktur,
    **_MODULES,
    "modulBegriffImKontext": modul_begriffe,
    "modulFachlicheFreigabe": fachliche_freigabe,
    "modulAuskunftshinweis": auskunftshinweis,
    "modulUrsprungsportal": _ursprungsportal,
    "typisierung": _internal("TYPISIERUNG"),
    "vertrauensniveau": _trust_level,
    "leistungsadressat": _code_into("audiences"),
    "kategorie": kategorie,
    "klassifizierung": klassifizierung,
    "herausgeber": keep_as("herausgeber"),
    "gueltigkeitGebietID": _area,
    "relevantFuerWirtschaftszweig": keep_as("relevantFuerWirtschaftszweig"),
    "relevantFuerRechtsform": keep_as("relevantFuerRechtsform"),
    "relevantFuerStaatsangehoerigkeit": keep_as("relevantFuerStaatsangehoerigkeit"),
    "sprachversion": _sprachversion,
    "gueltigkeit": set_validity,
    "spezialisierung": _embedded_specialisation,
}
# What the versions name, or mean, differently (FIM models Leistung220 and Leistung231).
_UNTIL_22 = {
    "referenzLeiKa": leika,
    "kennzeichenSchriftformerfordernis": _flag("written_form"),
    "informationsbereichSDG": informationsbereich,
    "idLeistungImKontext": _related,
    "idProzess": keep_as("idProzess"),
    "kennzeichenEA": _single_contact,
    "versionsinformation": _versionsinformation,
}
_SINCE_23 = {
    "referenzLeistungsschluessel": leika,
    "statusKatalog": _internal("STATUSKATALOG"),
    "statusBibliothek": _internal("STATUS"),
    "detailstufe": _internal("DETAILSTUFE"),
    "bezugsortTyp": _internal("BEZUGSORTTYP"),
    "kennzeichenFormularSchriftformerfordernis": _flag("written_form"),
    "kennzeichenFormularPersoenlich": _form_flag("personal_appearance"),
    "kennzeichenFormularFormlos": _form_flag("informal_application"),
    "informationsbereicheSDG": informationsbereich,
    "leistungImKontextID": _related,
    "prozessID": keep_as("prozessID"),
    "durchfuehrbarEinheitlicheStelle": _single_contact,
    "versionsinformationen": _versionsinformation,
}


def _foreign(handlers: dict) -> dict:
    """Handlers of another version's elements: they are understood all the same, and reported."""

    def reported(name, handler):
        def wrapper(child, draft, context):
            context.warn("element_of_other_version", name)
            handler(child, draft, context)

        return wrapper

    return {name: reported(name, handler) for name, handler in handlers.items()}


_UNTIL_22_TABLE = {**_foreign(_SINCE_23), **_COMMON, **_UNTIL_22}
_BY_VERSION = {
    "2.1": _UNTIL_22_TABLE,
    "2.2": _UNTIL_22_TABLE,
    "2.3": {**_foreign(_UNTIL_22), **_COMMON, **_SINCE_23},
}
_ANY_VERSION = {**_COMMON, **_UNTIL_22, **_SINCE_23}


def service(element: Element, context: Context) -> Service | None:
    """A `leistung` of any version; None, and a warning, when it has no id."""
    ref = identity(element, context)
    if ref is None:
        return None
    draft = Draft(ref=ref)
    walk(element, _BY_VERSION.get(context.version, _ANY_VERSION), draft, context)
    if "_document_texts" in draft or "_document_lists" in draft:
        finish_documents(draft)
    draft.pop("_spans", None)
    if "modules" not in draft:
        context.warn("without_text")
    return draft.build(Service)


def _leistung_id(child: Element, draft: Draft, context: Context):
    draft["service"] = reference(child, context)


_SPECIALISATION = {
    "id": ignore,
    "idSekundaer": ignore,
    **_MODULES,
    "leistungID": _leistung_id,
    "idLeistung": _leistung_id,
    "uebergeordnetesObjektID": _leistung_id,
    "gebietID": _area,
    "gueltigkeitGebietID": _area,
    "versionsinformation": _versionsinformation,
    "versionsinformationen": _versionsinformation,
    "sprachversion": ignore,
    "modulUrsprungsportal": ignore,
    "herausgeber": ignore,
}


def specialisation(element: Element, context: Context, service_ref=None) -> Specialisation | None:
    """A `spezialisierung`: a municipality's addition to one service in some areas.

    service_ref: the service in which it stands, where it names none itself.
    """
    ref = identity(element, context)
    if ref is None:
        return None
    draft = Draft()
    if service_ref:
        draft["service"] = service_ref
    walk(element, _SPECIALISATION, draft, context)
    finish_documents(draft)
    # A specialisation has no places for these; what they hold was counted where it was met.
    for name in ("extra", "internal", "forms"):
        draft.pop(name, None)
    if "service" not in draft:
        context.warn("specialisation_without_service")
        return None
    return draft.build(Specialisation, ref=ref)
