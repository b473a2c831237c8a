"""Fees, deadlines and durations in words, in the language of the page."""

from decimal import Decimal, InvalidOperation

from babel.numbers import format_currency
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from services.models import Fee
from services.models.figures import Channel

_YEAR_TO_PARSE_WITH = 2000  # a leap year: "--02-29" is a day


def money(amount: Decimal, currency: str = "EUR") -> str:
    """`37,00 €`; four places only where the amount has them."""
    places = "0.01" if amount == amount.quantize(Decimal("0.01")) else "0.0001"
    return format_currency(
        amount.quantize(Decimal(places)),
        currency or "EUR",
        locale=get_language() or "de",
        currency_digits=places == "0.01",
        decimal_quantization=False,
    )


def fee_amount(fee: Fee) -> str:
    """`37,00 €`, `kostenfrei`, `10,00 € bis 20,00 €`, `ab 10,00 €`, `nach Aufwand`."""
    if fee.kind == Fee.Kind.FREE:
        return _("free of charge")
    low, high = fee.minimum, fee.maximum
    if fee.amount is not None:
        return money(fee.amount, fee.currency)
    if low is not None and high is not None and low != high:
        return _("%(low)s to %(high)s") % {
            "low": money(low, fee.currency),
            "high": money(high, fee.currency),
        }
    if low is not None:
        amount = money(low, fee.currency)
        return amount if low == high else _("from %(amount)s") % {"amount": amount}
    if high is not None:
        return _("up to %(amount)s") % {"amount": money(high, fee.currency)}
    return _("varies")


def channel_name(part) -> str:
    """`online`, `vor Ort`; empty when it applies to any channel."""
    return str(Channel(part.channel).label) if part.channel in ("100", "200") else ""


def period(part) -> str:
    """`3 Wochen`, `2 bis 6 Monate`, `bis 31. Mai (jedes Jahr)`; empty without figures."""
    if part.amount:
        return _duration(part)
    if part.day_from or part.day_to:
        return _days(part)
    return ""


def _duration(part):
    unit_to = part.unit_to or part.unit
    if not part.amount_to or (part.amount_to == part.amount and unit_to == part.unit):
        return _count(part.amount, part.unit)
    low = _number(part.amount) if unit_to == part.unit else _count(part.amount, part.unit)
    return _("%(low)s to %(high)s") % {"low": low, "high": _count(part.amount_to, unit_to)}


def _number(text):
    try:
        value = Decimal(text.replace(",", ".")).normalize()
    except InvalidOperation:
        return text
    plain = f"{value:f}"
    return plain.replace(".", ",") if (get_language() or "de").startswith("de") else plain


def _count(amount, unit):
    number = _number(amount)
    plural = 1 if number == "1" else 2
    forms = {
        "JAHR": ngettext("%(number)s year", "%(number)s years", plural),
        "MONAT": ngettext("%(number)s month", "%(number)s months", plural),
        "WOCHE": ngettext("%(number)s week", "%(number)s weeks", plural),
        "TAG": ngettext("%(number)s day", "%(number)s days", plural),
        "WERKTAG": ngettext("%(number)s weekday", "%(number)s weekdays", plural),
        "ARBEITSTAG": ngettext("%(number)s working day", "%(number)s working days", plural),
        "STUNDE": ngettext("%(number)s hour", "%(number)s hours", plural),
        "MINUTE": ngettext("%(number)s minute", "%(number)s minutes", plural),
        "SEKUNDE": ngettext("%(number)s second", "%(number)s seconds", plural),
    }
    return forms.get(unit.upper(), "%(number)s") % {"number": number}


def _days(part):
    every_year = any(day.startswith("--") for day in (part.day_from, part.day_to) if day)
    first, last = _day(part.day_from), _day(part.day_to)
    if first and last and first != last:
        text = _("%(first)s to %(last)s") % {"first": first, "last": last}
    else:
        text = _("by %(day)s") % {"day": last or first}
    return _("%(days)s (every year)") % {"days": text} if every_year else text


def _day(text):
    if not text:
        return ""
    if text.startswith("--"):
        day = parse_date(f"{_YEAR_TO_PARSE_WITH}-{text[2:]}")
        return date_format(day, _("j F")) if day else text
    day = parse_date(text)
    return date_format(day, _("j F Y")) if day else text


def description(part, language: str = "de") -> str:
    """The detail's own text in the language of the page, else German; clean HTML or ""."""
    return part.descriptions.get(language) or part.descriptions.get("de", "")
