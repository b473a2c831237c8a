"""Receipt numbers: short, told apart when read aloud, and a slip of the tongue shows.

`LF-7K3M-92`: letters that tell what it is about, signs at random, two digits that check the rest
(ISO/IEC 7064, MOD 97-10, as in bank account numbers).
"""

import secrets
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.db.models import Model

# Without signs that look alike.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 4
# So many that no two are alike, where no row keeps what has been given out.
UNKEPT_LENGTH = 6
TRIES = 20


def issue(prefix: str, keep: Callable[[str], Model]) -> Model:
    """What `keep` makes of a number that no one has had.

    keep(number) stores it, or raises IntegrityError when it is taken. Numbers grow when the short
    ones are nearly used up.
    """
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                return keep(new_number(prefix, LENGTH + attempt // 5))
        except IntegrityError:
            continue
    raise AssertionError("one of twenty random numbers is free")


def new_number(prefix: str, length: int = UNKEPT_LENGTH) -> str:
    """A number at random; nobody looks whether it has been given out."""
    return number_of(prefix, "".join(secrets.choice(SIGNS) for _sign in range(length)))


def number_of(prefix: str, signs: str) -> str:
    return f"{prefix}-{signs}-{check_digits(prefix + signs)}"


def check_digits(signs: str) -> str:
    """Two digits over letters and digits."""
    number = int("".join(str(int(sign, 36)) for sign in signs)) * 100
    return f"{98 - number % 97:02d}"


def is_number(text: str) -> bool:
    """Whether a number was read or heard rightly."""
    body, dash, digits = text.strip().upper().rpartition("-")
    signs = body.replace("-", "")
    return bool(dash and signs.isascii() and signs.isalnum()) and digits == check_digits(signs)
