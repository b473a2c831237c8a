"""Fees, deadlines and durations in words."""

from decimal import Decimal

import pytest
from django.utils import translation

from services import formatting
from services.models import Deadline, Fee, ProcessingTime


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def fee(kind="variable", **amounts):
    return Fee(kind=kind, **{name: Decimal(value) for name, value in amounts.items()})


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("37.00", "37,00\xa0€"),
        ("28.8", "28,80\xa0€"),
        ("1234.5000", "1.234,50\xa0€"),
        ("0.0375", "0,0375\xa0€"),
        ("0", "0,00\xa0€"),
    ],
)
def test_money_is_written_as_germans_do(amount, text):
    with translation.override("de"):
        assert formatting.money(Decimal(amount)) == text


def test_money_is_written_as_the_language_does_and_in_its_currency():
    assert formatting.money(Decimal("1234.5")) == "€1,234.50"
    assert formatting.money(Decimal(5), "CHF") == "CHF5.00"


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (fee("free"), "free of charge"),
        (fee("fixed", amount="5"), "€5.00"),
        (fee(minimum="5", maximum="9.5"), "€5.00 to €9.50"),
        (fee(minimum="5", maximum="5"), "€5.00"),
        (fee(minimum="5"), "from €5.00"),
        (fee(maximum="9"), "up to €9.00"),
        (fee(minimum="0", maximum="9"), "€0.00 to €9.00"),
        (fee(), "varies"),
    ],
)
def test_a_fee_says_what_is_known_of_it(item, text):
    assert formatting.fee_amount(item) == text


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"amount": "1", "unit": "WOCHE"}, "1 week"),
        ({"amount": "3", "unit": "MONAT"}, "3 months"),
        ({"amount": "2", "amount_to": "3", "unit": "TAG"}, "2 to 3 days"),
        ({"amount": "1", "amount_to": "2", "unit": "TAG", "unit_to": "WOCHE"}, "1 day to 2 weeks"),
        ({"amount": "6", "amount_to": "6", "unit": "WOCHE", "unit_to": "WOCHE"}, "6 weeks"),
        ({"amount": "1.5", "unit": "STUNDE"}, "1.5 hours"),
        ({"amount": "10", "unit": "JAHR"}, "10 years"),
        ({"amount": "4", "unit": "UNBEKANNT"}, "4"),
        ({"amount": "einige", "unit": "TAG"}, "einige days"),
        ({"day_to": "--05-31"}, "by 31 May (every year)"),
        ({"day_from": "--01-01", "day_to": "--02-29"}, "1 January to 29 February (every year)"),
        ({"day_from": "2026-01-01", "day_to": "2026-03-31"}, "1 January 2026 to 31 March 2026"),
        ({"day_to": "2026-12-31"}, "by 31 December 2026"),
        ({"day_to": "irgendwann"}, "by irgendwann"),
        ({}, ""),
    ],
)
def test_a_timespan_reads_as_words(fields, text):
    assert formatting.period(Deadline(**fields)) == text
    assert formatting.period(ProcessingTime(**fields)) == text


def test_only_a_particular_channel_is_named():
    assert formatting.channel_name(Fee(channel="100")) == "online"
    assert formatting.channel_name(Fee(channel="000")) == formatting.channel_name(Fee()) == ""


def test_a_description_falls_back_to_german():
    item = Fee(descriptions={"de": "Grundgebühr", "en": "basic fee"})
    assert formatting.description(item, "en") == "basic fee"
    assert formatting.description(item, "fr") == "Grundgebühr"
    assert formatting.description(Fee(descriptions={}), "en") == ""
