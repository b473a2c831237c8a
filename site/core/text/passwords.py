"""A password's one spelling (RFC 8265, OpaqueString): what is typed on two machines is the same.

Composed, and every kind of blank is a blank; nothing else changes, for what nobody sees counts in
a password, too. No Django here.
"""

import unicodedata


def clean_password(text: str) -> str:
    """The password as it is compared and hashed."""
    blanks = (" " if unicodedata.category(sign) == "Zs" else sign for sign in text)
    return unicodedata.normalize("NFC", "".join(blanks))
