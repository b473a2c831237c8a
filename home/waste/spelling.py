"""Spellings of street names: one key for all of them, and the house number.

`Lindenstr.`, `LINDENSTRASSE`, `Linden Straße` and `lindenstraße` have one key, as have `Mühlweg`,
`Muehlweg` and `Muhlweg`.
"""

import re

from core.text.normalise import clean_line
from core.text.sorting import sort_key

LONGEST = 100
HIGHEST_NUMBER = 9999
_SHORT = ((re.compile(r"str(?= |$)"), "strasse"), (re.compile(r"(?:^|(?<= ))st(?= )"), "sankt"))
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
# "12", "12 a", "12a-c", "12-14", "12/3" at the end; letters belong to their number.
_NUMBER = re.compile(
    r"(?P<street>.*?\D)\s*\b(?P<number>\d{1,4})\s*[a-z]?(?:\s*[-–/]\s*\w{1,4})?", re.IGNORECASE
)


def street_key(text: str) -> str:
    """The same for every spelling of a name; "" for a text without letters and digits."""
    plain = sort_key(clean_line(text))
    for short, whole in _SHORT:
        plain = short.sub(whole, plain)
    plain = plain.replace(" ", "")
    for pair in _UMLAUTS:
        plain = plain.replace(*pair)
    return plain


def split_number(text: str) -> tuple[str, int | None]:
    """`Lindenallee 12 a` → ("Lindenallee", 12); without a number at the end the text as it is."""
    match = _NUMBER.fullmatch(clean_line(text))
    if not match or not match["street"].strip(" ,"):
        return clean_line(text), None
    return match["street"].strip(" ,"), house_number(match["number"])


def house_number(text: str) -> int | None:
    """`12`, ` 12a ` → 12; None for anything else."""
    match = re.fullmatch(r"\s*([0-9]{1,4})\s*[a-zA-Z]?\s*", text)
    number = int(match[1]) if match else 0
    return number or None
