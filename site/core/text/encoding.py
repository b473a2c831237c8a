"""Detection of the encoding of a text file by its bytes. No Django here."""

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# As people know them: what a form says of its guess.
NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (850)",
}
# The first one is taken when several fit alike.
_GUESSES = ("cp1252", "mac_roman", "cp850")
# Signs of texts in German and its neighbours' languages; all others tell of a wrong guess.
_LETTERS = frozenset("äöüßÄÖÜéèêëáàâåæçíîïñóôøœúûłśźżčšžÉÈÅÆØŠŽ")
_GERMAN = frozenset("äöüßÄÖÜ")
_SIGNS = frozenset("€„“”‚‘’–—…•·°§²³½¼«»®©™×\xa0")
_SAMPLE = 200_000


@dataclass(frozen=True)
class Decoded:
    """A file's text. encoding: Python's name; is_guess: whether the bytes alone do not prove it,
    so that people should be asked to check the letters.
    """

    text: str
    encoding: str
    is_guess: bool = False

    @property
    def name(self) -> str:
        return NAMES[self.encoding]


def decode(content: bytes) -> Decoded:
    """The file's text. Raises UnicodeDecodeError when the bytes are no text in any encoding."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Decoded(content[len(mark) :].decode(encoding), encoding)
    if wide := _wide(content):
        return Decoded(content.decode(wide), wide, is_guess=True)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        if b"\x00" in content:
            raise
        return _guessed(content)


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: in Latin text every second byte is zero."""
    sample = content[:2000]
    half = len(sample) // 2
    if len(content) % 2 or half < 2:
        return ""
    if sample[1::2].count(0) > half * 0.8 and not sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > half * 0.8 and not sample[1::2].count(0):
        return "utf-16-be"
    return ""


def _guessed(content: bytes) -> Decoded:
    best = max(_GUESSES, key=lambda encoding: _fits(content[:_SAMPLE], encoding))
    try:
        return Decoded(content.decode(best), best, is_guess=True)
    except UnicodeDecodeError:
        # Windows leaves five bytes undefined; one of them in a file makes no other encoding of it.
        return Decoded(content.decode(best, "replace"), best, is_guess=True)


def _fits(content: bytes, encoding: str) -> int:
    """How much the text looks like one that somebody wrote."""
    text = content.decode(encoding, "replace")
    return sum(
        _weight(sign, text[place - 1 : place], text[place + 1 : place + 2])
        for place, sign in enumerate(text)
        if sign > "\x7f"
    )


def _weight(sign: str, before: str, after: str) -> int:
    if sign in _LETTERS:
        # A capital inside a word or a letter by itself is as odd as a sign that nobody types.
        is_odd = sign.isupper() and before.islower() or not (before + after).strip(" \r\n;,.")
        return -3 if is_odd else 4 if sign in _GERMAN else 2
    if sign in _SIGNS:
        return -2 if before.isalpha() and after.isalpha() and sign not in "’·–" else 1
    return -3
