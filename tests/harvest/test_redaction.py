import base64

import pytest

from outbound.redaction import MASK, redact, remember_secret, shown_url

SECRET = "a/b c+d=geheim"


@pytest.mark.parametrize(
    "shape",
    [
        SECRET,
        "a%2Fb%20c%2Bd%3Dgeheim",
        "a%2Fb+c%2Bd%3Dgeheim",
        base64.b64encode(SECRET.encode()).decode(),
    ],
)
def test_a_secret_is_masked_in_every_encoding(shape):
    remember_secret(SECRET)
    assert redact(f"vorher {shape} nachher") == f"vorher {MASK} nachher"


@pytest.mark.parametrize("name", ["api_key", "token", "access_token", "client_secret", "KEY"])
def test_key_parameters_are_masked_though_nobody_named_them(name):
    assert redact(f"https://x.de/?{name}=abc&limit=5") == f"https://x.de/?{name}={MASK}&limit=5"


def test_ordinary_words_stay():
    remember_secret("ab")
    text = "monkey=1 ab https://x.de/?limit=5"
    assert redact(text) == text


def test_a_shown_address_has_no_user_and_password():
    assert shown_url("https://ich:geheim@x.de/a?b=1#c") == "https://x.de/a?b=1"
