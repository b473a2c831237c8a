# ruff: noqa: E501
"""What strangers write where an address is expected, and what a browser makes of a page."""

import html
import re

from tests.pages import parse

# None of these may become a link.
LINKS = (
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "\tjavascript:alert(1)"),
    *("java\tscript:alert(1)", "java\nscript:alert(1)", "java\r\nscript:alert(1)"),
    *("\u00a0javascript:alert(1)", "\u2028javascript:alert(1)", "\ufeffjavascript:alert(1)"),
    *("javascript\u200b:alert(1)", "javascript&colon;alert(1)", "javascript&#58;alert(1)"),
    *("&#106;avascript:alert(1)", "&#x6A;avascript:alert(1)", "%6Aavascript:alert(1)"),
    *("javascript://https://stadt.example/%0Aalert(1)", "javascript:https://stadt.example/"),
    *("vbscript:msgbox(1)", "VBSCRIPT:msgbox(1)", "livescript:x", "mocha:x", "jar:javascript:x"),
    *("data:text/html,<script>alert(1)</script>", "DATA:text/html;base64,PHNjcmlwdD4="),
    *("data:image/svg+xml,<svg onload=alert(1)>", "blob:https://stadt.example/1", "about:blank"),
    *("file:///etc/passwd", "file://server/share", "filesystem:https://a.example/", "view-source:x"),
    *("ftp://a.example/", "ws://a.example/", "ms-word:ofe|u|https://a.example/", "intent://x#Intent"),
    *("//evil.example/", "///evil.example/", "/\\evil.example/", "\\\\evil.example\\", "\\/evil.example"),
    *("https:evil.example", "https:/evil.example", "https:\\\\evil.example", "https:///evil.example"),
    *("https://", "http://", "https://?x", "https://#x", "https:// /", "https://[", "https://[::1"),
    *("https://a.example:99999/", "https://a.example:0/", "https://a.example:x/"),
    *("https://stadt.example@evil.example/", "https://user:word@evil.example/", "https://@a.example/"),
    *("https://stadt.example\\@evil.example/", "https://stadt.example%2eevil.example/"),
    *("https://evil.example\u2044a", "https://a.example\"onclick=alert(1)", "https://a.example'x'"),
    *("https://a.exa\u202emple/", "https://a.exam\u00adple/", "https://a.exam\tple/", "https://a\x00.example"),
    *("ht\ntps://a.example/", "http\u200b://a.example", "ｈttps://a.example/", "ја\u0432ascript:x"),
    *("feed:javascript:alert(1)", "x-javascript:alert(1)", "urn:javascript:x", "tel:javascript:alert(1)<"),
    *("mailto:a@b.example\r\nBcc: c@d.example", 'mailto:"><script>', "tel:<b>"),
)  # fmt: skip
GOOD = (
    *("https://a.example", "HTTPS://A.example/x?y=1#z", "http://a.example:8080/"),
    *("https://müllabfuhr.example/straße", "https://xn--mllabfuhr-m9a.example/", "https://a_b.example/"),
    *("https://a.example/x{ars}/%7Bleika%7D", "https://[2001:db8::1]:8443/x", "https://a.example./"),
    *("https://a.example/?next=https://b.example/@c", "https://a.example/a;b=(1),c"),
)  # fmt: skip
_DROPPED = re.compile("[\t\r\n]")
_EDGES = "".join(map(chr, range(33)))
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
ATTRIBUTES = ("href", "src", "action", "formaction", "xlink:href", "data-url", "poster", "cite")
HARMLESS = {"http", "https", "mailto", "tel"}


def followed(response):
    """[(attribute, address as a browser reads it)] of every link of a page."""
    for element in parse(response).find_all(True):
        for name in ATTRIBUTES:
            if element.get(name) is not None:
                yield name, _DROPPED.sub("", element[name]).strip(_EDGES)


def runs_something(response) -> list[str]:
    """The links of a page that run something, or lead elsewhere than they look."""
    found = []
    for name, address in followed(response):
        scheme = _SCHEME.match(address)
        wrong = scheme and scheme[1].lower() not in HARMLESS
        picture = name == "src" and address.startswith("data:image/")
        hidden = re.match(r"https?:[/\\]*[^/?#]*@", address) or address.startswith(("//", "/\\"))
        if (wrong and not picture) or hidden:
            found.append(address)
    return found


def spoilt(value, number=0):
    """JSON in which every address of the web is one of LINKS; they change by turns."""
    if isinstance(value, dict):
        return {key: spoilt(one, number + index) for index, (key, one) in enumerate(value.items())}
    if isinstance(value, list):
        return [spoilt(one, number + index) for index, one in enumerate(value)]
    if isinstance(value, str) and value.startswith(("https://", "http://")):
        return LINKS[(number + len(value)) % len(LINKS)]
    return value


def unstorable(value):
    """JSON with signs in every text, names included, that no database keeps."""
    if isinstance(value, dict):
        return {f"{key}\x00": unstorable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [unstorable(one) for one in value]
    return f"{value}\x00\ud800" if isinstance(value, str) else value


def spoilt_xml(text: str) -> str:
    """XML in which every address that stands between tags is one of LINKS, by turns."""
    numbers = iter(range(10**6))

    def other(_match):
        link = LINKS[next(numbers) % len(LINKS)]
        # What XML cannot hold at all reaches nobody.
        link = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", link)
        return f">{html.escape(link)}<"

    return re.sub(r">\s*https?://[^<]*<", other, text)
