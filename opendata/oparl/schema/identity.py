"""Identity of an object: its id, which is its URL, and its type. No Django here."""

import re
from functools import lru_cache

_VERSION = re.compile(r"/(\d+\.\d+)(?:/|$)")
_SEPARATORS = re.compile(r"[/#:]")
_ID = re.compile(r"https?://([^\s/?#]+)", re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#:@]+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)

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
    """ "1.0" or "1.1" by the type's URL; "" if unknown."""
    type_url = raw.get("type")
    return _version(type_url) if isinstance(type_url, str) else ""


def is_web_address(text: str) -> bool:
    """Whether it is an absolute http(s) URL with a host and without blanks."""
    return _WEB_ADDRESS.fullmatch(text) is not None


def is_id(text: str) -> bool:
    """Whether it can be an object's id: an http(s) URL with a host, whatever follows."""
    return _ID.match(text) is not None


def key(id: str) -> str:
    """The key by which two spellings of one id are equal: http and https, the host's case.

    Everything after the host is kept to the letter, query included: it is significant. Compare
    and index by this; store, show and fetch the id as it came.
    """
    found = _ID.match(id)
    if found is None:
        return id
    host = found[1].lower().removesuffix(":80").removesuffix(":443")
    return f"https://{host}{id[found.end() :]}"
