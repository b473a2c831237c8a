"""Validation against guessable passwords: common words, the city's names, rows of keys, digits.

Everything that attackers try is removed from the password: words, also written with digits
(p4ssw0rt), rows of keys and of the alphabet, years, repetitions. The rest has to be guessed.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Site

from .password_words import WORDS

LEFT_OVER = 6
SHORTEST_WORD = 3
# Of letters: shorter ones stand in many words.
SHORTEST_RUN = {True: 4, False: 3}
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_WITH_DIGITS = str.maketrans("01345789@$!|€+", "oieastbgasiiet")
_ROWS = (
    *("qwertzuiopü", "asdfghjklöä", "yxcvbnm", "^1234567890ß´", '!"§$%&/()=?'),
    *("qwertyuiop", "zxcvbnm", "1qayxsw2", "qaywsxedcrfvtgbzhnujm"),
    *("abcdefghijklmnopqrstuvwxyz", "0123456789"),
)
_YEAR = re.compile(r"(19|20)\d\d")
_DATE = re.compile(r"\d{1,2}[.\-/]\d{1,2}[.\-/]?(\d{2,4})?")
_REPEATED = re.compile(r"(.{1,4}?)\1{2,}")
# Stands where something was taken out, so that its neighbours do not make a word.
_HOLE = "\n"


class GuessableValidator:
    """Refuses passwords made of common words, names of this site and rows of keys alone."""

    def validate(self, password, user=None):
        if len(left_over(password, [*own_names(), *_names_of(user)])) < LEFT_OVER:
            raise ValidationError(
                _(
                    "This password would be guessed soon: it is made of common words, names or "
                    "neighbouring keys. Take some words that have nothing to do with each other."
                ),
                code="password_guessable",
            )

    def get_help_text(self):
        return _(
            "Not a common word, the name of the city or a row of keys, not even with digits "
            "behind it."
        )


def left_over(password: str, names: Iterable[str] = ()) -> str:
    """The rest of a password once everything that attackers try first is removed."""
    names = {part for name in names for part in _words_in(name)}
    text = password.casefold().translate(_SPELT_OUT)
    # Words before rows: "wer" is a row of keys, too.
    text = _without_rows(_without_numbers(_without_words(text, names)))
    text = _without_words(text, names)
    return "".join(sign for sign in text if sign.isalnum())


def own_names() -> Iterator[str]:
    """The names of the installation and of its sites."""
    yield from (settings.WAGTAIL_SITE_NAME, settings.OTP_TOTP_ISSUER)
    yield from chain.from_iterable(Site.objects.values_list("site_name", "hostname"))


def _names_of(user) -> Iterator[str]:
    for name in ("username", "first_name", "last_name", "email"):
        yield getattr(user, name, None) or ""


def _words_in(name: str) -> Iterator[str]:
    plain = name.casefold().translate(_SPELT_OUT)
    words = re.findall(r"[^\W_]+", plain)
    yield from (word for word in [*words, "".join(words)] if len(word) >= SHORTEST_WORD)


def _without_numbers(text):
    for pattern in (_REPEATED, _DATE, _YEAR):
        text = pattern.sub(_HOLE, text)
    return text


def _without_rows(text):
    """Take out neighbouring keys, forwards or backwards."""
    start = 0
    while start < len(text):
        length = _row_at(text, start)
        if length >= SHORTEST_RUN[text[start].isalpha()]:
            text = text[:start] + _HOLE + text[start + length :]
        start += 1
    return text


def _row_at(text, start):
    length = 1
    while length < len(text) - start:
        piece = text[start : start + length + 1]
        if not any(piece in row or piece[::-1] in row for row in _ROWS):
            break
        length += 1
    return length


def _without_words(text, names):
    """Take out words, the longest first; digits and signs count as the letters they look like."""
    read = text.translate(_WITH_DIGITS)
    taken = [False] * len(read)
    for word in sorted(WORDS | names, key=len, reverse=True):
        start = read.find(word)
        while start != -1:
            end = start + len(word)
            if not any(taken[start:end]):
                taken[start:end] = [True] * len(word)
            start = read.find(word, start + 1)
    return "".join(_HOLE if gone else sign for gone, sign in zip(taken, text, strict=True))
