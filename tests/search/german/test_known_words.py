"""The words of a site: beginnings, parts of compounds, and typos."""

import pytest

from search.german.known_words import KnownWords
from search.german.words import stem


@pytest.fixture(scope="module")
def known():
    return KnownWords(
        {
            "personalausweis": 9,
            "personalrat": 1,
            "reisepass": 5,
            "straßenbeleuchtung": 2,
            "beleuchtung": 1,
            "führungszeugnis": 3,
            "wohngeld": 4,
            "wohngeldstelle": 1,
            "kita": 2,
            "kiosk": 1,
            "hund": 7,
            "hunde": 2,
        }
    )


def test_forms_of_a_word_are_one(known):
    assert "hund" in known
    assert known.frequency("hund") == 9


def test_the_most_used_beginning_comes_first(known):
    assert known.beginning_with("perso") == [stem("personalausweis"), stem("personalrat")]
    assert known.beginning_with("xyz") == []


def test_a_word_is_found_in_compounds(known):
    assert known.containing(stem("beleuchtung")) == [stem("straßenbeleuchtung")]
    assert known.containing(stem("wohngeld")) == [stem("wohngeldstelle")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("persoanlausweis", "personalausweis"),
        ("resiepass", "reisepass"),
        ("reisepas", "reisepass"),
        ("führungzeugnis", "führungszeugnis"),
        ("fuehrungszeugnis", "führungszeugnis"),
        ("wohngled", "wohngeld"),
    ],
)
def test_a_slip_is_corrected(known, typed, meant):
    assert known.corrections(typed)[0] == meant


@pytest.mark.parametrize("typed", ["kit", "abc", "12345", "donaudampfschiff", "q" * 60])
def test_what_is_too_short_or_too_far_is_left_alone(known, typed):
    assert known.corrections(typed) == []
