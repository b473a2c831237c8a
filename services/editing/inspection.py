"""Inspection of one service: the texts of each layer, where to change them, changes by runs."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import expand_db_html

from harvest.models import Change
from services import modules
from services.composing.layers import merged_texts
from services.composing.loading import Parts, load
from services.models import Service, Supplement
from services.models.catalogue import Layer

# Where a state's editorial office keeps its texts, by agency (XZuFi schemeAgencyID).
EDITORIAL_SYSTEMS = {
    "L100001": _("the editorial system of Hessen (Hessenfinder)"),
    "L100039": _("the editorial system of Rheinland-Pfalz (rlpDirekt)"),
    "B100019": _("the editorial system of the federal government"),
}


@dataclass(frozen=True)
class LayerRow:
    """One module: the text of each layer (clean HTML, "" for none) and the result."""

    code: str
    heading: str
    federal: str = ""
    state: str = ""
    municipal: str = ""
    own: str = ""
    mode: str = ""
    shown: str = ""


@dataclass(frozen=True)
class Origin:
    """The place where imported fields are edited."""

    title: str
    agency: str
    key: str
    system: str


def layer_rows(service: Service, language: str = "de") -> list[LayerRow]:
    """The modules that any layer has, in the order of the page."""
    parts = load(service)
    base, version = parts.base_versions.get(language), parts.versions.get(language)
    below = base.modules if base else {}
    delivered = version.modules if version else {}
    federal, state = (delivered, {}) if service.layer == Layer.FEDERAL else (below, delivered)
    municipal = parts.municipal.get("modules", {}).get(language, {})
    own = _own_modules(parts, language)
    shown = merged_texts(parts, language)
    rows = [
        LayerRow(
            code=code,
            heading=_heading(code, shown.get(code)),
            federal=_html(federal.get(code)),
            state=_html(state.get(code)),
            municipal=_html(municipal.get(code)),
            own=expand_db_html(own[code]["text"]) if code in own else "",
            mode=own[code]["mode"] if code in own else "",
            shown=shown[code].html if code in shown else "",
        )
        for code in _in_page_order({*federal, *state, *municipal, *own})
    ]
    return [row for row in rows if row.federal or row.state or row.municipal or row.mode]


def layers_used(rows: list[LayerRow]) -> dict[str, bool]:
    """The layers with any text; empty columns are not shown."""
    return {
        name: any(getattr(row, name) for row in rows)
        for name in ("federal", "state", "municipal", "mode")
    }


def origin(service: Service) -> Origin | None:
    """None for the editors' own services."""
    if service.is_own:
        return None
    system = EDITORIAL_SYSTEMS.get(service.agency, _("the editorial system of the source"))
    return Origin(service.source.title, service.agency, service.key, system)


def latest_changes(service: Service, limit: int = 10) -> QuerySet[Change]:
    """The changes of this service by runs, newest first."""
    return (
        Change.objects.filter(
            object_kind="service", key=service.key, run__source_id=service.source_id
        )
        .select_related("run")
        .order_by("-id")[:limit]
    )


def source_texts(supplement: Supplement) -> dict[str, dict[str, str]]:
    """{language: {code: HTML}} of everything below the editors' layer."""
    if supplement.service_id is None:
        return {}
    parts = load(supplement.service, own={})
    languages = {"de", *parts.versions}
    return {
        language: {code: text.html for code, text in merged_texts(parts, language).items()}
        for language in sorted(languages)
    }


def _own_modules(parts: Parts, language):
    items = parts.own.get("modules", ())
    return {item["code"]: item for item in items if item["language"] == language}


def _in_page_order(codes):
    order = {module.code: at for at, module in enumerate(modules.PAGE_ORDER)}
    return sorted(codes, key=lambda code: (order.get(code, len(order)), code))


def _heading(code, text):
    known = modules.MODULES.get(code)
    if known:
        return str(known.heading)
    return (text.heading if text else "") or code.removeprefix(modules.INDIVIDUAL)


def _html(module: dict | None) -> str:
    if not module:
        return ""
    links = "".join(
        f"<li>{escape(link.get('title') or link['url'])}</li>" for link in module.get("links", ())
    )
    return module.get("html", "") + (f"<ul>{links}</ul>" if links else "")
