"""Links as editors and CSV files write them: one per line, words first, then the address."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.safe_links import web_address


@dataclass(frozen=True)
class Link:
    """title: never empty."""

    title: str
    url: str


def read(text: str) -> list[Link]:
    """Lines without an address are left out."""
    found = []
    for line in text.splitlines():
        *words, address = line.split() or [""]
        if web_address(address):
            title = " ".join(words).rstrip(":") or (urlsplit(address).hostname or address)
            found.append(Link(title, address))
    return found


def check(text: str):
    """Validator: every line ends with an address of the web."""
    for line in text.splitlines():
        if line.strip() and not web_address(line.split()[-1]):
            raise ValidationError(
                _("“%(line)s” does not end with an address that begins with https://.")
                % {"line": line.strip()[:80]}
            )
