"""Compounds are split where their parts are words of the site."""

import pytest

from search.german.compounds import Splitter
from search.german.words import stems

KNOWN = """Hund Steuer Anmeldung Schule Buch Geburt Urkunde Straße Laterne Kind Garten Wohnung
    Geber Bestätigung Verwaltung Rat Haus Bau Stelle Sperre Müll"""


@pytest.fixture(scope="module")
def splitter():
    return Splitter(set(stems(KNOWN)))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("hundesteuer", "Hund Steuer"),
        ("hundesteueranmeldung", "Hund Steuer Anmeldung"),
        ("schulbücher", "Schule Buch"),
        ("schulbuecher", "Schule Buch"),
        ("geburtsurkunden", "Geburt Urkunde"),
        ("straßenlaterne", "Straße Laterne"),
        ("strassenlaternen", "Straße Laterne"),
        ("kindergarten", "Kind Garten"),
        ("wohnungsgeberbestätigung", "Wohnung Geber Bestätigung"),
        ("baustellen", "Bau Stelle"),
        ("sperrmüll", "Sperre Müll"),
    ],
)
def test_a_compound_is_split_into_known_words(splitter, word, parts):
    assert splitter.split(word) == tuple(stems(parts))


@pytest.mark.parametrize(
    "word", ["verwaltung", "hunde", "xylophon", "hundexyz", "aaaaaaaaaaaaaaaaaaaa"]
)
def test_what_is_no_compound_of_known_words_stays_whole(splitter, word):
    assert splitter.split(word) == ()


def test_the_way_with_the_fewest_parts_counts():
    splitter = Splitter(set(stems("Stadt Rat Haus Rathaus")))
    assert splitter.split("stadtrathaus") == tuple(stems("Stadt Rathaus"))


def test_a_word_without_end_takes_no_time(splitter):
    assert splitter.split("hundesteuer" * 6) == ()
