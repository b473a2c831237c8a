"""The layers of a service: federal → state → municipality → editors.

`compose` is the only reader of the layers: the public page, the JSON API, the preview, the
search text and the completeness check all show what it returns. An empty lower layer never
blanks a higher one; only editors can hide a text.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from core.text.html import plain_text
from services import modules
from services.composing.loading import Parts, load
from services.composing.online_access import filled, forms_of, online_services
from services.composing.page import LanguageLink, Section, ServicePage, UnitRole
from services.composing.supplement_layer import own_layer_for
from services.models import Deadline, Fee, ProcessingTime, Responsibility, Service
from services.models.catalogue import Layer
from services.records import EASY_LANGUAGE, Link
from services.validity import is_valid_today

LANGUAGE_NAMES = {"de": "Deutsch", EASY_LANGUAGE: "Leichte Sprache", "en": "English"}
_BLOCK_ENDS = re.compile(r"</(?:li|p|h\d)>|<br ?/?>")
_STRUCTURED = {
    modules.FEES: ("fees", Fee),
    modules.DEADLINES: ("deadlines", Deadline),
    modules.PROCESSING_TIME: ("processing_times", ProcessingTime),
}


@dataclass(frozen=True)
class Text:
    """One module after merging the layers."""

    html: str = ""
    links: tuple[Link, ...] = ()
    heading: str = ""
    layer: int = 0
    # The editors hid the module or wrote all of it: the source's figures go too.
    final: bool = False


NO_TEXT = Text()


def compose(service: Service, language: str = "de", supplement=None) -> ServicePage:
    """The page of a service. `supplement`: show this draft instead of what is published."""
    own = own_layer_for(supplement) if supplement is not None else None
    return assemble(load(service, own), language)


def assemble(parts: Parts, language: str = "de") -> ServicePage:
    """The page composed of loaded parts; no query, unless own texts link to pages."""
    service, own = parts.service, parts.own
    version = parts.versions.get(language) or parts.versions.get("de")
    texts = merged_texts(parts, language)
    own_title = own.get("title", "") if language == "de" else ""
    own_title = own_title or plain_text(texts.get(modules.TITLE, NO_TEXT).html)
    own_teaser = own.get("teaser", "") if language == "de" else ""
    sections = _sections(parts, texts)
    return ServicePage(
        service=service,
        language=language,
        title=own_title or (version.title if version else "") or service.title,
        official_title=version.official_title if version else "",
        teaser=own_teaser or plain_text(texts.get(modules.TEASER, NO_TEXT).html),
        sections=sections,
        section_by_code={section.code: section for section in sections},
        online=online_services(parts, language),
        forms=forms_of(parts, language),
        units=units(parts),
        related=tuple(parts.related),
        languages=_languages(parts, language),
        life_situations=tuple(parts.life_situations),
        synonyms=_synonyms(parts, language),
        status=_status(own),
        status_reason=own.get("status_reason", ""),
        status_until=date.fromisoformat(own["status_until"]) if own.get("status_until") else None,
        updated_at=_updated_at(parts, version),
        source_title=service.source.title if service.source_id else "",
    )


def source_html(service: Service, code: str, language: str = "de") -> str:
    """The text of the source and the municipality in one module, without the editors' layer."""
    text = merged_texts(load(service, own={}), language).get(code, NO_TEXT)
    return text.html


# --- Texts --------------------------------------------------------------------------------


def merged_texts(parts: Parts, language: str) -> dict[str, Text]:
    """{code: Text} of one language, the layers merged from below."""
    texts: dict[str, Text] = {}
    base, version = parts.base_versions.get(language), parts.versions.get(language)
    _merge(texts, base.modules if base else {}, Layer.FEDERAL)
    _merge(texts, version.modules if version else {}, parts.service.layer)
    municipal = parts.municipal.get("modules", {}).get(language, {})
    _merge(texts, municipal, Layer.MUNICIPAL, appending=parts.municipal.get("append", True))
    for item in parts.own.get("modules", ()):
        if item["language"] == language:
            _merge_own(texts, item)
    return texts


def _merge(texts, delivered: dict, layer, appending=False):
    for code, module in delivered.items():
        text = Text(
            html=_with_channels(module),
            links=tuple(Link(**link) for link in module.get("links", ())),
            heading=module.get("heading", ""),
            layer=layer,
        )
        if not text.html and not text.links:
            continue
        below = texts.get(code)
        if appending and below:
            text = Text(below.html + text.html, below.links + text.links, below.heading, text.layer)
        texts[code] = text


def _with_channels(module: dict) -> str:
    """Put the texts of different access channels (2.3.1) under small headings."""
    names = {"100": _("Online"), "200": _("On site")}
    html = module.get("html", "")
    for channel, text in module.get("channels", {}).items():
        html += f"<h4>{names.get(channel, '')}</h4>{text}" if channel in names else text
    return html


def _merge_own(texts, item):
    code, below = item["code"], texts.get(item["code"], NO_TEXT)
    html = expand_db_html(item["text"]) if item["text"] else ""
    if item["mode"] == "hide":
        texts[code] = Text(final=True)
    elif item["mode"] == "replace":
        texts[code] = Text(html, (), below.heading, Layer.EDITORS, final=True)
    elif item["mode"] == "append":
        texts[code] = Text(below.html + html, below.links, below.heading, Layer.EDITORS)


# --- Sections -----------------------------------------------------------------------------


def _sections(parts: Parts, texts: dict[str, Text]) -> tuple[Section, ...]:
    sections = []
    for module in modules.PAGE_ORDER:
        text = texts.get(module.code, NO_TEXT)
        structured = module.code in _STRUCTURED and not text.final
        details = _structured(parts, module.code) if structured else {}
        if text.html or text.links or details:
            heading = text.heading or str(module.heading)
            sections.append(
                _section(parts.service, module.code, heading, module.anchor, text, details)
            )
    for code, text in texts.items():
        if code.startswith(modules.INDIVIDUAL) and (text.html or text.links):
            name = code.removeprefix(modules.INDIVIDUAL)
            heading = text.heading or _("Further information")
            sections.append(
                _section(parts.service, code, heading, f"modul-{name.lower()}", text, {})
            )
    return tuple(sections)


def _section(service, code, heading, anchor, text, details):
    links = tuple(filled(text.links, service))
    return Section(
        code=code,
        heading=heading,
        anchor=anchor,
        html="" if _only_names(text.html, links) else text.html,
        links=links,
        layer=text.layer,
        **details,
    )


def _only_names(html: str, links) -> bool:
    """Whether a text consists of the titles of its links: then the links are enough."""
    titles = {link.title for link in links}
    said = (plain_text(part) for part in _BLOCK_ENDS.split(html))
    return bool(titles) and all(part in titles for part in said if part)


def _structured(parts: Parts, code: str) -> dict[str, tuple]:
    """Fees, deadlines or processing times: of the most specific layer that has any."""
    name, model = _STRUCTURED[code]
    base = parts.service.base if parts.service.base_id else None
    candidates = (
        parts.municipal.get(name),
        parts.service.delivered.get(name),
        base.delivered.get(name) if base else None,
    )
    rows = next((rows for rows in candidates if rows), ())
    found = tuple(part for part in (_part(model, row) for row in rows) if is_valid_today(part))
    return {name: found} if found else {}


def _part(model, values):
    """An unsaved row of the structured detail as it was delivered."""
    values = dict(values)
    for name in ("amount", "minimum", "maximum"):
        if model is Fee:
            values[name] = Decimal(values[name]) if values.get(name) else None
    for name in ("valid_from", "valid_through"):
        values[name] = date.fromisoformat(values[name]) if values.get(name) else None
    return model(**values)


# --- Around -------------------------------------------------------------------------------


def units(parts: Parts) -> tuple[UnitRole, ...]:
    """The responsible units, the editors' first; role "01" before the others."""
    labels = dict(Responsibility.Role.choices)
    named = [(unit_id, role) for unit_id, role in parts.own.get("units", ())]
    named += [(item.unit_id, item.role) for item in parts.responsibilities if item.unit_id]
    found = {}
    for unit_id, role in named:
        if unit_id in parts.units and unit_id not in found:
            label = str(labels.get(role, labels["01"]))
            found[unit_id] = UnitRole(parts.units[unit_id], role or "01", label)
    return tuple(sorted(found.values(), key=lambda item: item.role))


def _languages(parts: Parts, current: str) -> tuple[LanguageLink, ...]:
    tags = set(parts.versions) | {item["language"] for item in parts.own.get("modules", ())}
    tags |= {"de"}
    order = list(LANGUAGE_NAMES)
    return tuple(
        LanguageLink(
            tag=tag,
            name=LANGUAGE_NAMES.get(tag, tag),
            service=parts.service,
            current=tag == current,
            machine_translated=tag in parts.versions and parts.versions[tag].machine_translated,
        )
        for tag in sorted(tags, key=lambda tag: (order.index(tag) if tag in order else 99, tag))
    )


def _synonyms(parts: Parts, language: str) -> tuple[str, ...]:
    delivered = parts.service.delivered.get("synonyms", ())
    terms = [item["term"] for item in delivered if item["language"] == language]
    return tuple(dict.fromkeys([*parts.own.get("aliases", ()), *terms]))


def _status(own: dict) -> str:
    """The editors' status, until its end."""
    until = own.get("status_until")
    if until and date.fromisoformat(until) < timezone.localdate():
        return Service.Status.AVAILABLE
    return own.get("status", Service.Status.AVAILABLE)


def _updated_at(parts: Parts, version):
    moments = [parts.service.source_updated_at, version.updated_at if version else None]
    if parts.own.get("updated_at"):
        moments.append(timezone.datetime.fromisoformat(parts.own["updated_at"]))
    return max((moment for moment in moments if moment), default=None)
