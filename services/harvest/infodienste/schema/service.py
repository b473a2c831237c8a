"""PublicServiceType in all its languages → one Service and its municipal Specialisations."""

from dataclasses import dataclass, field

from core.text.html import plain_text
from services.harvest.translated import only_translated
from services.records import (
    Category,
    Fee,
    LanguageVersion,
    Period,
    Service,
    Specialisation,
    Synonym,
    TextModule,
)
from services.records.normalise import day, instant, leika_key

from . import blocks, figures
from .values import Context, Versions, entries, key_of, main, reference_ids, text, words


@dataclass
class _Local:
    """The additions of one area."""

    modules: list[TextModule] = field(default_factory=list)
    fees: list[Fee] = field(default_factory=list)
    deadlines: list[Period] = field(default_factory=list)
    processing_times: list[Period] = field(default_factory=list)


@dataclass
class _Reading:
    """One service while it is read."""

    context: Context
    key: str
    modules: dict[str, list[TextModule]] = field(default_factory=dict)
    internal: dict[str, object] = field(default_factory=dict)
    local: dict[str, _Local] = field(default_factory=dict)

    def warn(self, kind: str, detail: str = ""):
        self.context.warnings.add(kind, f"{self.key}: {detail}" if detail else self.key)

    def in_area(self, area: str) -> _Local | None:
        """The collected additions of an area; None for an unknown area."""
        key = self.context.area_key(area)
        if key is None:
            self.warn("area_not_understood", area)
            return None
        return self.local.setdefault(key, _Local())


def service(
    versions: Versions, context: Context, categories: tuple[Category, ...] = ()
) -> tuple[Service, list[Specialisation]]:
    """One service out of {language tag: object}, German first."""
    german = main(versions)
    reading = _Reading(context, str(german["id"]))
    type_codes: dict[str, str] = {}
    for tag, raw in versions.items():
        reading.modules[tag] = _modules(raw, tag, reading, type_codes)
    reading.modules = only_translated(reading.modules, next(iter(versions)))
    told = {tag: raw for tag, raw in versions.items() if reading.modules[tag]}
    own_figures = {
        name: tuple(_common(found, name, reading))
        for name, found in (
            ("fees", figures.fees(told)),
            ("deadlines", figures.periods(told, "periods")),
            ("processing_times", figures.periods(told, "servicePeriods")),
        )
    }
    approved = reading.internal.pop("APPROVED_ON", ""), reading.internal.pop("APPROVED_BY", "")
    updates = {tag: instant(text(raw, "lastUpdated")) for tag, raw in told.items()}
    written_form = german.get("writtenFormRequired")
    record = Service(
        ref=context.ref(german["id"]),
        leika_keys=_leika_keys(german, reading),
        structure=text(german, "type"),
        modules=tuple(module for found in reading.modules.values() for module in found),
        **own_figures,
        synonyms=_synonyms(told),
        categories=categories,
        languages=tuple(LanguageVersion(tag, updated_at=at) for tag, at in updates.items()),
        areas=_areas(german, reading),
        related=tuple(context.ref(id) for id in reference_ids(german, "relatedPublicServiceTypes")),
        audiences=_keys(german, "receivers"),
        trust_level=key_of(german.get("trustLevel")),
        written_form=written_form if isinstance(written_form, bool) else None,
        single_contact="11" if german.get("singlePointOfContact") is True else "",
        sdg_codes=_keys(german, "sdgInformationAreas"),
        approved_on=day(approved[0]),
        approved_by=approved[1],
        updated_at=max((at for at in updates.values() if at), default=None),
        internal=reading.internal,
    )
    return record, _specialisations(record, reading)


def _modules(raw, tag, reading, type_codes) -> list[TextModule]:
    """The text modules of one language; internal blocks are kept apart."""
    found: dict[str, TextModule] = {}
    title = text(raw, "name")
    if title:
        found[blocks.TITLE] = TextModule(blocks.TITLE, tag, title)
    if teaser := blocks.module({"text": raw.get("teaser")}, blocks.TEASER, tag):
        found[blocks.TEASER] = teaser
    for block in entries(raw, "textBlocks"):
        if inside := blocks.internal_name(block):
            reading.internal.setdefault(inside, plain_text(str(block.get("text") or "")))
            continue
        code = blocks.code_of(block, type_codes)
        if code.startswith("x:") and not reading.modules:
            # Told once, not again in every language.
            reading.warn("unknown_module", code)
        module = blocks.module(block, code, tag)
        if module:
            found.setdefault(code, module)
        _gather_local(block, code, tag, reading)
    if blocks.DOCUMENTS not in found and (module := blocks.documents(raw, tag)):
        found[blocks.DOCUMENTS] = module
    return list(found.values())


def _gather_local(block, code, tag, reading):
    """Collect an area's texts; an empty one never blanks the text above it."""
    for special in entries(block, "specialisations"):
        module = blocks.module(special, code, tag)
        local = reading.in_area(text(special, "restrictedArea")) if module else None
        if local:
            local.modules.append(module)


def _common(found, name, reading):
    """The figures valid everywhere; those of one area go to its specialisation."""
    for area, figure in found:
        if not area:
            yield figure
        elif local := reading.in_area(area):
            getattr(local, name).append(figure)


def _specialisations(record: Service, reading: _Reading) -> list[Specialisation]:
    return [
        Specialisation(
            ref=reading.context.ref(f"{record.ref.id}@{area}" if area else record.ref.id),
            service=record.ref,
            areas=(area,) if area else (),
            modules=_without_repetitions(local.modules),
            fees=tuple(local.fees),
            deadlines=tuple(local.deadlines),
            processing_times=tuple(local.processing_times),
            updated_at=record.updated_at,
        )
        for area, local in sorted(reading.local.items())
    ]


def _without_repetitions(modules: list[TextModule]) -> tuple[TextModule, ...]:
    """Drop texts of a language that only repeat the German ones."""
    kept: list[TextModule] = []
    for module in modules:
        same = any(m.code == module.code and m.html == module.html for m in kept)
        if not same:
            kept.append(module)
    return tuple(kept)


def _leika_keys(german, reading) -> tuple[str, ...]:
    keys = []
    for raw in words(german, "leikaKeys"):
        key = leika_key(raw)
        if key:
            keys.append(key)
        else:
            reading.warn("leika_key_not_understood", raw)
    return tuple(dict.fromkeys(keys))


def _synonyms(told: Versions) -> tuple[Synonym, ...]:
    found = {
        (word.casefold(), word): Synonym(word, tag)
        for tag, raw in reversed(told.items())
        for word in reversed(words(raw, "synonyms"))
    }
    return tuple(reversed(found.values()))


def _areas(german, reading) -> tuple[str, ...]:
    keys = []
    for reference in entries(german, "restrictedAreas"):
        area = text(reference, "id") or text(reference, "name")
        key = reading.context.area_key(area)
        if key:
            keys.append(key)
        elif key is None:
            reading.warn("area_not_understood", area)
    return tuple(dict.fromkeys(keys))


def _keys(raw, name) -> tuple[str, ...]:
    return tuple(key for item in entries(raw, name) if (key := key_of(item) or text(item, "name")))
