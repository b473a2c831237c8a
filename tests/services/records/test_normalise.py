"""Values as sources write them become values as the catalogue keeps them."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.normalise import (
    amount,
    area_key,
    boolean,
    day,
    instant,
    language_tag,
    leika_key,
)

FUNCTIONS = (leika_key, language_tag, day, instant, area_key, amount, boolean)


@pytest.mark.parametrize("function", FUNCTIONS)
@given(raw=st.one_of(st.none(), st.text()))
def test_nothing_that_a_source_writes_breaks_it(function, raw):
    function(raw)


# --- LeiKa keys --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        *("99140001019000", "99.140.001.019.000 ", " 99 140 001 019 000", "LeiKa: 99140001019000"),
        *("leika 99140001019000", "LeiKa-Schlüssel 99.140.001.019.000", "99140001019000\ufeff"),
        "99\xa0140\xa0001\xa0019\xa0000",
    ],
)
def test_dirty_keys_are_cleaned(raw):
    assert leika_key(raw) == "99140001019000"


@pytest.mark.parametrize(
    "raw",
    [
        *("", None, "nicht im LeiKa", "nciht im LeiKa", "unbekannt", "9914000101900"),
        *("991400010190000", "99140001019000, 99140001019001", "٩٩١٤٠٠٠١٠١٩٠٠٠"),
    ],
)
def test_what_is_no_key_is_none(raw):
    assert leika_key(raw) is None


@given(st.from_regex(r"[0-9]{14}", fullmatch=True))
def test_a_key_survives_dots_and_blanks(key):
    dotted = f" {key[:2]}.{key[2:5]}.{key[5:8]}.{key[8:11]}.{key[11:]} "
    assert leika_key(key) == leika_key(dotted) == key


# --- Languages ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "tag"),
    [
        *(("de", "de"), ("de_DE", "de"), ("de-AT", "de"), ("DE", "de"), ("deu", "de"), ("", "de")),
        *(("en_GB", "en"), ("en-US", "en"), ("Englisch", "en"), ("eng", "en"), (None, "de")),
        *(("Deutsch", "de"), ("nds", "nds"), ("zh_Hans_CN", "zh-Hans"), ("Sorbisch", "hsb")),
        *(("Ukrainisch", "uk"), ("Deutsche Gebärdensprache", "gsg"), ("tlh-x-a", "tlh")),
    ],
)
def test_languages(raw, tag):
    assert language_tag(raw) == tag


@pytest.mark.parametrize(
    "raw",
    [
        *(
            "de-LS",
            "de_LS",
            "LS",
            "Leichte Sprache",
            "leichte Sprache",
            "Deutsch (leichte Sprache)",
        ),
        *(
            "einfache Sprache",
            "Einfache Sprache",
            "de-x-leicht",
            "de_DE_LS",
            "de-simple",
            "de_easy",
        ),
    ],
)
def test_every_form_of_leichte_sprache(raw):
    assert language_tag(raw) == "de-LS"


def test_easy_english_is_not_leichte_sprache():
    assert language_tag("en-easy") == "en"


@given(st.text())
def test_a_tag_stays_what_it_is(raw):
    assert language_tag(language_tag(raw)) == language_tag(raw)


# --- Days and moments --------------------------------------------------------------------


@given(st.dates(date(1971, 1, 1), date(2199, 12, 31)).filter(lambda d: d != date(2050, 1, 1)))
def test_a_day_survives_every_way_of_writing_it(written):
    assert day(written.isoformat()) == written
    assert day(f"{written:%d.%m.%Y}") == written
    assert day(f" {written.isoformat()}+01:00 ") == written
    assert day(f"{written.isoformat()}T12:00:00Z") == written


@pytest.mark.parametrize(
    "raw",
    [
        *("1970-01-01", "2999-12-31", "9999-12-31", "2050-01-01", "1900-01-01", "0001-01-01"),
        *("1970-01-01T00:00:00Z", "2999-12-31T23:59:59Z", "9999-12-31T23:59:59.999Z"),
        *("2049-12-31T23:00:00Z", "31.12.2999", "2200-01-01"),
    ],
)
def test_sentinels_mean_unlimited(raw):
    assert day(raw) is None


@pytest.mark.parametrize("raw", ["", None, "2024-02-30", "30.02.2024", "morgen", "2024", "12"])
def test_what_is_no_day_is_none(raw):
    assert day(raw) is None


def test_a_moment_is_the_day_it_has_in_berlin():
    assert day("2025-12-31T23:30:00Z") == date(2026, 1, 1)
    assert day("2026-07-01T00:00:00+02:00") == date(2026, 7, 1)


@given(st.datetimes(datetime(1971, 1, 2), datetime(2199, 12, 30)), st.integers(-14 * 60, 14 * 60))
def test_a_moment_survives_its_zone(naive, minutes):
    moment = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    read = instant(moment.isoformat())
    assert read == moment
    assert read.tzinfo is UTC


def test_a_moment_without_a_zone_is_berlins():
    assert instant("2026-01-15T12:00:00") == datetime(2026, 1, 15, 11, tzinfo=UTC)
    assert instant("2026-07-15T12:00:00") == datetime(2026, 7, 15, 10, tzinfo=UTC)


def test_seven_decimals_of_a_second_are_cut():
    assert instant("2026-01-15T12:00:00.1234567Z").microsecond == 123456


@pytest.mark.parametrize("raw", ["", None, "gestern", "9999-12-31T23:59:59-14:00", "1970-01-01"])
def test_what_is_no_moment_is_none(raw):
    assert instant(raw) is None


# --- Areas -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "ars"),
    [
        *(("066360016016", "066360016016"), (" 066360016016 ", "066360016016")),
        *(("06636016", "066360000016"), ("06", "060000000000"), ("06435", "064350000000")),
        *(("000000000000", "000000000000"), ("0643 5001 4014", "064350014014")),
        *(("", ""), (None, ""), ("8957653", ""), ("Lindenfurt", ""), ("996360016016", "")),
        *(("66360016016", ""), ("0663601601", ""), ("٠٦", "")),
    ],
)
def test_areas(raw, ars):
    assert area_key(raw) == ars


@given(st.from_regex(r"(0[0-9]|1[0-6])[0-9]{6}", fullmatch=True))
def test_an_ags_can_be_read_back(ags):
    ars = area_key(ags)
    assert len(ars) == 12
    assert ars[:5] + ars[9:] == ags


# --- Money -------------------------------------------------------------------------------


@given(st.decimals(0, 9_999_999, places=2))
def test_an_amount_survives_every_way_of_writing_it(value):
    english = f"{value:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    for written in (f"{value:f}", german, german.replace(".", ""), f"{german} €", f"EUR {value:f}"):
        assert Decimal(amount(written)) == value
    assert amount(amount(german)) == amount(german)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        *(("28,80", "28.80"), ("28.8", "28.80"), ("37", "37.00"), ("1.234,50", "1234.50")),
        *(("1,234.50", "1234.50"), ("1.234.567", "1234567.00"), ("28,-", "28.00")),
        *(("0.125", "0.125"), ("1.23456", "1.2346"), ("37 EUR", "37.00"), ("0", "0.00")),
        *((28.8, "28.80"), (37, "37.00"), ("1E3", "1000.00"), ("1\xa0234,50 €", "1234.50")),
        *(("", ""), (None, ""), ("auf Anfrage", ""), ("-5", ""), ("NaN", ""), ("1e99", "")),
        *(("99999999999", ""), ("12 bis 20", ""), ("1,2,3.4.5", "")),
    ],
)
def test_amounts(raw, text):
    assert amount(raw) == text


# --- Yes and no --------------------------------------------------------------------------


@pytest.mark.parametrize("raw", ["true", "TRUE ", "1", "ja", "Ja", True, 1])
def test_yes(raw):
    assert boolean(raw) is True


@pytest.mark.parametrize("raw", ["false", "0", "nein", False, 0])
def test_no(raw):
    assert boolean(raw) is False


@pytest.mark.parametrize("raw", ["", None, "vielleicht", 2])
def test_neither(raw):
    assert boolean(raw) is None
