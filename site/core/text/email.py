"""Mail addresses with domains of two spellings: `info@straße.example` and its form in ASCII.

Kept and sent to is the ASCII form (A-label) by IDNA 2008, shown is the other. Python's own codec
"idna" is of 2003 and turns "ß" into "ss", which is somebody else's domain. No Django here.
"""

import idna

from .normalise import clean_line


def clean_email(text: str) -> str:
    """The address with its domain in ASCII, lower case: `Info@Straße.example` →
    `Info@xn--strae-oqa.example`. Unchanged but for `clean_line` where the domain is none.
    """
    address = clean_line(text)
    name, at, domain = address.rpartition("@")
    if not at or not domain:
        return address
    return f"{name}@{_encoded(domain) or domain}"


def has_valid_domain(address: str) -> bool:
    """Whether the domain exists in IDNA 2008: "i❤.example" does not."""
    return bool(_encoded(address.rpartition("@")[2]))


def readable_email(address: str) -> str:
    """The address as people write it, for pages and forms; unchanged where that is not safe."""
    name, at, domain = address.rpartition("@")
    if not at or "xn--" not in domain:
        return address
    try:
        shown = idna.decode(domain)
    except idna.IDNAError:
        return address
    return f"{name}@{shown}" if _encoded(shown) == domain.lower() else address


def _encoded(domain: str) -> str:
    """The domain in ASCII, "" when it is none."""
    if domain.isascii() and "xn--" not in domain.lower():
        return domain.lower()
    try:
        return idna.encode(domain, uts46=True, transitional=False).decode()
    except (idna.IDNAError, UnicodeError):
        return ""
