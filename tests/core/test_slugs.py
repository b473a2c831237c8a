"""From texts to addresses, and from addresses to words."""

import pytest

from core.slugs import MAX_LENGTH, address_words


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
