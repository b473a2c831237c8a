"""A service description in its languages → Service."""

from core.text.html import clean_html, is_placeholder
from harvest.report import Warnings
from services.harvest.translated import only_translated
from services.records import Category, LanguageVersion, Ref, Service, Synonym, TextModule
from services.records.normalise import area_key, day, leika_key

from .modules import Details, read_details
from .values import entries, link, ref, text, updated, words

PV_LAGEN = "pvlagen"
Versions = dict[str, dict]  # {language tag: raw object}, German first


def service(versions: Versions, warnings: Warnings) -> Service:
    german = next(iter(versions.values()))
    own = ref(german["id"])
    details = {tag: _with_names(read_details(raw, tag), raw, tag) for tag, raw in versions.items()}
    main, first = next(iter(details.items()))
    modules = only_translated({tag: said.modules for tag, said in details.items()}, main)
    for code in first.unknown:
        warnings.add("unknown_module", f"{own.key}: {code}")
    typing = entries(german, "typing")
    if typing:
        first.internal["TYPISIERUNG"] = ", ".join(text(item, "code") for item in typing)
    origins = [made for item in entries(german, "sourcePortals") if (made := link(item))]
    return Service(
        ref=own,
        leika_keys=_leika_keys(german, own, warnings),
        modules=tuple(module for said in modules.values() for module in said),
        fees=tuple(first.fees),
        deadlines=tuple(first.deadlines),
        processing_times=tuple(first.processing_times),
        synonyms=_synonyms(versions),
        categories=_categories(german),
        languages=tuple(
            LanguageVersion(tag, updated_at=updated(raw))
            for tag, raw in versions.items()
            if modules[tag]
        ),
        areas=tuple(key for raw in words(german, "ars") if (key := area_key(raw))),
        audiences=tuple(words(german, "addressees")),
        sdg_codes=tuple(
            code for item in entries(german, "sdgInformation") if (code := text(item, "code"))
        ),
        origin_links=tuple({each.url: each for each in [*origins, *first.origins]}.values()),
        approved_on=first.approved_on,
        approved_by=first.approved_by,
        valid_from=day(text(german, "validFrom")),
        valid_through=day(text(german, "validTo")),
        updated_at=updated(german),
        internal=first.internal,
    )


def _with_names(details: Details, raw: dict, tag: str) -> Details:
    """Name and description stand in where the modules 03 and 24 are missing."""
    said = {module.code for module in details.modules}
    name, description = text(raw, "name", "title"), raw.get("description")
    if name and not said & {"02", "03"}:
        details.modules.insert(0, TextModule("03", tag, name))
    if isinstance(description, str) and "24" not in said and not is_placeholder(description):
        html = clean_html(description)
        if html not in {module.html for module in details.modules}:
            details.modules.append(TextModule("24", tag, html))
    return details


def _leika_keys(raw: dict, own: Ref, warnings: Warnings) -> tuple[str, ...]:
    keys = {}
    for word in words(raw, "leikakeys"):
        if key := leika_key(word):
            keys[key] = None
        else:
            warnings.add("leika_key_not_understood", f"{own.key}: {word}")
    return tuple(keys)


def _synonyms(versions: Versions) -> tuple[Synonym, ...]:
    """A word that only repeats the German one belongs to no other language."""
    found: dict[str, Synonym] = {}
    for tag, raw in versions.items():
        for word in words(raw, "synonyms"):
            found.setdefault(word.casefold(), Synonym(word, tag))
    return tuple(found.values())


def _categories(raw: dict) -> tuple[Category, ...]:
    """The trees of `personalMatters`, every node with its parent, the highest first."""
    found: dict[str, Category] = {}

    def take(node, parent):
        code = text(node, "code")
        if code and code not in found:
            name = text(node, "name")
            found[code] = Category(PV_LAGEN, code, {"de": name} if name else {}, parent)
            for child in entries(node, "children"):
                take(child, code)

    for node in entries(raw, "personalMatters"):
        take(node, "")
    return tuple(found.values())
