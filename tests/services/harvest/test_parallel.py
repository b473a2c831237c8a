"""A few requests at once."""

import threading
import time

import pytest

from services.harvest.parallel import in_parallel


def test_answers_come_in_order_however_long_they_take():
    def work(number):
        time.sleep(0.02 if number % 3 == 0 else 0)
        return number * 2

    assert list(in_parallel(work, range(50))) == [(n, n * 2) for n in range(50)]


def test_never_more_at_once_than_allowed():
    lock, now, most = threading.Lock(), 0, 0

    def work(_number):
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.005)
        with lock:
            now -= 1

    list(in_parallel(work, range(30)))
    assert most == 3


def test_the_first_error_ends_it_and_little_more_is_begun():
    begun = []

    def work(number):
        begun.append(number)
        if number == 5:
            raise ValueError("five")

    with pytest.raises(ValueError, match="five"):
        list(in_parallel(work, range(1000)))
    assert len(begun) < 30


def test_only_a_few_answers_wait_for_a_slow_taker():
    begun = []
    taken = in_parallel(begun.append, range(1000))
    next(taken)
    time.sleep(0.05)
    assert len(begun) < 30
    taken.close()


def test_nothing_to_do_is_done_at_once():
    assert list(in_parallel(str, [])) == []
