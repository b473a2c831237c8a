"""Counting without knowing whom, for all processes together, and by nobody to be flushed."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone

from core.models import ThrottleCount
from core.registries import periodic
from submissions.throttle import allow, network_of, uncount
from tests.served import served
from tests.subscriptions.test_views import typed

SIGN_UP = "/benachrichtigungen/"
FLUSHES = 170
# Lists that take parameters, and are kept.
FLUSHED = ("/hinweise/feed.xml", "/hinweise/archiv/", "/hinweise/hinweise.json")


@pytest.mark.django_db
def test_attempts_are_counted_for_each_and_each_thing():
    assert [allow("mail", "ada", 2, 60) for _time in range(3)] == [True, True, False]
    assert allow("mail", "bea", 2, 60)
    assert allow("post", "ada", 2, 60)


@pytest.mark.django_db
def test_an_attempt_that_did_not_count_is_taken_back():
    assert [allow("mail", "ada", 1, 60) for _time in range(2)] == [True, False]
    for _time in range(5):
        uncount("mail", "ada")
    assert [allow("mail", "ada", 1, 60) for _time in range(2)] == [True, False]


@pytest.mark.django_db
def test_when_the_time_is_over_counting_begins_anew_and_nothing_is_left():
    with time_machine.travel("2026-03-04 12:00Z", tick=False) as clock:
        assert [allow("mail", "ada", 1, 60) for _time in range(2)] == [True, False]
        clock.shift(timedelta(seconds=59))
        assert not allow("mail", "ada", 1, 60)
        clock.shift(timedelta(seconds=1))
        assert [allow("mail", "ada", 1, 60) for _time in range(2)] == [True, False]
        periodic.run("delete-expired")
        assert ThrottleCount.objects.count() == 1
        clock.shift(timedelta(seconds=60))
        periodic.run("delete-expired")
        assert not ThrottleCount.objects.exists()


@pytest.mark.django_db
def test_who_it_was_is_not_kept():
    allow("mail", "192.0.2.1", 2, 60)
    (row,) = ThrottleCount.objects.values_list()
    assert re.fullmatch("[0-9a-f]{64}", row[0])
    assert row[2] - timezone.now() < timedelta(seconds=61)


def flush(site):
    """What a stranger does to push counters out: ever new addresses of pages that are kept."""
    session = site.session()
    for number in range(FLUSHES):
        path = FLUSHED[number % len(FLUSHED)]
        answer = session.get(f"{site.url}{path}?n={number}", timeout=60)
        assert answer.status_code == 200


def sign_up(site, address):
    answer = site.session().post(
        f"{site.url}{SIGN_UP}", typed(address=address), allow_redirects=False, timeout=60
    )
    return answer.status_code


def test_limits_hold_for_all_processes_at_once_and_are_not_flushed(transactional_db, tmp_path):
    with served(tmp_path, workers=2) as site:
        assert [sign_up(site, "ada@example.org") for _time in range(6)] == [302] * 5 + [429]
        flush(site)
        assert [sign_up(site, "ada@example.org") for _time in range(6)] == [429] * 6
        with ThreadPoolExecutor(12) as pool:
            at_once = list(pool.map(lambda _number: sign_up(site, "bea@example.org"), range(20)))
        assert sorted(at_once) == [302] * 5 + [429] * 15
        assert len(site.processes()) == 2


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
