"""Receipt numbers: short, told apart when read aloud, and a slip of the tongue shows.

`LF-7K3M-92`: the form's letters, four signs at random, two digits that check the rest
(ISO/IEC 7064, MOD 97-10, as in bank account numbers).
"""

import secrets

from django.db import IntegrityError, transaction

from core.text.slugs import german_slug

from .models import Receipt

# Without signs that look alike.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 4
TRIES = 20


def issue(page) -> Receipt:
    """A number that no one has had; longer ones when the short ones are nearly used up."""
    prefix = page.receipt_prefix or german_slug(page.title).replace("-", "")[:2].upper() or "F"
    for attempt in range(TRIES):
        signs = "".join(secrets.choice(SIGNS) for _sign in range(LENGTH + attempt // 5))
        number = f"{prefix}-{signs}-{check_digits(prefix + signs)}"
        try:
            with transaction.atomic():
                return Receipt.objects.create(number=number, page=page, form_title=page.title)
        except IntegrityError:
            continue
    raise AssertionError("one of twenty random numbers is free")


def check_digits(signs: str) -> str:
    """Two digits over letters and digits."""
    number = int("".join(str(int(sign, 36)) for sign in signs)) * 100
    return f"{98 - number % 97:02d}"


def is_number(text: str) -> bool:
    """Whether a number was read or heard rightly."""
    body, dash, digits = text.strip().upper().rpartition("-")
    signs = body.replace("-", "")
    return bool(dash and signs.isascii() and signs.isalnum()) and digits == check_digits(signs)
