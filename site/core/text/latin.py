"""Latin letters without their marks, as German reads them. No Django here.

Known are all Latin letters of DIN SPEC 91379 and of Unicode's other Latin blocks: those that
Unicode takes apart lose their marks, others are recognised by their names ("L WITH STROKE").
"""

import re
import unicodedata
from functools import lru_cache

# What its name does not say, or German says otherwise (ICAO 9303, part 3, section 6).
_SIGNS = (
    (("ae", "äæ"), ("oe", "öœø"), ("ue", "ü"), ("ss", "ßẞ"), ("th", "þ"), ("ij", "ĳ"), ("ou", "ȣ")),
    (("b", "ƅ"), ("d", "ðđ"), ("e", "əǝɛ"), ("g", "ȝɣƣ"), ("i", "ıɩ"), ("k", "ĸ"), ("n", "ŋ")),
    (("o", "ɔ"), ("s", "ƨʃƽ"), ("u", "ʊ"), ("v", "ʌ"), ("w", "ƿ"), ("z", "ʒƹ")),
)
_LETTERS = {sign: plain for row in _SIGNS for plain, signs in row for sign in signs}
_NAME = re.compile(r"LATIN (?:CAPITAL|SMALL) LETTER (?:[A-Z]+ )?([A-Z]{1,2})(?: WITH .*)?$")


def without_marks(text: str) -> str:
    """The text's Latin letters in ASCII, capitals kept: `Łódź` → `Lodz`, `Ærø` → `Aeroe`.

    Other signs stay as they are.
    """
    composed = unicodedata.normalize("NFC", text)
    return composed if composed.isascii() else "".join(map(_plain, composed))


@lru_cache(2048)
def _plain(sign: str) -> str:
    if sign.isascii() or unicodedata.combining(sign):
        return sign if sign.isascii() else ""
    lower = sign.lower()
    plain = _LETTERS.get(lower) or _taken_apart(lower) or _named(lower) or sign
    return plain.capitalize() if sign != lower and plain.isascii() else plain


def _taken_apart(sign: str) -> str:
    parts = unicodedata.normalize("NFKD", sign)
    letters = "".join(part for part in parts if not unicodedata.combining(part))
    return "".join(map(_plain, letters)) if letters != sign else ""


def _named(sign: str) -> str:
    match = _NAME.match(unicodedata.name(sign, ""))
    return match[1].lower() if match else ""
