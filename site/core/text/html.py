"""HTML and text from outside, made safe and tidy (design: section 2, rule 8). No Django here."""

import html
import re

import nh3

from .normalise import clean_line, clean_text

_TAGS = {
    *("p", "br", "ul", "ol", "li", "strong", "em", "b", "i", "a"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
# Elements whose content is not meant to be read either.
_DROPPED_WHOLE = {"script", "style", "iframe", "object", "noscript", "template", "title"}

# Words on both sides of these must not grow together when the tag goes.
_BLOCK_TAG = re.compile(
    r"<(?=/?(?:p|br|hr|div|section|article|ul|ol|li|dl|dt|dd|h[1-6]|table|caption|tr|t[dh])\b)",
    re.IGNORECASE,
)
_DIVISION = re.compile(r"<(/?)(?:div|section|article|dt|dd|blockquote|pre)\b", re.IGNORECASE)
_TOP_HEADING = re.compile(r"<(/?)h[12]>")
_ENTITY_ESCAPED_TWICE = re.compile(r"&amp;(?=(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});)")
_TAG = re.compile(r"</?[a-zA-Z!]")
_TAG_ESCAPED = re.compile(
    r"&lt;/?(?:p|br|ul|ol|li|strong|em|b|i|a|h[1-6]|table|div|span|script)\b", re.IGNORECASE
)
_WHITE_SPACE = re.compile(r"(?:&nbsp;|\s)+")
_BLANKS_AT_BLOCK = re.compile(
    r" ?(<(?:/?(?:p|ul|ol|li|h[3-6]|table|caption|thead|tbody|tfoot|tr|t[hd])\b[^>]*|br)>) ?"
)
# Without an address it is no link; without text it is none that anybody can follow.
_LINK_WITHOUT_ADDRESS = re.compile(r'<a\b(?![^>]* href="[^"])[^>]*>(.*?)</a>', re.DOTALL)
_SHOWS_NOTHING = re.compile(
    r"<(p|li|ul|ol|strong|em|b|i|a|h[3-6]|caption|tr|thead|tbody|tfoot|table)(?: [^>]*)?>"
    r"(?:<br>| )*</\1>"
)
_DEEPEST = 20  # nesting of empty elements that is still undone
_OUTER_BREAKS = re.compile(r"^(?:<br>| )+|(?:<br>| )+$")
_ANY_TAG = re.compile(r"(<[^>]*>)")
EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}\b"
)

# What editorial systems write where they have nothing to say; compared without outer signs.
# "keine" is missing on purpose: in fees and documents it is an answer.
_PLACEHOLDERS = frozenset(
    {
        *("", "k.a", "k. a", "ka", "n.a", "n. a", "n/a", "n.n", "n. n", "xxx", "tbd", "todo"),
        *("nicht angegeben", "keine angabe", "keine angaben", "noch nicht angegeben"),
        *("ohne angabe", "ohne angaben", "not specified", "not available", "no information"),
        *("folgt", "text folgt", "in bearbeitung", "wird noch ergänzt", "platzhalter"),
    }
)


def _absolute(url: str) -> str | None:
    """A link without a scheme as it was meant; None for what only its own site can resolve."""
    if url.startswith("//"):
        return "https:" + url
    if url.lower().startswith("www."):
        return "https://" + url
    return "mailto:" + url if EMAIL.fullmatch(url) else None


def _harmless(_tag: str, name: str, value: str) -> str | None:
    """Attribute values without angle brackets (so that a tag ends at its first ">")."""
    if name in ("colspan", "rowspan"):
        return value if value.isdecimal() else None
    if name == "href":
        return value.strip().replace("<", "%3C").replace(">", "%3E")
    return _fold(value.replace("<", "").replace(">", ""))


_SAFE = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_harmless,
    clean_content_tags=_DROPPED_WHOLE,
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative=_absolute,
    link_rel="noopener",
)
_BARE = nh3.Cleaner(tags=set(), attributes={}, clean_content_tags=_DROPPED_WHOLE)


def _fold(text: str) -> str:
    """White space of every kind (nbsp, tabs, line ends) as one blank; unseen signs go."""
    return " ".join(clean_text(text).split())


def _unescape_once(raw: str) -> str:
    """Undoes one superfluous round of escaping: CDATA marks, the whole text, its entities."""
    if "<![CDATA[" in raw:
        raw = raw.replace("<![CDATA[", "").replace("]]>", "")
    if not _TAG.search(raw) and _TAG_ESCAPED.search(raw):
        raw = html.unescape(raw)
    return _ENTITY_ESCAPED_TWICE.sub("&", raw)


def _link_emails(clean: str) -> str:
    """Bare e-mail addresses outside of links become mailto: links."""
    parts, inside_link = _ANY_TAG.split(clean), False
    for index, part in enumerate(parts):
        if part.startswith("<"):
            inside_link = part.startswith("<a ") or (inside_link and part != "</a>")
        elif "@" in part and not inside_link:
            parts[index] = EMAIL.sub(r'<a href="mailto:\g<0>" rel="noopener">\g<0></a>', part)
    return "".join(parts)


def _tidy(clean: str) -> str:
    """Folds white space and removes what shows nothing, from the inside out."""
    clean = _WHITE_SPACE.sub(" ", clean_text(clean))
    clean = _BLANKS_AT_BLOCK.sub(r"\1", clean).strip()
    clean = _LINK_WITHOUT_ADDRESS.sub(r"\1", clean)
    for _ in range(_DEEPEST):
        before, clean = clean, _SHOWS_NOTHING.sub("", clean)
        if before == clean:
            break
    if not _ANY_TAG.sub("", clean).strip():
        return ""
    return _OUTER_BREAKS.sub("", clean)


def clean_html(raw: str) -> str:
    """Safe, tidy HTML: paragraphs, lists, emphasis, links, h3–h6 and tables, nothing else.

    h1 and h2 become h3; script, style, event handlers and links other than http(s), mailto and
    tel go; links get rel="noopener"; bare e-mail addresses are linked; nbsp and white space are
    folded; entities that were escaped twice are undone once. What shows nothing becomes "".
    """
    if "<" not in raw and "&" not in raw and ">" not in raw:
        clean = _fold(raw)
    else:
        raw = _DIVISION.sub(r"<\1p", _unescape_once(raw))
        clean = _tidy(_TOP_HEADING.sub(r"<\1h3>", _SAFE.clean(raw)))
    return _link_emails(clean) if "@" in clean else clean


def plain_text(raw: str) -> str:
    """Text on one line: no tags, entities decoded, white space folded to single blanks.

    The result is text, not HTML: it may hold "<" or "&" and is escaped where it is shown.
    """
    if "<" in raw or "&" in raw:
        raw = _BLOCK_TAG.sub(" <", _unescape_once(raw))
        raw = html.unescape(_BARE.clean(raw))
    return clean_line(raw)


def is_placeholder(text: str) -> bool:
    """Whether a text (or HTML) is a placeholder for nothing: "", "<br>", "-", "k.A." …"""
    if len(text) > 200:
        return False
    return plain_text(text).casefold().strip(" .,:;-–—_*/|()[]") in _PLACEHOLDERS
