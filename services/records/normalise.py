"""Normalisation of the sources' values for the catalogue. No Django here."""

import re
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from zoneinfo import ZoneInfo

from services.records import EASY_LANGUAGE

BERLIN = ZoneInfo("Europe/Berlin")

# Names and codes of languages that are no plain BCP 47 tags. Every form of Leichte or einfache
# Sprache that a source uses leads to "de-LS": the exact tag differs from state to state.
LANGUAGE_NAMES = {
    "deutsch": "de",
    "german": "de",
    "deu": "de",
    "ger": "de",
    "englisch": "en",
    "english": "en",
    "eng": "en",
    "französisch": "fr",
    "polnisch": "pl",
    "ukrainisch": "uk",
    "russisch": "ru",
    "türkisch": "tr",
    "arabisch": "ar",
    "sorbisch": "hsb",
    "deutsche gebärdensprache": "gsg",
    "gebärdensprache": "gsg",
    "dgs": "gsg",
}
_EASY = re.compile(r"leicht|einfach|easy|simple|plain|(?:^|[-_ ])ls$")
_OTHER_LANGUAGE = re.compile(r"(?!de)([a-z]{2})[-_]")
_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_](?:[a-z]{2}|\d{3}))?(?:[-_].*)?")

# Days that mean "without limit", whatever the century of the editorial system.
UNLIMITED_DAYS = frozenset({date(1970, 1, 1), date(2050, 1, 1), date(2999, 12, 31), date.max})
_FIRST_YEAR, _LAST_YEAR = 1971, 2199
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?")

_LEIKA_PREFIX = re.compile(r"^\s*leika[^\d]*", re.IGNORECASE)
_LEIKA_NOISE = re.compile(r"[\s.\u200b\ufeff]+")
_LEIKA_KEY = re.compile(r"[0-9]{14}")

_AREA = re.compile(r"(?:0[0-9]|1[0-6])(?:[0-9]{10}|[0-9]{6}|[0-9]{3})?")

_NUMBER = re.compile(r"[0-9][0-9.,]*(?:[eE][+-]?[0-9]{1,2})?")
_CURRENCY = re.compile(r"EUR|Euro|€|[\s\u2019']+", re.IGNORECASE)
_LARGEST_AMOUNT = Decimal(10) ** 10

_TRUE = frozenset({"true", "1", "ja", "wahr", "yes", "j", "y"})
_FALSE = frozenset({"false", "0", "nein", "falsch", "no", "n"})


@lru_cache(8192)
def leika_key(raw: str | None) -> str | None:
    """A LeiKa key of 14 digits out of "99.140.001.019.000 ", "LeiKa: 99…"; else None."""
    key = _LEIKA_NOISE.sub("", _LEIKA_PREFIX.sub("", raw or ""))
    return key if _LEIKA_KEY.fullmatch(key) else None


@lru_cache(1024)
def language_tag(raw: str | None) -> str:
    """A BCP 47 tag without region: "de_DE" → "de", "Leichte Sprache" → "de-LS", "" → "de"."""
    name = (raw or "").strip().lower()
    if not name:
        return "de"
    if _EASY.search(name):
        other = _OTHER_LANGUAGE.match(name)
        return other[1] if other else EASY_LANGUAGE
    if name in LANGUAGE_NAMES:
        return LANGUAGE_NAMES[name]
    tag = _TAG.fullmatch(name)
    if not tag:
        return name
    language = LANGUAGE_NAMES.get(tag[1], tag[1])
    return f"{language}-{tag[2].title()}" if tag[2] else language


def _parse_instant(text: str) -> datetime | None:
    try:
        parsed = datetime.fromisoformat(text)
        if parsed.tzinfo is None:
            parsed = parsed.replace(tzinfo=BERLIN)
        return parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _parse_day(text: str) -> date | None:
    if german := _GERMAN_DAY.fullmatch(text):
        text = f"{german[3]}-{int(german[2]):02}-{int(german[1]):02}"
    if iso := _ISO_DAY.fullmatch(text):
        try:
            return date.fromisoformat(iso[1])
        except ValueError:
            return None
    parsed = _parse_instant(text)
    try:
        return parsed and parsed.astimezone(BERLIN).date()
    except OverflowError:
        return None


@lru_cache(8192)
def day(raw: str | None) -> date | None:
    """A day from an ISO date, an ISO instant (its day in Berlin) or "31.12.2026".

    None when it is no day, or one that means "unlimited": 1970-01-01 and all before 1971,
    2050-01-01, 2999-12-31, 9999-12-31 and all from 2200 on.
    """
    parsed = _parse_day((raw or "").strip())
    if parsed is None or parsed in UNLIMITED_DAYS:
        return None
    return parsed if _FIRST_YEAR <= parsed.year <= _LAST_YEAR else None


@lru_cache(8192)
def instant(raw: str | None) -> datetime | None:
    """An aware moment in UTC from ISO 8601; without a zone it is Berlin's. Sentinels → None."""
    parsed = _parse_instant((raw or "").strip())
    return parsed if parsed and _FIRST_YEAR <= parsed.year <= _LAST_YEAR else None


@lru_cache(8192)
def area_key(raw: str | None) -> str:
    """An area as ARS of 12 digits, "" when it is none.

    An AGS (8 digits: state, region, district, municipality) lacks the association of
    municipalities, which is filled with zeros; a state (2) or a district (5) is its own ARS
    followed by zeros. Keys are text: a leading zero is part of them.
    """
    key = "".join((raw or "").split())
    if not _AREA.fullmatch(key):
        return ""
    if len(key) == 8:
        return f"{key[:5]}0000{key[5:]}"
    return key.ljust(12, "0")


def _with_decimal_point(number: str) -> str:
    """The last separator is the decimal one, unless it occurs several times; "" for nonsense."""
    if number.count(",") > 1 and number.count(".") > 1:
        return ""
    comma, point = number.rfind(","), number.rfind(".")
    decimal = "," if comma > point else "."
    if number.count(decimal) > 1:
        return number.replace(",", "").replace(".", "")
    other = "." if decimal == "," else ","
    return number.replace(other, "").replace(decimal, ".")


@lru_cache(4096)
def amount(raw: str | float | None) -> str:
    """Money as decimal text of 2 to 4 places, "" when there is none.

    "28,80", "1.234,50", "28.8", "37 EUR", "28,-". A single point is the decimal point, as in
    xs:decimal and JSON: "1.234" is one and a bit, "1.234,00" is more than a thousand.
    """
    number = _CURRENCY.sub("", str(raw if raw is not None else "")).rstrip("-–").rstrip(",")
    if not _NUMBER.fullmatch(number):
        return ""
    try:
        value = Decimal(_with_decimal_point(number))
        value = value.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    except InvalidOperation:
        return ""
    if value >= _LARGEST_AMOUNT:
        return ""
    whole, _, places = f"{value:f}".partition(".")
    return f"{whole}.{places.rstrip('0').ljust(2, '0')}"


def boolean(raw: str | bool | int | None) -> bool | None:
    """True or False as sources write it ("true", "1", "ja", …); None for anything else."""
    word = str(raw).strip().lower()
    if word in _TRUE:
        return True
    return False if word in _FALSE else None
