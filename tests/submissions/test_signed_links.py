"""Signed links: each for its purpose, as long as it is good, and nobody else's."""

from datetime import timedelta

import pytest
import time_machine
from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.utils import timezone

from submissions.guards import uncached
from submissions.signed_links import Expired, SignedLink, absolute, digest_of, new_secret

LINK = SignedLink("test.one", "subscriptions:end", timedelta(hours=1))
OTHER = SignedLink("test.other", "subscriptions:end")


def token_of(path):
    return path.strip("/").split("/")[-1]


def test_a_link_says_what_it_was_told():
    path = LINK.path(12, "Brücke", {"q": "1"})
    assert path.startswith("/benachrichtigungen/beenden/")
    assert LINK.read(token_of(path)) == [12, "Brücke", {"q": "1"}]


def test_no_link_is_good_for_another_purpose_or_once_it_is_changed():
    token = token_of(LINK.path(12))
    for link, asked in ((OTHER, token), (LINK, token[:-1]), (LINK, "x" + token), (LINK, "x")):
        with pytest.raises(BadSignature):
            link.read(asked)


def test_a_link_expires_and_is_still_known_as_ours():
    token, for_ever = token_of(LINK.path(12)), token_of(OTHER.path(12))
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        with pytest.raises(Expired):
            LINK.read(token)
        assert LINK.read_expired(token) == [12]
        assert OTHER.read(for_ever) == [12]
        with pytest.raises(BadSignature):
            LINK.read_expired(for_ever)


def test_an_expired_link_is_an_unknown_address_where_nothing_else_is_said(rf):
    token = token_of(LINK.path(12))
    page = uncached(lambda request: HttpResponse(LINK.read(token)))
    with time_machine.travel(timezone.now() + timedelta(minutes=61)), pytest.raises(Http404):
        page(rf.get("/"))


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/rat/1/", "https://www.lindenfurt.example/rat/1/"),
        ("rat/", "https://www.lindenfurt.example/rat/"),
        ("https://other.example/x", "https://other.example/x"),
        ("javascript:alert(1)", "https://www.lindenfurt.example/"),
    ],
)
def test_mails_hold_whole_addresses_of_the_web(settings, path, address):
    settings.WAGTAILADMIN_BASE_URL = "https://www.lindenfurt.example"
    assert absolute(path) == address


def test_of_a_secret_only_the_digest_need_be_kept():
    secret = new_secret(24)
    assert secret != new_secret(24)
    assert digest_of(secret) == digest_of(secret) != digest_of(secret + "x")
    assert secret not in digest_of(secret)
