"""Counting without knowing whom."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from core.throttle import allow, network_of


def test_attempts_are_counted_for_each_and_each_thing():
    assert [allow("mail", "ada", 2, 60) for _time in range(3)] == [True, True, False]
    assert allow("mail", "bea", 2, 60)
    assert allow("post", "ada", 2, 60)


def test_who_it_was_is_not_kept():
    allow("mail", "192.0.2.1", 2, 60)
    assert not any("192.0.2.1" in key for key in cache._cache)


@pytest.mark.parametrize(
    ("remote", "forwarded", "network"),
    [
        ("192.0.2.1", "198.51.100.1", "192.0.2.1/32"),
        ("127.0.0.1", "", "127.0.0.1/32"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1/32"),
        ("", "198.51.100.1", "198.51.100.1/32"),
        ("", "", ""),
        ("::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "", "192.0.2.1/32"),
        ("10.0.0.9", "198.51.100.1", "198.51.100.1/32"),
        ("nonsense", "", ""),
    ],
)
def test_only_our_own_web_server_may_say_who_asks(settings, remote, forwarded, network):
    settings.TRUSTED_PROXIES = ["10.0.0.9"]
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers={"X-Forwarded-For": forwarded})
    assert network_of(request) == network
