"""Answers to facets: parsing, writing, and formatting for readers.

An answer is kept as plain JSON: a text (one of several), a list of texts (any of several), a
bool (yes or no), [low, high] (a number is both). No answer is no key.
"""

import math
import re

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.formats.cells import spoilt
from core.text.normalise import matching_key

BETWEEN = "|"
YES = ("ja", "j", "yes", "y", "wahr", "true", "1", "x")
NO = ("nein", "n", "no", "falsch", "false", "0")
_NUMBER = r"\d{1,9}(?:[.,]\d{1,4})?"
_RANGE = re.compile(rf"({_NUMBER})(?:\s*(?:-|–|—|bis)\s*({_NUMBER}))?")
_OPEN = re.compile(rf"(ab|bis)\s*({_NUMBER})")
HIGHEST = 999_999_999


def read(facet, text: str):
    """The answer in a cell of a CSV file or a form; None when it is empty.

    Raises ValidationError with a sentence about the valid values.
    """
    text = " ".join(text.split())
    return _READERS[facet.kind](facet, text) if text else None


def write(facet, value) -> str:
    """The text that `read` parses back; "" without an answer."""
    if value is None or value == []:
        return ""
    if facet.kind == "yes-no":
        return "ja" if value else "nein"
    if facet.kind == "range":
        low, high = value
        if high >= HIGHEST:
            return f"ab {_written(low)}"
        # "1-6" would become the first of June in a spreadsheet.
        return _written(low) if low == high else f"{_written(low)} bis {_written(high)}"
    return f" {BETWEEN} ".join(answers(value))


def describe(facet, value) -> str:
    """For readers: `3–12 years`, `yes`, `Swing, Slide`."""
    if value is None or value == []:
        return ""
    if facet.kind == "yes-no":
        return _("yes") if value else _("no")
    if facet.kind == "range":
        low, high = (_describe_number(number) for number in value)
        if value[1] >= HIGHEST:
            numbers = _("from %(low)s") % {"low": low}
        elif value[0] <= 0 < value[1]:
            numbers = _("up to %(high)s") % {"high": high}
        else:
            numbers = low if low == high else f"{low}–{high}"
        return f"{numbers} {facet.unit}".strip()
    return ", ".join(answers(value))


def answers(value) -> list[str]:
    """The texts of an answer with one or several; a facet may have changed from one to several."""
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def matches_kind(facet, value) -> bool:
    """Whether a stored answer still has the shape of the facet's kind."""
    if facet.kind == "yes-no":
        return isinstance(value, bool)
    if facet.kind == "range":
        return (
            isinstance(value, list)
            and len(value) == 2
            and all(isinstance(item, (int, float)) for item in value)
        )
    return bool(answers(value))


def number(text: str) -> float | None:
    """A number as people write it, None for anything else."""
    text = text.strip().replace(",", ".")
    try:
        found = float(text) if len(text) <= 15 else math.nan
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _read_choice(facet, text) -> str:
    known = {matching_key(option): option for option in facet.options}
    if matching_key(text) not in known:
        raise ValidationError(
            _("“%(text)s” is no answer to “%(facet)s”. Possible: %(options)s.")
            % {"text": text[:80], "facet": facet.name, "options": ", ".join(facet.options)}
        )
    return known[matching_key(text)]


def _read_multi(facet, text) -> list[str]:
    parts = [part.strip() for part in text.split(BETWEEN) if part.strip()]
    given = {_read_choice(facet, part) for part in parts}
    return [option for option in facet.options if option in given]


def _read_yes_no(facet, text) -> bool:
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise ValidationError(
        _("“%(text)s” is no answer to “%(facet)s”. Please write ja or nein.")
        % {"text": text[:80], "facet": facet.name}
    )


def _read_range(facet, text) -> list[float]:
    if half := _OPEN.fullmatch(text.casefold()):
        end = _plain(half[2])
        return [end, HIGHEST] if half[1] == "ab" else [0, end]
    if odd := spoilt(text):
        raise ValidationError(odd)
    found = _RANGE.fullmatch(text.casefold())
    if not found:
        raise ValidationError(
            _("“%(text)s” is no number for “%(facet)s”. Please write for example 6, 3-12 or ab 3.")
            % {"text": text[:80], "facet": facet.name}
        )
    low = _plain(found[1])
    high = _plain(found[2]) if found[2] else low
    if high < low:
        raise ValidationError(
            _("“%(text)s”: the first number is larger than the second.") % {"text": text[:80]}
        )
    return [low, high]


def _plain(text):
    found = float(text.replace(",", "."))
    return int(found) if found == int(found) else found


def _written(number) -> str:
    return str(number).replace(".", ",")


def _describe_number(value):
    places = 0 if value == int(value) else 1
    return number_format(value, places, use_l10n=True, force_grouping=value >= 10_000)


_READERS = {
    "choice": _read_choice,
    "multi": _read_multi,
    "yes-no": _read_yes_no,
    "range": _read_range,
}
