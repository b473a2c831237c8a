"""Receipt numbers: short, unlike each other, and what is misheard shows."""

import pytest
from django.db import IntegrityError

from submissions import receipts

pytestmark = pytest.mark.django_db


def test_a_number_is_short_and_checks_itself():
    number = receipts.issue("LF", str)
    assert len(number) == len("LF-7K3M-92") and number.startswith("LF-")
    assert receipts.is_number(f" {number.lower()} ")


def test_every_slip_of_one_sign_and_every_swap_of_two_neighbours_shows():
    number = receipts.number_of("LF", "7K3M")
    for at, sign in enumerate(number):
        if sign != "-":
            slips = {number[:at] + other + number[at + 1 :] for other in receipts.SIGNS + "01"}
            assert not any(map(receipts.is_number, slips - {number}))
    for swapped in ("FL-7K3M-", "LF-K73M-", "LF-73KM-", "LF-7KM3-"):
        assert not receipts.is_number(swapped + number[-2:])


@pytest.mark.parametrize("text", ["", "-", "LF", "LF-7K3M", "LF-7K3M-", "LF-ÄÖ-12", "1-1-1"])
def test_what_else_may_be_typed_is_no_number(text):
    assert not receipts.is_number(text)


def test_what_has_been_given_out_is_drawn_again_and_grows():
    taken = []

    def keep(number):
        taken.append(number)
        if len(taken) < 8:
            raise IntegrityError
        return number

    assert receipts.issue("B", keep) == taken[-1]
    assert [len(number) - len("B--92") for number in taken] == [4] * 5 + [5] * 3


def test_where_no_row_keeps_them_numbers_are_longer():
    numbers = {receipts.new_number("K") for _time in range(500)}
    assert len(numbers) == 500
    assert all(map(receipts.is_number, numbers))
