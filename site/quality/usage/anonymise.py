"""Anonymisation of searches, addresses and remarks: personal data is dropped at once."""

from re import compile
from urllib.parse import urlsplit

LONGEST_QUERY = 60  # longer ones are sentences, and sentences tell of people
LONGEST_PART = 64  # of an address; signed links are longer
LONGEST_PATH = 300
DIGITS = 5  # phone numbers, file numbers, postcodes
# What programs try on every website in the hope of a hole.
_PROBES = compile(
    r"(?i)/\.|wp-|xmlrpc|phpmyadmin|cgi-bin|phpunit|/vendor/|\.(env|sql|bak|asp|cgi)\b"
)
_MAIL = compile(r"\S+@\S+")
_NUMBER = compile(r"\+?\d(?:[\s()/.-]{0,3}\d){4,}")


def kept_query(query: str) -> str:
    """The words of a search as they may be stored, lower case; "" when they may not."""
    folded = " ".join(query.casefold().split())
    is_personal = "@" in folded or sum(sign.isdigit() for sign in folded) >= DIGITS
    is_odd = len(folded) > LONGEST_QUERY or not folded.isprintable()
    return "" if is_personal or is_odd else folded


def kept_path(path: str) -> str:
    """A missing address as it may be stored; "" when it may not, or when it is a bot's probe."""
    parts = path.split("/")
    has_secret = any(len(part) > LONGEST_PART or "@" in part or ":" in part for part in parts)
    is_odd = len(path) > LONGEST_PATH or not path.isprintable()
    return "" if has_secret or is_odd or _PROBES.search(path) else path


def host_of(referrer: str) -> str:
    """`https://www.example.org/page?x=1` → `www.example.org`; "" when it is no address."""
    try:
        return (urlsplit(referrer).hostname or "")[:253]
    except ValueError:
        return ""


def masked(text: str) -> str:
    """A remark without mail addresses and long numbers."""
    return _NUMBER.sub("[…]", _MAIL.sub("[…]", text))
