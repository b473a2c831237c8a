"""Who an object is: its id, which is its URL, and its type. No Django here."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

_VERSION = re.compile(r"/(\d+\.\d+)(?:/|$)")
_SEPARATORS = re.compile(r"[/#:]")
_DEFAULT_PORTS = (":80", ":443")

TYPE_NAMES = (
    *("System", "Body", "LegislativeTerm", "Organization", "Person", "Membership"),
    *("Meeting", "AgendaItem", "Paper", "Consultation", "File", "Location"),
)
_BY_LOWER_CASE = {name.lower(): name for name in TYPE_NAMES}


@lru_cache(256)
def _type_name(type_url: str) -> str:
    last = _SEPARATORS.split(type_url.strip().rstrip("/#"))[-1]
    return _BY_LOWER_CASE.get(last.lower(), "")


def type_name(raw: dict) -> str:
    """ "Paper" from https://schema.oparl.org/1.1/Paper; "" when it is missing or unknown.

    Only the last part counts, in any case: http:, other hosts, "oparl:Paper" and "Paper" occur.
    """
    type_url = raw.get("type")
    return _type_name(type_url) if isinstance(type_url, str) else ""


@lru_cache(256)
def _version(type_url: str) -> str:
    found = _VERSION.search(type_url)
    return found[1] if found else ""


def version_of(raw: dict) -> str:
    """ "1.0" or "1.1" by the type's URL; "" when it does not tell."""
    type_url = raw.get("type")
    return _version(type_url) if isinstance(type_url, str) else ""


def is_web_address(text: str) -> bool:
    """Whether it is an absolute http(s) URL with a host and without blanks."""
    if not text.startswith(("https://", "http://")):
        if text[:8].lower().startswith(("https://", "http://")):
            return is_web_address(text[:8].lower() + text[8:])
        return False
    try:
        return bool(urlsplit(text).hostname) and not any(sign.isspace() for sign in text)
    except ValueError:
        return False


def key(id: str) -> str:
    """What two spellings of one id have in common: http and https twins, the host's case.

    Everything after the host is kept to the letter, query included: it is significant. Compare
    and index by this; store, show and fetch the id as it came.
    """
    scheme, separator, rest = id.partition("://")
    if not separator or scheme.lower() not in ("http", "https"):
        return id
    end = min((at for sign in "/?#" if (at := rest.find(sign)) >= 0), default=len(rest))
    host = rest[:end].lower()
    for port in _DEFAULT_PORTS:
        host = host.removesuffix(port)
    return f"https://{host}{rest[end:]}"
