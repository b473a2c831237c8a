"""Mapping of `details[]` to text modules, fees, deadlines, processing times and internal data."""

import re
from dataclasses import dataclass, field
from datetime import date

from core.text.html import clean_html, is_placeholder, plain_text
from services.records import Fee, Link, Period, TextModule
from services.records.normalise import amount, day

from .values import entries, links, text

FEES, DEADLINES, PROCESSING_TIME = "98", "97", "95"
ORIGIN, APPROVAL = "94", "93"
_CODES = frozenset(
    ("02", "03", "05", "06", "07", "08", "09", "11", "14", "15", "16", "18")
    + ("22", "23", "24", "25", PROCESSING_TIME, DEADLINES, FEES)
)
_BY_CATEGORY = {"KOSTEN": FEES, "FRIST": DEADLINES, "BEARBEITUNGSDAUER": PROCESSING_TIME}
_INTERNAL = frozenset({"STATUS", "STATUSKATALOG", "TYPISIERUNG", "AUSKUNFTSHINWEIS"})
_ONE_LINE = frozenset({"02", "03"})

_UNITS = {
    "jahr": "JAHR",
    "monat": "MONAT",
    "woche": "WOCHE",
    "tag": "TAG",
    "werktag": "WERKTAG",
    "arbeitstag": "ARBEITSTAG",
    "stunde": "STUNDE",
    "minute": "MINUTE",
    "sekunde": "SEKUNDE",
}
_DURATION = re.compile(
    r"(?:^|[:\s])(\d{1,4})(?:\s*(?:-|–|bis)\s*(\d{1,4}))?\s*"
    r"(Jahr|Monat|Woche|Tag|Werktag|Arbeitstag|Stunde|Minute|Sekunde)(?:en|e|n)?\s*\.?$",
    re.IGNORECASE,
)
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,7}(?:[.,]\d{1,2})?"
_MONEY = rf"({_NUMBER})\s*(?:EUR\b|Euro\b|€)"
# One amount and nothing that would make it a lower limit, a rate or one of several.
_FIXED = re.compile(rf"(?:^|[^\w,.–-])\s*{_MONEY}\s*\.?$", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?:^|[\s:])(?:von\s+)?({_NUMBER})\s*(?:EUR|Euro|€)?\s*(?:-|–|bis)\s*{_MONEY}\s*\.?$",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"\b(?:ab|bis|mindestens|höchstens|maximal|ca\.?|je|pro|zzgl\.?)\b", re.I)
_FREE = re.compile(
    r"^(?:keine?|kostenlos|kostenfrei|gebührenfrei|es fallen keine kosten an)\.?$", re.I
)


@dataclass
class Details:
    """The modules of a service in one language."""

    modules: list[TextModule] = field(default_factory=list)
    fees: list[Fee] = field(default_factory=list)
    deadlines: list[Period] = field(default_factory=list)
    processing_times: list[Period] = field(default_factory=list)
    internal: dict[str, object] = field(default_factory=dict)
    origins: list[Link] = field(default_factory=list)
    approved_on: date | None = None
    approved_by: str = ""
    unknown: list[str] = field(default_factory=list)


def read_details(raw: dict, language: str) -> Details:
    """The modules of one language, without placeholders of the PVOG."""
    details = Details()
    for item in entries(raw, "details"):
        code = text(item, "code") or _BY_CATEGORY.get(text(item, "xZufiCategory"), "")
        if code.upper() in _INTERNAL:
            details.internal[code.upper()] = text(item, "text")
        elif code == APPROVAL:
            details.approved_on = day(text(item, "date") or text(item, "text"))
            details.approved_by = "" if day(text(item, "text")) else text(item, "text")
        elif code == ORIGIN:
            details.origins.extend(links(item, language))
        elif item.get("placeholder") is not True:
            _read_module(item, code, language, details)
    return details


def _read_module(item: dict, code: str, language: str, details: Details):
    if code not in _CODES:
        code = f"x:{code or text(item, 'title')}"
        details.unknown.append(code)
    html = _html(item, code)
    found = links(item, language)
    if html or found:
        heading = text(item, "title") if code.startswith("x:") else ""
        details.modules.append(TextModule(code, language, html, found, heading))
    for part in entries(item, "details"):
        if part.get("placeholder") is True:
            continue
        if code == FEES:
            details.fees.append(fee(part, language))
        elif code == DEADLINES:
            details.deadlines.append(deadline(part, language))
        elif code == PROCESSING_TIME:
            details.processing_times.append(processing_time(part, language))


def _html(item: dict, code: str) -> str:
    raw = item.get("text")
    if not isinstance(raw, str) or is_placeholder(raw):
        return ""
    return plain_text(raw) if code in _ONE_LINE else clean_html(raw)


def fee(part: dict, language: str) -> Fee:
    """A fee in words; an amount is read only where it is unambiguous."""
    said, title = text(part, "text"), text(part, "title")
    figures = _figures(said)
    first = next(iter(links(part, language)), None)
    # An amount alone needs no second telling.
    spoken = title if figures["kind"] != "variable" and _is_bare(said) else _joined(title, said)
    return Fee(
        **figures,
        type_code=text(part, "code") if text(part, "code") != FEES else "",
        descriptions={language: spoken} if spoken else {},
        url=first.url if first else "",
    )


def _figures(said: str) -> dict[str, str]:
    if _FREE.match(said):
        return {"kind": "free"}
    if match := _RANGE.search(said):
        return {
            "kind": "variable",
            "minimum": amount(_number(match[1])),
            "maximum": amount(_number(match[2])),
        }
    match = _FIXED.search(said)
    if match and len(re.findall(_MONEY, said, re.I)) == 1 and not _OPEN_END.search(said):
        return {"kind": "fixed", "amount": amount(_number(match[1]))}
    return {"kind": "variable"}


def _number(raw: str) -> str:
    """A number; in a German sentence `1.234` is more than a thousand."""
    return raw.replace(".", "") if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", raw) else raw


def _is_bare(said: str) -> bool:
    return bool(_FREE.match(said) or re.fullmatch(rf"{_MONEY}\.?", said, re.IGNORECASE))


def deadline(part: dict, language: str) -> Period:
    """`title` is the kind (Widerspruchsfrist), `text` the description, ": 1 Monat" at its end."""
    span, rest = _span(text(part, "text"))
    return Period(
        **span,
        type_code=text(part, "code") if text(part, "code") != DEADLINES else "",
        type_name=text(part, "title"),
        descriptions={language: rest} if rest else {},
    )


def processing_time(part: dict, language: str) -> Period:
    """`text` is the duration, `title` what it depends on."""
    span, rest = _span(text(part, "text"))
    spoken = _joined(text(part, "title"), rest)
    return Period(**span, descriptions={language: spoken} if spoken else {})


def _span(said: str) -> tuple[dict[str, str], str]:
    """({amount, unit …}, the words before it)."""
    match = _DURATION.search(said)
    if not match:
        return {}, said
    unit = _UNITS[match[3].lower()]
    span = {"amount": match[1], "unit": unit}
    if match[2]:
        span |= {"amount_to": match[2], "unit_to": unit}
    return span, said[: match.start()].strip().rstrip(":").strip()


def _joined(*parts: str) -> str:
    return ": ".join(part for part in parts if part)
