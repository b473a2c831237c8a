"""From texts to addresses, and from addresses to words."""

import unicodedata

import pytest

from core.text.slugs import MAX_LENGTH, address_words, german_slug, still_fits


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/rathaus/hunde-steuer.html", "hunde steuer"),
        ("/rathaus/b%C3%BCrgerb%C3%BCro/", "bürgerbüro"),
        ("/seiten/kita-900000012-2345.htm", "kita"),
        ("/wp-login.php", ""),
        ("/.env", ""),
        ("/", ""),
        ("", ""),
        ("/12345/", ""),
        ("/%ff%fe/", ""),
    ],
)
def test_the_last_part_of_an_address_tells_what_was_looked_for(path, words):
    assert address_words(path) == words


def test_a_long_address_is_cut():
    assert len(address_words("/" + "abc-" * 1000)) <= MAX_LENGTH


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Müllabfuhr für große Ämter", "muellabfuhr-fuer-grosse-aemter"),
        ("2026/2027", "2026-2027"),
        ("Bauen/Wohnen", "bauen-wohnen"),
        ("Bauen|Wohnen & Leben+Arbeit", "bauen-wohnen-leben-arbeit"),
        ("2026–2027, 18:30 Uhr", "2026-2027-18-30-uhr"),
        ("Haushalt (Entwurf)…", "haushalt-entwurf"),
        ("1.5.2026", "1-5-2026"),
        ("Bürger*innen, Bürger:innen, Bürger·innen", "buergerinnen-buergerinnen-buergerinnen"),
        ("L’Aquila und Göttin's", "laquila-und-goettins"),
        ("Ærø, Østerbro, Łódź, Đakovo, Þórshöfn", "aeroe-oesterbro-lodz-dakovo-thorshoefn"),
        ("Œuvre, Ħamrun, ŋ, Ə, ı, ẞ", "oeuvre-hamrun-n-e-i-ss"),
        ("C\u0323h\u0302ilia M\u0302onique", "chilia-monique"),
        ("„Grün“ – 50 % – §\xa034", "gruen-50-34"),
        ("🌳", ""),
    ],
)
def test_every_letter_and_every_gap_shows_in_the_address(text, slug):
    assert german_slug(text) == slug
    assert german_slug(unicodedata.normalize("NFD", text)) == slug
    assert german_slug(text.replace(" ", "\u200b \u00a0")) == slug


def test_no_latin_letter_vanishes():
    """The Latin letters of DIN SPEC 91379 and all others of Unicode's first blocks."""
    lost = [
        name
        for code in (*range(0xC0, 0x180), *range(0x1CD, 0x1F6), *range(0x1E00, 0x1E9F))
        if (name := unicodedata.name(chr(code), "")).startswith("LATIN")
        and unicodedata.category(chr(code)) in ("Lu", "Ll")
        and not german_slug(f"{chr(code)}")
    ]
    assert not lost


@pytest.mark.parametrize("slug", ["bauenwohnen", "bauen-wohnen"])
def test_an_address_of_the_earlier_rules_still_fits(slug):
    assert still_fits(slug, "Bauen/Wohnen")
    assert not still_fits(slug, "Bauen und Wohnen")
