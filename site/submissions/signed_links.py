"""Signed links: whoever holds one may do what it says, without a login and without a row.

What is told in a link can be read by its holder, not changed. Links that can be taken back hold
a random secret instead, of which a row keeps the digest (`new_secret`, `digest_of`).
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core import signing
from django.urls import reverse

# The link was good once: its time is over. A BadSignature, too, which uncached answers.
Expired = signing.SignatureExpired


@dataclass(frozen=True)
class SignedLink:
    """One kind of link. purpose: keeps its signatures apart from those of all others.

    view: the name of its address, which takes the token alone. within: how long it is good; None:
    for ever.
    """

    purpose: str
    view: str
    within: timedelta | None = None

    def path(self, *told) -> str:
        """told: what the link says, as JSON can hold it."""
        token = signing.dumps(told, salt=self.purpose, compress=True)
        return reverse(self.view, args=[token])

    def read(self, token: str) -> list:
        """What it says. Raises Expired, or BadSignature for what is none of our links."""
        return signing.loads(token, salt=self.purpose, max_age=self.within)

    def read_expired(self, token: str) -> list:
        """What it said when it was good, too. Raises BadSignature."""
        return signing.loads(token, salt=self.purpose)


def absolute(path: str) -> str:
    """The full address of a path of this site; of an address with another scheme, the site's."""
    address = urljoin(settings.WAGTAILADMIN_BASE_URL.rstrip("/") + "/", path)
    return address if urlsplit(address).scheme in ("http", "https") else absolute("/")


def new_secret(size: int) -> str:
    """So many random bytes, for a link that a row knows by its digest. It is told once."""
    return secrets.token_urlsafe(size)


def digest_of(secret: str) -> str:
    """A plain hash: nobody guesses so many random bits, so it cannot be turned back."""
    return hashlib.sha256(secret.encode()).hexdigest()
