"""What is understood of a question, as a whole: its terms and what answers them."""

import pytest

from search.german import vocabulary
from search.german.known_words import KnownWords
from search.german.question import MOST_WORDS, understand
from search.german.vocabulary import Vocabulary
from search.german.words import stem, stems, words

TITLES = """Personalausweis beantragen; Hundesteuer anmelden; Hund anmelden; Bürgerbüro;
    Straßenbeleuchtung: Störung melden; Wertstoffhof; Führungszeugnis; Wohnung ummelden;
    Öffnungszeiten der Bücherei"""


@pytest.fixture(scope="module")
def known():
    return KnownWords(dict.fromkeys(words(TITLES), 1))


@pytest.fixture
def ask(known):
    def ask(text, **options):
        return understand(text, known, [vocabulary.own()], **options)

    return ask


def weights(question):
    return {term.word: term.weight for term in question.terms}


def alternatives(question, word):
    [term] = [term for term in question.terms if term.word == word]
    return {one.stems: one.why for one in term.alternatives.values()}


def test_words_of_form_say_what_is_wanted_and_count_little(ask):
    question = ask("was kostet ein personalausweis")
    assert question.wanted == {"fees"}
    assert weights(question) == {"kostet": 0.25, "personalausweis": 1.0}


def test_alone_a_word_of_form_is_the_thing_itself(ask):
    question = ask("öffnungszeiten")
    assert weights(question) == {"öffnungszeiten": 1.0}
    assert question.wanted == {"hours"}


def test_a_loss_is_a_thing_of_its_own(ask):
    assert weights(ask("personalausweis verloren"))["verloren"] > 0.5


def test_a_compound_is_answered_by_its_parts(ask):
    found = alternatives(ask("wohnungsummeldung"), "wohnungsummeldung")
    assert found[tuple(stems("Wohnung Ummeldung"))] == "parts"


def test_a_part_is_answered_by_compounds(ask):
    found = alternatives(ask("beleuchtung"), "beleuchtung")
    assert found[(stem("straßenbeleuchtung"),)] == "part of"


def test_a_citizens_word_is_answered_by_the_official_one(ask):
    found = alternatives(ask("perso"), "perso")
    assert found[(stem("personalausweis"),)] == "same"


def test_a_slip_is_corrected_and_told(ask):
    question = ask("fürhungszeugnis")
    assert question.corrected == "führungszeugnis"
    assert (stem("führungszeugnis"),) in alternatives(question, "fürhungszeugnis")


def test_known_words_are_not_corrected(ask):
    assert ask("hund anmelden").corrected == ""


def test_the_last_word_may_be_unfinished(ask):
    found = alternatives(ask("hund anm", is_being_typed=True), "anm")
    assert found[(stem("anmelden"),)] == "beginning"


def test_a_hyphen_joins_and_separates(ask):
    question = ask("Bürger-Büro")
    assert (stem("bürgerbüro"),) in alternatives(question, "bürgerbüro")


def test_a_compound_may_be_written_apart(ask):
    question = ask("führungs zeugnis")
    assert alternatives(question, "führungs zeugnis") == {(stem("führungszeugnis"),): "together"}


def test_a_phrase_answers_for_its_words(known):
    made = Vocabulary([{"said": "nicht zu Hause", "means": "Wohnung", "relation": "situation"}])
    question = understand("bin nicht zu hause", known, [made])
    assert alternatives(question, "nicht zu hause") == {("wohnung",): "situation"}
    assert weights(question)["hause"] < 1


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\x00", "\ud800", "der die das", "a" * 10_000, "ä ö ü ß " * 500),
        *(
            '"',
            "*",
            "hund*",
            "title:(hund OR",
            "NEAR(hund, 3)",
            "'; DROP TABLE x; --",
            "🐕",
            "%_\\",
        ),
    ],
)
def test_any_text_is_safe(ask, text):
    question = ask(text)
    assert len(question.terms) <= 2 * MOST_WORDS
    assert all(isinstance(one, str) for one in question.stems())
