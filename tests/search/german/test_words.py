"""Words as they are compared: one form for all spellings and inflections."""

import threading

import pytest

from search.german.words import LONGEST_WORD, joined, stem, stems, words


@pytest.mark.parametrize(
    "spellings",
    [
        ["Bürgerbüro", "BÜRGERBÜRO", "buergerbuero", "Bu\u0308rgerbu\u0308ro", "Bür\xadgerbüro"],
        ["Straße", "Strasse", "straßen", "STRASSEN"],
        ["Gebühr", "Gebühren", "gebuehren"],
        ["Hund", "Hunde", "Hundes"],
        ["Haus", "Häuser", "haeuser"],
        ["ummelden", "Ummeldung", "Ummeldungen"],
        ["neu", "neue", "neuen"],
        ["bauen", "Bau"],
    ],
)
def test_spellings_and_inflections_have_one_stem(spellings):
    assert len({tuple(stems(one)) for one in spellings}) == 1


@pytest.mark.parametrize("pair", [("Kasse", "Kasten"), ("Rat", "Rad"), ("Wahl", "Wal")])
def test_different_words_have_different_stems(pair):
    assert stem(pair[0].casefold()) != stem(pair[1].casefold())


def test_signs_and_operators_separate_words():
    assert words('"hunde*" AND (steuer) OR -title:x; DROP') == [
        *("hunde", "and", "steuer", "or", "title", "x", "drop"),
    ]


@pytest.mark.parametrize("text", ["", " ", "!?*", "\x00", "\ud800", "\u200b", "🐕"])
def test_what_holds_no_word_gives_none(text):
    assert words(text) == []


def test_figures_are_words():
    assert words("§ 12 BauGB, 115") == ["12", "baugb", "115"]


def test_a_word_without_end_is_cut():
    assert words("a" * 10_000) == ["a" * LONGEST_WORD]


def test_parts_joined_by_a_sign_are_one_word_too():
    assert joined("Bürger-Büro und Eltern/Kind-Treff, 10-12 Uhr") == [
        *("bürgerbüro", "elternkindtreff"),
    ]


def test_threads_stem_alike():
    """Snowball's stemmers keep a state of their own."""
    stem.cache_clear()
    found = []
    texts = [f"Anmeldungen{number} Häuser Gebühren" for number in range(300)]
    threads = [
        threading.Thread(target=lambda: found.append([stems(text) for text in texts]))
        for _number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(one == found[0] for one in found)
