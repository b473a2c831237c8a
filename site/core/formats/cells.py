"""Cells of tables: harmless to spreadsheets, written as people here write, and what a spreadsheet
has made of them when they come back."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

# A cell that begins so is calculated by some spreadsheet (OWASP: CSV injection).
FORMULA = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What may stand before it and does not keep every program from calculating.
_BEFORE = "'\"`;, \xa0\u200b\ufeff"
_NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d{1,15})?")
# What XML 1.0 cannot hold, and what means nothing in a cell.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_MONTHS = "jan|feb|mrz|mär|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec"
_AS_DATE = re.compile(rf"\d{{1,2}}\.? ?-?(?:{_MONTHS})\.?|(?:{_MONTHS})\.? ?-?\d{{2,4}}", re.I)
_WHOLE_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2}(?: 00:00(?::00)?)?")
_AS_POWER = re.compile(r"-?\d+(?:[.,]\d+)?e[+-]?\d+", re.I)
_AS_FAULT = re.compile(r"#(?:[A-Z/]+[!?]?|#+|ZAHL!|WERT!|NAME\?|BEZUG!|DIV/0!|NV)|Err:\d+", re.I)


def defused(text: str) -> str:
    """The text with a leading apostrophe where a spreadsheet would calculate it."""
    if _NUMBER.fullmatch(text):
        return text
    is_formula = text.startswith(FORMULA) or text.lstrip(_BEFORE).startswith(FORMULA)
    return f"'{text}" if is_formula else text


def as_typed(text: str) -> str:
    """The way back: without the apostrophe that `defused` put there."""
    if text.startswith("'") and defused(text[1:]) == text:
        return text[1:]
    return text


def printable(text: str) -> str:
    """Without control characters, which neither XML nor a reader knows what to do with."""
    return _CONTROL.sub("", text)


def native(value):
    """A value as a spreadsheet has types for it: numbers, days, local times, else text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.replace(tzinfo=None, microsecond=0)
    if isinstance(value, (date, time, int, float, Decimal)):
        return value
    if isinstance(value, Mapping):
        return printable("; ".join(f"{name}: {text(one)}" for name, one in value.items()))
    # A text that waits for the reader's language is no list of letters.
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, Promise)):
        return printable(", ".join(text(one) for one in value))
    return printable(str(value))


def text(value) -> str:
    """A value as people here write it: `50,6809`, `24.12.2026 18:30`, `ja`. Not defused."""
    value = native(value)
    if isinstance(value, datetime):
        return f"{value:%d.%m.}{value.year:04} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.}{value.year:04}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, (float, Decimal)):
        return str(value).replace(".", ",")
    return str(value)


def spoilt(text: str) -> str:
    """What a spreadsheet has made of a text that looked like a number, a sentence for the editor;
    "" for anything that a person may have typed."""
    text = text.strip()
    if _AS_DATE.fullmatch(text):
        reason = pgettext("spreadsheet", "a date")
    elif _AS_POWER.fullmatch(text):
        reason = pgettext("spreadsheet", "a rounded number")
    elif _AS_FAULT.fullmatch(text):
        reason = pgettext("spreadsheet", "an error")
    else:
        return ""
    return _was_spoilt(text, reason)


def spoilt_name(text: str) -> str:
    """The same for a name: “1. Mai” is one, “01.05.2026” is not."""
    text = text.strip()
    if _WHOLE_DATE.fullmatch(text):
        return _was_spoilt(text, pgettext("spreadsheet", "a date"))
    return spoilt(text) if _AS_POWER.fullmatch(text) or _AS_FAULT.fullmatch(text) else ""


def _was_spoilt(text: str, reason: str) -> str:
    return _(
        "“%(text)s”: a spreadsheet has made %(reason)s of what stood here. Please take the Excel "
        "file (XLSX) as a template, or give the column the format “Text” and type it again."
    ) % {"text": text[:80], "reason": reason}


def restored(given: str, known: Iterable[str]) -> str:
    """What was there before a spreadsheet cut leading zeros: the one of `known` that it can be.

    Returns `given` where nothing was cut. Raises ValidationError when it may be several.
    """
    known = set(known)
    if given in known or not given.isascii() or not given.isdigit():
        return given
    short = given.lstrip("0")
    found = [one for one in known if one.isdigit() and one.lstrip("0") == short != one]
    found = [one for one in found if len(one) > len(given)]
    if len(found) > 1:
        raise ValidationError(
            _("“%(text)s” can be %(several)s: a spreadsheet has cut leading zeros.")
            % {"text": given[:80], "several": ", ".join(sorted(found)[:5])}
        )
    return found[0] if found else given
