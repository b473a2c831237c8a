"""Text in its many spellings: what doors make of it, and what they leave."""

import unicodedata

import pytest

from core.text.email import clean_email, has_valid_domain, readable_email
from core.text.encoding import decode
from core.text.normalise import clean_json, clean_line, clean_text, matching_key, storable
from core.text.passwords import clean_password

UNSEEN = "\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\U000e0041"
GERMAN = "Name;Straße\nÖffnung;Bäckerei Müller, Größe\nÜbach;Fuß\n"


@pytest.mark.parametrize("sign", [*UNSEEN, "\x00", "\x07", "\ud800", "\udfff", "\ufffe", "\ufdd0"])
def test_what_nobody_sees_goes_from_a_line(sign):
    assert clean_line(f"Bür{sign}ger") == "Bürger"


@pytest.mark.parametrize("sign", [*UNSEEN[1:], "\x00", "\x07", "\ud800", "\ufffe"])
def test_what_nobody_sees_goes_from_running_text(sign):
    assert clean_text(f"Bür{sign}ger\nmeister") == "Bürger\nmeister"


@pytest.mark.parametrize("clean", [clean_line, clean_text])
def test_two_signs_become_one_letter_also_with_an_unseen_one_between(clean):
    assert clean(unicodedata.normalize("NFD", "Müllabfuhr für Ämter")) == "Müllabfuhr für Ämter"
    assert clean("u\u200b\u0308ber") == "über"


@pytest.mark.parametrize(
    "blank", ["\xa0", "  ", "\u202f", "\u2003", "\u3000", "\t", "\r\n", "\x0b"]
)
def test_every_blank_in_a_line_is_one_blank(blank):
    assert clean_line(f"{blank}Am{blank}Markt{blank}") == "Am Markt"


def test_running_text_keeps_what_a_typesetter_means():
    typeset = "§\xa05 kostet 10\u202f000\xa0€ für Verwaltungs\u00adverfahren"
    assert clean_text(typeset) == typeset
    assert clean_text("Wort\xa0 Wort") == "Wort Wort"
    assert clean_text("a  b\r\n  - x \r\n\r\nc\x0bd\te\u2028f") == "a b\n  - x\n\nc\nd\te\nf"


@pytest.mark.parametrize(
    "text",
    [
        *("👩\u200d🚒", "❤\ufe0f", "1\ufe0f\u20e3", "🏳\ufe0f\u200d🌈"),
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        *("می\u200cخواهم", "क्\u200dष", "ව්\u200dය", "בית (\u200f3\u200f)"),
    ],
)
def test_what_a_script_or_an_emoji_needs_stays(text):
    assert clean_line(text) == clean_text(text) == text


def test_hidden_messages_in_emoji_and_flags_go():
    assert clean_line("🙂\U000e0041\U000e0042 A\U000e0041\U000e0101B") == "🙂 AB"


def test_windows_signs_and_letters_of_printers_are_read():
    assert clean_line("\x84Gr\xfcn\x93 \x96 5 \x80") == "„Grün“ – 5 €"
    assert clean_line("Öﬀnung ﬁnden") == "Öffnung finden"


def test_a_json_value_that_no_database_holds_is_put_right():
    value = {"a\x00": ["\ud83d\ude00 \ud83d", float("nan"), 1, None, True], "b": "u\u0308 \x00"}
    assert storable(value) == {"a": ["😀 ", None, 1, None, True], "b": "u\u0308 "}
    assert clean_json(value) == {"a": ["😀", None, 1, None, True], "b": "ü"}


def test_plain_text_is_handed_back_as_it_is():
    text = "Dog tax (annual), § none"
    assert clean_line("plain text") == "plain text"
    assert clean_text(text) == text


def test_spellings_of_one_heading_match():
    same = [
        "Öffnungszeiten",
        "O\u0308FFNUNGSZEITEN ",
        "Öﬀnungs\u00adzeiten",
        "\ufeffÖffnungszeiten",
    ]
    assert len({matching_key(text) for text in same}) == 1
    assert matching_key("Straße  1") == matching_key("STRASSE\xa01")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Info@Straße.Example", "Info@xn--strae-oqa.example"),
        ("a@Mu\u0308nchen.example\u200b", "a@xn--mnchen-3ya.example"),
        ("a@xn--MNCHEN-3ya.example", "a@xn--mnchen-3ya.example"),
        ("a@MÜNCHEN.example", "a@xn--mnchen-3ya.example"),
        ("\xa0a@stadt.example ", "a@stadt.example"),
        ("a@i❤.example", "a@i❤.example"),
        ("no address", "no address"),
    ],
)
def test_a_mail_domain_has_one_spelling_and_its_own_owner(typed, kept):
    assert clean_email(typed) == kept
    assert clean_email(readable_email(kept)) == kept


def test_a_mail_domain_is_shown_as_people_write_it():
    assert readable_email("info@xn--strae-oqa.example") == "info@straße.example"
    assert readable_email("info@xn--broken-.example") == "info@xn--broken-.example"
    assert not has_valid_domain("a@i❤.example")
    assert has_valid_domain("a@straße.example")


def test_a_password_keeps_what_nobody_sees():
    assert clean_password(unicodedata.normalize("NFD", "Grüße\xa0an\u200b  alle ")) == (
        "Grüße an\u200b  alle "
    )


@pytest.mark.parametrize(
    ("encoding", "name", "is_guess"),
    [
        ("utf-8", "UTF-8", False),
        ("utf-8-sig", "UTF-8", False),
        ("utf-16", "UTF-16", False),
        ("utf-16-le", "UTF-16", True),
        ("utf-16-be", "UTF-16", True),
        ("utf-32", "UTF-32", False),
        ("cp1252", "Windows-1252", True),
        ("mac_roman", "Mac Roman", True),
        ("cp850", "DOS (850)", True),
    ],
)
def test_a_file_is_read_in_its_encoding_and_a_guess_is_told(encoding, name, is_guess):
    decoded = decode(GERMAN.encode(encoding))
    assert (decoded.text, decoded.name, decoded.is_guess) == (GERMAN, name, is_guess)


WORDS = ["Müller", "Straße", "ÄRZTE", "Öffnungszeiten", "Café", "schön;größer", "50 §"]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_one_word_is_enough_to_guess_well(word, encoding):
    assert decode(word.encode(encoding)).text == word


def test_typographic_signs_are_told_apart_too():
    text = "„Grün“ – 5 € … fertig’s"
    assert [decode(text.encode(e)).text for e in ("cp1252", "mac_roman")] == [text, text]


def test_what_is_no_text_is_refused():
    with pytest.raises(UnicodeDecodeError):
        decode(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe\x00")


def test_a_long_word_is_looked_at_once():
    """With a regular expression that tries every division it would take years."""
    word = "a" * 100_000
    assert clean_text(word + "\u0308 ") == "a" * 99_999 + "ä"
    assert clean_line(word + "\u0308 ") == "a" * 99_999 + "ä"


@pytest.mark.parametrize(
    "text", ["a" * 200_000 + "ü", "a " * 100_000, "<p>x</p>" * 20_000 + "\xa0"]
)
def test_long_texts_are_cleaned_too(text):
    """Patterns that go back and forth would never end here."""
    assert clean_text(text).startswith(text[:8].strip())
    assert clean_line(text)
