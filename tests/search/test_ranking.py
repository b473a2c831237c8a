"""Ranking: what is asked for by its name comes first, on every engine alike."""

import pytest

from search.german.known_words import KnownWords
from search.german.question import understand
from search.german.words import stems, words
from search.ranking import Candidate, importance, score

TITLES = [
    *("Hund anmelden", "Hund abmelden", "Hundesteuer", "Gefährlicher Hund: Erlaubnis"),
    *("Wohnung anmelden", "Auto anmelden", "Personalausweis beantragen"),
    "Personalausweis: Verlust oder Diebstahl melden",
]
COUNTS = {}
for title in TITLES:
    for word in set(words(title)):
        COUNTS[word] = COUNTS.get(word, 0) + 1
KNOWN = KnownWords(COUNTS)


def candidate(title, body="", **options):
    parts = {one for word in words(title) for one in KNOWN.split(word)}
    named = frozenset([*stems(title), *parts])
    return Candidate(title, {"title": named, "body": frozenset(stems(body))}, **options)


def weigh(stem):
    return importance(KNOWN.frequency(stem), len(TITLES))


def ranked(text, candidates=None):
    question = understand(text, KNOWN)
    found = candidates or [candidate(title) for title in TITLES]
    scored = [(score(question, one, weigh).value, one.key) for one in found]
    return [key for value, key in sorted(scored, key=lambda one: (-one[0], one[1])) if value]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("hund anmelden", "Hund anmelden"),
        ("anmeldung eines hundes", "Hund anmelden"),
        ("hunde steuer", "Hundesteuer"),
        ("hundesteuer kosten", "Hundesteuer"),
        ("ausweis", "Personalausweis beantragen"),
        ("personalausweis verloren", "Personalausweis: Verlust oder Diebstahl melden"),
        ("auto", "Auto anmelden"),
    ],
)
def test_what_is_meant_comes_first(question, first):
    assert ranked(question)[0] == first


def test_what_holds_nothing_asked_for_is_no_answer():
    assert ranked("schwimmbad") == []


def test_a_title_counts_more_than_a_text():
    found = ranked("wohnung", [candidate("Auto", body="Wohnung"), candidate("Wohnung anmelden")])
    assert found == ["Wohnung anmelden", "Auto"]


def test_what_offers_the_wanted_comes_first():
    offering = candidate("Hund abmelden", offers=frozenset({"fees"}))
    assert ranked("hund kosten", [candidate("Hund anmelden"), offering])[0] == "Hund abmelden"


def test_a_boost_is_a_factor():
    question = understand("hund", KNOWN)
    plain, boosted = candidate("Hund anmelden"), candidate("Hund anmelden", boost=1.5)
    assert score(question, boosted, weigh).value == pytest.approx(
        1.5 * score(question, plain, weigh).value
    )


def test_a_rare_word_weighs_more():
    assert importance(1, 1000) > importance(100, 1000) > importance(1000, 1000) > 0


def test_the_reasons_are_told():
    told = score(understand("hundesteuern", KNOWN), candidate("Hundesteuer"), weigh).reasons
    [reason] = told
    assert (reason.word, reason.alternative.stems) == ("hundesteuern", ("hundesteu",))
    assert reason.alternative.why == "word"
