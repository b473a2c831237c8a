"""Links for phone numbers and mail addresses in running text. No Django here.

Texts of sources and editors name numbers in every spelling, beside dates, file numbers, postcodes
and bank accounts. A wrong link dials somebody: where digits may be anything else,
they stay text.
"""

import re
from html import unescape

from core.text.html import EMAIL

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
# Inside of these nothing becomes a link.
_CLOSED = frozenset(
    {"a", "button", "code", "pre", "script", "style", "textarea", "option", "label", "summary"}
)
_BLOCKS = frozenset({"p", "br", "li", "td", "th", "tr", "div", "dd", "dt", "caption", "section"})
_BLOCKS |= {f"h{level}" for level in range(1, 7)}

_GAP = r"(?:[ \u00a0\u202f\u2009]|&nbsp;|&#160;)"
_DASH = "[-\u2010\u2011\u2013/]"
# A dash with blanks on both sides is a range, not a part of a number.
_SEPARATOR = rf"(?:{_DASH}|&#8209;|&#8211;|&ndash;|{_GAP}[-/]{_GAP}|{_GAP}|{_GAP}?[()]{_GAP}?)"
_GROUPS = rf"\d+(?:{_SEPARATOR}\d+){{0,7}}"
# Where a number may begin and end: not inside of a word, an amount, or a longer row of digits.
_START = r"(?<![\w.,:§€+/\u2013\u2011-])(?<!\d[ \u00a0\u202f])(?<!\d&nbsp;)"
_END = rf"(?![\w€%°²³])(?![.,:]\d)(?!{_GAP}?{_DASH}?\d)"
_NUMBER = re.compile(
    rf"{_START}(?:"
    rf"(?P<world>(?:\+|00)[1-9]\d{{0,2}}{_SEPARATOR}?(?:\(0\){_GAP}?)?{_GROUPS})"
    rf"|(?P<home>\(0[1-9]\d{{1,4}}\){_GAP}?{_DASH}?{_GAP}?{_GROUPS}|0[1-9]\d*(?:{_SEPARATOR}\d+)*)"
    rf"|(?P<social>116{_GAP}?(?:000|006|016|111|116|117|123))"
    rf"|(?P<short>11[0258])"
    rf"){_END}"
)
_CALL = (
    r"tel|telefon\w*|telephone|phone|fon|ruf|rufnummer\w*|notruf\w*|hotline|mobil\w*|handy"
    r"|whatsapp|call|dial|anruf\w*|wählen|wählen sie|rufen sie|bürgertelefon"
    r"|behörden(?:ruf)?nummer|feuerwehr|polizei|rettungsdienst"
)
_SAYS_PHONE = re.compile(
    rf"\b(?:{_CALL})\b[^\w+]{{0,4}}"
    r"(?:(?:unter|die|der|den|number|nummer|us|at|uns|sie|an|im|bei|on|is|lautet|ist|oder|und|the"
    rf"|or|11[0258]|{_CALL}|notfall)\b[^\w+]{{0,3}}){{0,5}}$",
    re.IGNORECASE,
)
_SAYS_PHONE_AFTER = re.compile(
    rf"^{_GAP}?(?:anrufen|an\b|wählen|\(?(?:notruf|behördennummer|ortstarif|polizei|feuerwehr)\b)",
    re.IGNORECASE,
)
_SAYS_OTHER = re.compile(
    r"(?:\bfax|telefax\w*|\baz|aktenzeichen|geschäftszeichen|\bgz|\bnr|\bno|kassenzeichen|kunden"
    r"nummer|\biban|\bbic|\bblz|konto\w*|\bkto|steuernummer|\bst\.-nr|ust\W?id\w*|\bhrb|\bhra"
    r"|leika\w*|schlüssel|drucksache|vorlage|flurstück|\bflur|gemarkung|\bisbn|\bissn|seite|\bs\."
    r"|artikel|\bart|paragraf|\bplz|postleitzahl|gemeindeschlüssel|\bags|\bars|vorgang\w*|zeichen"
    r"|rechnung\w*|register\w*|lizenz\w*|serien\w*|inventar\w*|zähler\w*|raum|zimmer|ausweis\w*"
    r"|gläubiger\S*|\bid|\bcode|version)[^\w]{0,4}$",
    re.IGNORECASE,
)
_UNIT_AFTER = re.compile(
    rf"^{_GAP}?(?:€|eur\b|euro\b|prozent\b|uhr\b|km\b|m\b|cm\b|qm\b|m²|kg\b|kwh\b|einwohner|stück"
    r"|seiten\b|jahre\b|tage\b|wochen\b|monate\b|personen\b|mio|millionen)",
    re.IGNORECASE,
)
_DATE = re.compile(rf"^(0[1-9]|[12]\d|3[01]){_SEPARATOR}(0[1-9]|1[0-2]){_SEPARATOR}(19|20)\d\d$")
_YEAR_PAIR = re.compile(rf"^0\d+{_GAP}?/{_GAP}?(?:19|20)?\d\d$")
_POSTCODE = re.compile(r"^0\d{4}$")
# Dialled as they are, not from abroad.
_SERVICE = re.compile(r"^0(?:800|180|137|700|900)")
_CONTEXT = 60


def link_contacts(html: str) -> str:
    """The same HTML with phone numbers as tel: and mail addresses as mailto: links.

    Text inside of links, buttons and code stays as it is; so do fax numbers: nobody answers there.
    """
    if "@" not in html and not any(sign in html for sign in "01"):
        return html
    parts, closed, before = _TAG.split(html), 0, ""
    for index, part in enumerate(parts):
        if part.startswith("<") and part.endswith(">"):
            closed, before = _step(part, closed, before)
        elif part and not closed:
            parts[index] = _linked(part, before)
            before = (before + unescape(part))[-_CONTEXT:]
    return "".join(parts)


def _step(tag, closed, before):
    """The nesting depth inside unlinkable elements, and the preceding text, after this tag."""
    name = _NAME.match(tag)
    name = name[1].lower() if name else ""
    if name in _CLOSED and not tag.endswith("/>"):
        closed = max(closed - 1, 0) if tag.startswith("</") else closed + 1
    return closed, "" if name in _BLOCKS else before


def _linked(text, before):
    pieces = []
    for piece in _split_mails(text):
        if "@" in piece and EMAIL.fullmatch(piece):
            pieces.append(f'<a href="mailto:{piece}">{piece}</a>')
        else:
            pieces.append(_with_numbers(piece, before))
        before = (before + unescape(piece))[-_CONTEXT:]
    return "".join(pieces)


def _split_mails(text):
    """The text in order, each mail address a piece of its own."""
    at = 0
    for match in EMAIL.finditer(text) if "@" in text else ():
        yield text[at : match.start()]
        yield match[0]
        at = match.end()
    yield text[at:]


def _with_numbers(text, before):
    def link(match):
        preceding = (before + unescape(text[: match.start()]))[-_CONTEXT:]
        number = dialled(match, preceding, text[match.end() :])
        return f'<a href="tel:{number}" class="nowrap">{match[0]}</a>' if number else match[0]

    return _NUMBER.sub(link, text)


def dialled(match, before, after) -> str:
    """The number as a phone dials it, "" for what is no phone number."""
    if _UNIT_AFTER.match(after) or _SAYS_OTHER.search(before):
        return ""
    is_told = bool(_SAYS_PHONE.search(before) or _SAYS_PHONE_AFTER.match(after))
    if match["short"]:
        return match["short"] if is_told else ""
    if match["social"]:
        return _digits(match["social"])
    if match["world"]:
        return _world(match["world"])
    return _home(match["home"], is_told)


def _digits(text):
    return "".join(sign for sign in unescape(text) if sign.isdigit())


def _world(written):
    digits = _digits(written.replace("(0)", ""))
    if written.startswith("00"):
        digits = digits[2:]
    return f"+{digits}" if 8 <= len(digits) <= 15 else ""


def _home(written, is_told):
    digits = _digits(written)
    is_written_apart = digits != written
    if not 6 <= len(digits) <= 14 or _DATE.match(written) or _POSTCODE.match(written):
        return ""
    if _YEAR_PAIR.match(written) and not is_told:
        return ""
    if not is_told and is_written_apart and len(re.match(r"\(?(\d+)", written)[1]) < 3:
        return ""  # "08 00 12 00" is rather a time
    if not is_told and not (is_written_apart and len(digits) >= 7) and not _SERVICE.match(digits):
        return ""
    return digits if _SERVICE.match(digits) else f"+49{digits[1:]}"


def phone_address(written: str) -> str:
    """The tel: address of a text that is known to be a phone number.

    The zero in "+49 (0)661" is for callers inside the country only; what follows in words, such as
    "(Zentrale)", is no part of the number.
    """
    written = written.strip()
    if written.startswith(("+", "00")):
        written = written.replace("(0)", "")
    return "tel:" + "".join(sign for sign in written if sign in "+0123456789")
