"""Words of a question are marked in a sentence; everything else is text."""

from search.german.known_words import KnownWords
from search.german.question import understand
from search.known import counted
from search.marking import LONGEST, marked, stems_to_mark


def shown(question: str, text: str, **more) -> str:
    asked = understand(question, KnownWords(counted([text])))
    return marked(text, stems_to_mark(asked), **more)


def test_all_forms_of_a_word_are_marked():
    assert shown("hund", "Hunde und Hund") == "<mark>Hunde</mark> und <mark>Hund</mark>"


def test_the_compound_that_holds_the_word_is_marked_as_a_whole():
    assert shown("hund", "Die Hundesteuer steigt.") == "Die <mark>Hundesteuer</mark> steigt."


def test_stop_words_are_not_marked():
    assert shown("wo ist der hund", "Der Hund ist da.") == "Der <mark>Hund</mark> ist da."


def test_markup_in_a_text_is_escaped_and_never_cut_in_two():
    text = shown("script", "<script>alert('&')</script>")
    assert text == "&lt;<mark>script</mark>&gt;alert(&#x27;&amp;&#x27;)&lt;/<mark>script</mark>&gt;"


def test_the_part_with_most_words_is_shown_between_whole_words():
    before, after = "Am Anfang steht anderes. " * 40, " Danach steht noch mehr." * 40
    text = shown("hund steuer", f"{before}Der Hund kostet Steuer.{after} Ein Hund.")
    assert "<mark>Hund</mark> kostet <mark>Steuer</mark>" in text
    assert text.startswith("… ") and text.endswith(" …")
    plain = text.replace("<mark>", "").replace("</mark>", "").strip("… ")
    assert len(plain) <= LONGEST
    assert plain.split()[0] in before.split() and plain.split()[-1] in after.split()


def test_a_word_longer_than_the_sentence_does_no_harm():
    assert shown("x", "x" * 1000, longest=50).count("x") == 50


def test_an_empty_text_stays_empty():
    assert shown("hund", "") == ""
