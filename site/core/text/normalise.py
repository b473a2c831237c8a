"""Normalisation of text before it is stored or compared: one spelling for one text.

Unicode writes one text in several ways ("ü" as one sign or as "u" and two dots), and holds signs
that nobody sees. Names, titles, addresses and queries pass `clean_line`, running text passes
`clean_text`, JSON of programs passes `storable` or `clean_json`; two texts are the same when
`matching_key` is. Passwords have a rule of their own (core.text.passwords). No Django here.
"""

import re
import unicodedata

_HALVES = re.compile("[\ud800-\udfff]")
_NUL = "\x00"
# Windows-1252 read as Latin-1 leaves these; browsers show what was meant, too (HTML, 13.2.5.80).
_WINDOWS_SIGNS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_CONTROLS = {
    **dict.fromkeys([*range(9), *range(0x0E, 0x1C), 0x7F, *range(0x80, 0xA0)]),
    **_WINDOWS_SIGNS,
    **dict.fromkeys([0x0B, 0x0C, *range(0x1C, 0x20)], "\n"),
}
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_SIGNS = str.maketrans({**_CONTROLS, **_LIGATURES})
# Unicode's Default_Ignorable_Code_Point, and what is no character at all. The flags of England,
# Scotland and Wales are written with such signs.
_UNSEEN = re.compile(
    "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
    "|[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SOFT_HYPHEN = "\xad"
_JOINERS = "\u200c\u200d"
_MARKS_OF_DIRECTION = "\u061c\u200e\u200f"
_WRITTEN_FROM_RIGHT = re.compile(
    "[\u05d0-\u05f2\u0620-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]"
)
_FIRST_SCRIPT_WITH_JOINERS = "\u0590"
_JOINING_CATEGORIES = frozenset({"Lo", "Mn", "Mc", "So", "Sk", "Sm"})
_BEFORE_A_VARIANT = frozenset("#*0123456789©®‼⁉™")

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_BLANKS_AT_LINE_END = re.compile(r"[^\S\n]+(?=\n|\Z)")
# Between words; blanks that begin a line and tabs have a meaning.
_SEVERAL_BLANKS = re.compile(r"(?<=\S)[^\S\n\t]{2,}(?=\S)")
# Of the many blanks two are typography ("§ 5", "10 000 €"): they may stand in running text.
_ODD_BLANKS = re.compile("[\u1680\u2000-\u200a\u205f\u3000]")
# Most texts are plain already; nothing here can take long on a hostile one.
_ODD_IN_LINE = re.compile(r"[^ -~]|  |\A | \Z")
_ODD_IN_TEXT = re.compile(r"[^ -~\n]|  | \n| \Z")


def storable(value):
    """A JSON value without NUL, halves of surrogate pairs and NaN: no database keeps them.

    Two halves that belong together become their sign, others go.
    """
    if isinstance(value, str):
        return _storable_text(value)
    if isinstance(value, dict):
        return {storable(key): storable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(storable(one) for one in value)
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        return None
    return value


def clean_json(value):
    """A JSON value whose texts (not its keys) are running text as `clean_text` makes it."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {storable(key): clean_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(clean_json(one) for one in value)
    return storable(value)


def clean_line(text: str) -> str:
    """A title, name, address or query: composed (NFC), one line, single blanks, nothing unseen.

    What a script or an emoji needs to be read stays: joiners in Persian or Hindi, "👩‍🚒".
    """
    if not _ODD_IN_LINE.search(text):
        return text
    text = _without_unseen(_storable_text(text).translate(_SIGNS)).replace(_SOFT_HYPHEN, "")
    return " ".join(unicodedata.normalize("NFC", text).split())


def clean_text(text: str) -> str:
    """Running text or HTML: like `clean_line`, but lines, tabs and indents stay, and what a
    typesetter means by no-break spaces and soft hyphens. Line ends become "\\n".
    """
    if not _ODD_IN_TEXT.search(text):
        return text
    text = _LINE_ENDS.sub("\n", _storable_text(text)).translate(_SIGNS)
    text = unicodedata.normalize("NFC", _without_unseen(text))
    text = _SEVERAL_BLANKS.sub(" ", _ODD_BLANKS.sub(" ", text))
    return _BLANKS_AT_LINE_END.sub("", text)


def matching_key(text: str) -> str:
    """The key by which two spellings of one text compare equal: for headings, names and words.

    Beyond `clean_line` capitals, full-width and raised signs do not count (NFKC, case folding).
    """
    folded = unicodedata.normalize("NFKC", clean_line(text)).casefold()
    return unicodedata.normalize("NFC", " ".join(folded.split()))


def _storable_text(text: str) -> str:
    text = text.replace(_NUL, "")
    if not _HALVES.search(text):
        return text
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return _HALVES.sub("", joined)


def _without_unseen(text: str) -> str:
    return _UNSEEN.sub(_needed, text)


def _needed(match: re.Match) -> str:
    """The unseen sign where its neighbours cannot be read without it, else ""."""
    sign, text = match[0], match.string
    before = text[match.start() - 1] if match.start() else ""
    after = text[match.end() : match.end() + 1]
    if sign in _JOINERS:
        keeps = _is_joined(before) and _is_joined(after)
    elif sign in _MARKS_OF_DIRECTION:
        keeps = bool(_WRITTEN_FROM_RIGHT.search(text))
    elif _is_variant(sign):
        keeps = before in _BEFORE_A_VARIANT if before < "\u1800" else _is_joined(before)
        keeps = keeps and bool(before)
    else:
        keeps = len(sign) > 1
    return sign if keeps else ""


def _is_joined(sign: str) -> bool:
    return sign >= _FIRST_SCRIPT_WITH_JOINERS and (
        unicodedata.category(sign) in _JOINING_CATEGORIES
    )


def _is_variant(sign: str) -> bool:
    return len(sign) == 1 and (
        "\ufe00" <= sign <= "\ufe0f"
        or "\u180b" <= sign <= "\u180f"
        or "\U000e0100" <= sign <= "\U000e01ef"
    )
