"""Validation of links: one rule for imports, editors' fields, pages, mails, feeds and JSON.

Browsers read addresses leniently: they drop line ends and tabs anywhere, control characters at the
edges, take "\\" for "/" and ignore case. So nothing is repaired here but blanks: what is not
plainly a web address, a mail address or a telephone number is refused.
"""

import re
from html import unescape
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Control characters, white space, surrogates, marks that turn or hide text, and "\".
_NEVER = re.compile(
    "[\x00-\x20\x7f-\xa0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    "\ufeff\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e007f\\\\]"
)
_WEB = re.compile(r"https?://(?=[^/?#])", re.IGNORECASE)
# Letters of every script, as in müllabfuhr.example, and {ars}, which is filled in later.
_HOST = re.compile(
    r"(?:[\w{}-]+\.)*[\w{}-]+\.?(?::\d{1,5})?|\[[0-9a-f:.]+\](?::\d{1,5})?", re.IGNORECASE
)
_MAIL = re.compile(r"mailto:[^<>\"`]*", re.IGNORECASE)
_TELEPHONE = re.compile(r"tel:\+?[0-9A-D#*().\-;=a-z%/]+", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_LINK_SCHEMES = ("http:", "https:", "mailto:", "tel:")
_PICTURE = re.compile(r"data:image/(?:png|gif|jpeg|webp|svg\+xml)[;,]", re.IGNORECASE)
# What browsers drop before they look at the scheme (URL Standard, basic URL parser).
_DROPPED_ANYWHERE = str.maketrans("", "", "\t\r\n")
_DROPPED_AT_EDGES = "".join(map(chr, range(0x21)))

_ATTRIBUTE = re.compile(
    r"""(?P<before>\s(?P<name>href|action|formaction|src|xlink:href)\s*=\s*)"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""",
    re.IGNORECASE,
)
# Such an attribute with a value that is neither a path nor begins with a usual scheme.
_UNUSUAL_ATTRIBUTE = re.compile(
    rb"\s(?:href|action|formaction|src|xlink:href)\s*=\s*[\"']"
    rb"(?![\"'/?#]|https?://|mailto:|tel:)",
    re.IGNORECASE,
)
# A string of JSON, or the text of an XML element, that is nothing but an address that runs.
_RUNS = rb"(?:javascript|vbscript|data|blob|file|filesystem|view-source):"
_JSON_STRING = re.compile(rb'(?<!\\)"' + _RUNS + rb'[^"\s\\]*(?:\\.[^"\s\\]*)*"', re.IGNORECASE)
_XML_TEXT = re.compile(rb"(?<=>)\s*" + _RUNS + rb"[^<\s]*\s*(?=</)", re.IGNORECASE)


def web_address(text: object) -> str:
    """The address, if it is one of the web (http, https) with a host and no password, else ""."""
    if not isinstance(text, str):
        return ""
    # Browsers do so, and names of files have blanks.
    text = text.strip().replace(" ", "%20")
    if not _WEB.match(text) or _NEVER.search(text):
        return ""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return ""
    return text if _HOST.fullmatch(parts.netloc) and port != 0 else ""


def link_address(text: object) -> str:
    """The address, if it is one of the web, a mail address or a telephone number, else ""."""
    if not isinstance(text, str):
        return ""
    text = text.strip()
    if _NEVER.search(text):
        return ""
    if _MAIL.fullmatch(text) or _TELEPHONE.fullmatch(text):
        return text
    return web_address(text)


def own_address(text: object, fallback: str = "") -> str:
    """The address, if it is one of this site without its host (`/rat/?seite=2`), else `fallback`.

    For all that strangers may name as the page they come from or go to (`next=`, `seite=`).
    """
    if not isinstance(text, str) or not text.startswith("/") or len(text) > 2000:
        return fallback
    # Whoever decodes it once more must not find another host either.
    for reading in (text, unquote(text), unquote(unquote(text))):
        if reading.startswith(("//", "/\\")) or _NEVER.search(reading.replace(" ", "")):
            return fallback
    return text


def can_stand_in_a_page(address: str) -> bool:
    """Whether a browser that follows this `href` runs nothing: a known scheme, or none."""
    address = address.translate(_DROPPED_ANYWHERE).strip(_DROPPED_AT_EDGES)
    scheme = _SCHEME.match(address)
    return not scheme or scheme[0].lower() in _LINK_SCHEMES


def validate_web_address(value: str):
    """Validator of fields in which editors type an address."""
    if value and not web_address(value):
        raise ValidationError(
            _("Enter an address that begins with https:// and has no blanks and no password."),
            code="web_address",
        )


def defuse(html: str) -> str:
    """The page without unsafe links; their text stays."""
    return _ATTRIBUTE.sub(_defused, html)


def defuse_page(content: bytes) -> bytes:
    """The same for a page, or an Atom feed, as it is sent."""
    if _UNUSUAL_ATTRIBUTE.search(content):
        content = defuse(content.decode(errors="surrogateescape")).encode(errors="surrogateescape")
    return content


def defuse_xml(content: bytes) -> bytes:
    """A feed without links that run something."""
    return _XML_TEXT.sub(b"", defuse_page(content))


def defuse_json(content: bytes) -> bytes:
    """Data with addresses that run something replaced by empty strings."""
    return _JSON_STRING.sub(b'""', content)


def _defused(match) -> str:
    value = match["double"] if match["double"] is not None else match["single"]
    address = unescape(value)
    if can_stand_in_a_page(address):
        return match[0]
    if match["name"].lower() == "src" and _PICTURE.match(address):
        return match[0]
    return ""
