"""What was typed becomes words that are safe to search for."""

from hypothesis import given
from hypothesis import strategies as st

from search.tokenizing import MAX_PHRASES, MAX_WORDS, phrases, spellings, words


def test_signs_and_operators_only_separate_words():
    assert words("Hund* AND \"Steuer\" OR (NEAR) -a:b\x00c") == [
        "hund", "and", "steuer", "or", "near", "a", "b", "c",
    ]  # fmt: skip


def test_emoji_and_blanks_are_no_words():
    assert words(" 🏛️ \t\n ") == []


def test_a_decomposed_umlaut_is_the_same_word():
    assert words("Bu\u0308rger") == ["bürger"]


def test_umlauts_are_found_however_they_are_written():
    assert "bürgerbüro" in spellings("buergerbuero")
    assert "buergerbuero" in spellings("bürgerbüro")
    assert "straße" in spellings("strasse")
    assert "strasse" in spellings("straße")
    assert "größe" in spellings("groesse")


def test_a_word_without_other_spellings_stands_alone():
    assert spellings("hund") == ["hund"]


def test_the_query_as_typed_comes_first():
    assert phrases("Neue Strasse")[0] == "neue strasse"
    assert "neue straße" in phrases("Neue Strasse")


@given(st.text(max_size=5000))
def test_any_text_gives_few_and_harmless_phrases(text):
    found = phrases(text)
    assert len(found) <= MAX_PHRASES
    assert len(words(text)) <= MAX_WORDS
    for phrase in found:
        assert phrase.strip() and not set(phrase) & set("\"'*()\x00:-")


def test_the_work_for_a_query_is_bounded():
    query = "straße ueber oeffentliche aemter busse masse fuesse strasse"
    found = phrases(query)
    assert found[0] == query
    assert "straße über öffentliche ämter busse masse füsse strasse" in found
    for number in range(1, 12):
        many = phrases(" ".join(query.split()[:number] * 3))
        assert len(many) <= 12 and sum(len(one.split()) for one in many) <= 24
