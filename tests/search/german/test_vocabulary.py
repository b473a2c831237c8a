"""The vocabulary is data that a person reviews: complete, without doubles, and of use."""

from collections import Counter

import pytest

from search.german import vocabulary
from search.german.vocabulary import STRENGTH, Vocabulary
from search.german.words import stems, words

ENTRIES = vocabulary.read()


def test_there_are_many_entries_of_every_relation():
    counts = Counter(entry["relation"] for entry in ENTRIES)
    assert set(counts) == set(STRENGTH)
    assert len(ENTRIES) >= 600
    assert min(counts.values()) >= 50


def test_nothing_is_said_twice():
    said = Counter(" ".join(words(entry["said"])) for entry in ENTRIES)
    assert [one for one, count in said.items() if count > 1] == []


def test_every_entry_says_something_else():
    empty = [
        entry["said"]
        for entry in ENTRIES
        if not all(words(meaning) for meaning in entry["means"].split("|"))
        or words(entry["said"]) == words(entry["means"])
    ]
    assert empty == []


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("Knöllchen", "Verwarnungsgeld"),
        ("Knoellchen", "Verwarnungsgeld"),
        ("Perso", "Personalausweis"),
        ("Kirmes", "Volksfest"),
        ("Dackel", "Hund anmelden"),
    ],
)
def test_citizens_words_lead_to_official_ones(said, means):
    found = vocabulary.own().meanings(tuple(stems(said)))
    assert tuple(stems(means)) in {one.stems for one in found}


def test_the_best_meaning_is_the_strongest():
    made = Vocabulary([{"said": "Amt", "means": "Behörde | Rathaus", "relation": "same"}])
    first, second = made.meanings(("amt",))
    assert first.strength > second.strength
    assert first.stems == tuple(stems("Behörde"))
