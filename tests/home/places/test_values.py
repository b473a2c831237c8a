"""Answers to facets, from text and back."""

import pytest
from django.core.exceptions import ValidationError

from home.places import facet_values
from home.places.models import Facet

CHOICE = Facet(name="Untergrund", kind="choice", answers="Sand\nRasen")
MULTI = Facet(name="Ausstattung", kind="multi", answers="Rutsche\nSchaukel\nSeilbahn")
YES_NO = Facet(name="Wasser", kind="yes-no")
RANGE = Facet(name="Alter", kind="range", unit="Jahre")


@pytest.mark.parametrize(
    ("facet", "text", "value", "written"),
    [
        (CHOICE, " sand ", "Sand", "Sand"),
        (MULTI, "Seilbahn|rutsche", ["Rutsche", "Seilbahn"], "Rutsche | Seilbahn"),
        (YES_NO, "Ja", True, "ja"),
        (YES_NO, "nein", False, "nein"),
        (RANGE, "3 – 12", [3, 12], "3 bis 12"),
        (RANGE, "2,5", [2.5, 2.5], "2,5"),
        (RANGE, "ab 6", [6, facet_values.HIGHEST], "ab 6"),
        (RANGE, "bis 6", [0, 6], "0 bis 6"),
        (CHOICE, "  ", None, ""),
    ],
)
def test_an_answer_is_read_and_written(facet, text, value, written):
    assert facet_values.read(facet, text) == value
    assert facet_values.write(facet, value) == written
    if written:
        assert facet_values.read(facet, written) == value


@pytest.mark.parametrize(
    ("facet", "text"),
    [
        (CHOICE, "Beton"),
        (CHOICE, "Sand|Rasen"),
        (MULTI, "Rutsche|Achterbahn"),
        (YES_NO, "vielleicht"),
        (RANGE, "alle"),
        (RANGE, "12-3"),
        (RANGE, "=1+1"),
        (RANGE, "-3"),
        (RANGE, "1e400"),
    ],
)
def test_what_is_no_answer_is_refused_with_what_was_written(facet, text):
    with pytest.raises(ValidationError) as refused:
        facet_values.read(facet, text)
    assert text.split("|")[-1] in refused.value.messages[0]


def test_answers_are_told_in_words(settings):
    assert facet_values.describe(RANGE, [3, 12]) == "3–12 Jahre"
    assert facet_values.describe(RANGE, [5, 5]) == "5 Jahre"
    assert facet_values.describe(MULTI, ["Rutsche", "Seilbahn"]) == "Rutsche, Seilbahn"
    assert facet_values.describe(MULTI, "Rutsche") == "Rutsche"


@pytest.mark.parametrize("value", [None, [], {}, 7, [1], ["a", 2], "x", True])
def test_what_a_range_cannot_be_does_not_fit_it(value):
    assert not facet_values.matches_kind(RANGE, value)
