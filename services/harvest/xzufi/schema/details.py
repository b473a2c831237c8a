"""Structured details of a service: `kosten`, `frist`, `bearbeitungsdauer` (XZuFi 2.1 to 2.3)."""

import re

from core.text.html import clean_html
from services import modules
from services.records import Fee, Period, TextModule
from services.records.normalise import amount, boolean, day

from ..codes import TIME_UNITS
from .elements import (
    LOCAL,
    Context,
    Draft,
    Element,
    code_name,
    code_of,
    find,
    find_all,
    link_of,
    localized,
    text_of,
    validity,
)
from .texts import add_texts, channel_of

_MONTH_DAY = re.compile(r"--(\d{2})-(\d{2})(?:Z|[+-]\d{2}:\d{2})?")
_GERMAN_MONTH_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.")
_TEXT = ("beschreibung",)
_DESCRIPTIONS = ("beschreibung", "beschreibungKostenfreiheit", "beschreibungVariabilitaet")


def modul_kosten(element: Element, draft: Draft, context: Context):
    """`modulKosten`: fees, and their text as module 98. 2.3.1: once per access channel."""
    channel = channel_of(element, context)
    for entry in find_all(element, "kosten"):
        fee, links = _fee(entry, channel, context)
        draft.add("fees", fee)
        if links:
            module = TextModule(modules.FEES, "de", links=tuple(links), channel=channel)
            draft.add("modules", module)
    add_texts(element, modules.FEES, draft, context, text_names=_TEXT, others={"kosten"})


def modul_frist(element: Element, draft: Draft, context: Context):
    """`modulFrist`: deadlines, and their text as module 97."""
    channel = channel_of(element, context)
    for entry in find_all(element, "frist"):
        draft.add("deadlines", _period(entry, channel, context))
    add_texts(element, modules.DEADLINES, draft, context, text_names=_TEXT, others={"frist"})


def modul_bearbeitungsdauer(element: Element, draft: Draft, context: Context):
    """`modulBearbeitungsdauer`: processing times, and their text as module 95."""
    channel = channel_of(element, context)
    for entry in find_all(element, "bearbeitungsdauer"):
        draft.add("processing_times", _period(entry, channel, context))
    others = {"bearbeitungsdauer"}
    add_texts(element, modules.PROCESSING_TIME, draft, context, text_names=_TEXT, others=others)


# --- Fees --------------------------------------------------------------------------------


def _fee(element: Element, channel: str, context: Context):
    """(Fee, further links on how it is made up)."""
    type_code, type_name = _type(element)
    valid_from, valid_through = validity(element)
    sums, currency = _sums(element, context)
    links = [link for link in map(link_of, find_all(element, "linkKostenbildung")) if link]
    prepayment = find(element, "vorkasse")
    fee = Fee(
        kind=_fee_kind(element, sums),
        amount=sums.get("betrag", ""),
        minimum=sums.get("betragUntergrenze", ""),
        maximum=sums.get("betragObergrenze", ""),
        currency=currency,
        type_code=type_code,
        type_name=type_name,
        descriptions=_descriptions(element),
        prepayment=boolean(code_of(prepayment)) if prepayment is not None else None,
        url=links[0].url if links else "",
        channel=channel,
        valid_from=valid_from,
        valid_through=valid_through,
    )
    return fee, links[1:]


def _sums(element: Element, context: Context) -> tuple[dict[str, str], str]:
    """({element name: decimal text}, currency); invalid numbers are reported."""
    sums, currency = {}, "EUR"
    for leaf in element.iter():
        name = LOCAL[leaf.tag]
        if not name.startswith("betrag"):
            continue
        raw = code_of(leaf)
        sums[name] = amount(raw)
        if raw and not sums[name]:
            context.warn("amount_not_understood", raw)
        currency = (leaf.get("currency") or leaf.get("currencyCode") or currency).strip().upper()
    return sums, currency


def _fee_kind(element: Element, sums: dict[str, str]) -> str:
    if sums.get("betrag"):
        return "fixed"
    names = {LOCAL[leaf.tag].lower() for leaf in element.iter()}
    return "free" if any("kostenfrei" in name for name in names) else "variable"


# --- Deadlines and durations ---------------------------------------------------------------


def _period(element: Element, channel: str, context: Context) -> Period:
    type_code, type_name = _type(element)
    valid_from, valid_through = validity(element)
    choice = find(element, "fristauswahl")
    values: dict[str, str] = {}
    _read_choice(element if choice is None else choice, values, context)
    descriptions = _descriptions(element)
    if not values:
        context.warn("period_without_value", type_name or type_code)
    elif unread := values.pop("text", ""):
        descriptions.setdefault("de", unread)
    return Period(
        **values,
        type_code=type_code,
        type_name=type_name,
        descriptions=descriptions,
        channel=channel,
        valid_from=valid_from,
        valid_through=valid_through,
    )


_DURATION_FIELDS = {
    "dauer": "amount",
    "dauerBis": "amount_to",
    "einheit": "unit",
    "einheitBis": "unit_to",
}
_DAY_FIELDS = {"von": "day_from", "bis": "day_to"}


def _read_choice(element: Element, values: dict[str, str], context: Context):
    """Dauer or Stichtag, with or without a wrapping element of any name."""
    for child in element:
        name = LOCAL[child.tag]
        if name in ("einheit", "einheitBis"):
            unit = code_of(child).upper()
            if unit not in TIME_UNITS:
                context.warn("unknown_code", f"zeiteinheit {unit}")
            values[_DURATION_FIELDS[name]] = unit
        elif name in ("dauer", "dauerBis") and not len(child):
            values[_DURATION_FIELDS[name]] = text_of(child)
        elif name in _DAY_FIELDS:
            _read_day(child, _DAY_FIELDS[name], values, context)
        elif name not in ("typ", "beschreibung", "gueltigkeit", "positionDarstellung"):
            _read_choice(child, values, context)


def _read_day(element: Element, field: str, values: dict[str, str], context: Context):
    """A date, or a day of every year; anything else stays as text."""
    parts = [text_of(leaf) for leaf in element.iter() if text_of(leaf)]
    raw = " ".join(parts)
    if fixed := _fixed_day(raw, element):
        values[field] = fixed
    elif raw:
        context.warn("day_not_understood", raw)
        values["text"] = raw


def _fixed_day(raw: str, element: Element) -> str:
    """ISO date, or "--MM-DD" from xs:gMonthDay, "01.10." or the children monat and tag."""
    leaves = {LOCAL[leaf.tag]: text_of(leaf).strip("-") for leaf in element.iter()}
    if "monat" in leaves and "tag" in leaves:
        raw = f"--{leaves['monat'].zfill(2)}-{leaves['tag'].zfill(2)}"
    if match := _MONTH_DAY.fullmatch(raw):
        return f"--{match[1]}-{match[2]}"
    if match := _GERMAN_MONTH_DAY.fullmatch(raw):
        return f"--{int(match[2]):02}-{int(match[1]):02}"
    found = day(raw)
    return found.isoformat() if found else ""


def _type(element: Element) -> tuple[str, str]:
    kind = find(element, "typ")
    return code_name(kind) if kind is not None else ("", "")


def _descriptions(element: Element) -> dict[str, str]:
    """{language: HTML}; those inside the choice (why free, how variable) come after."""
    texts: dict[str, str] = {}
    for holder in element.iter():
        for language, text in localized(holder, *_DESCRIPTIONS, clean=clean_html).items():
            if text not in texts.get(language, ""):
                texts[language] = f"{texts[language]} {text}" if language in texts else text
    return texts
