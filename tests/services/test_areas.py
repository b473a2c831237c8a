"""Area keys and links."""

import pytest

from services.areas import any_covers, covers, municipality_key, overlaps
from services.composing.links import fill

CITY = "064350014014"


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("000000000000", True),
        ("060000000000", True),
        ("064350000000", True),
        ("064350014014", True),
        ("064350014015", False),
        ("070000000000", False),
        ("", True),
    ],
)
def test_a_greater_area_covers_the_city(area, expected):
    assert covers(area, CITY) is expected


def test_a_key_that_ends_with_zero_covers_only_itself():
    assert not covers("064350014010", "064350014014")


def test_overlap_goes_both_ways():
    assert overlaps(CITY, "064350000000") and overlaps("064350000000", CITY)


def test_no_area_at_all_covers_everything():
    assert any_covers([], CITY)
    assert not any_covers(["070000000000"], CITY)


def test_the_municipality_key_is_cut_out_of_the_ars():
    assert municipality_key(CITY) == "06435014"


@pytest.mark.parametrize(
    ("url", "filled"),
    [
        ("https://x.example/{ars}", f"https://x.example/{CITY}"),
        ("https://x.example/?a=%7Bars%7D&k={leika}", f"https://x.example/?a={CITY}&k=99"),
        ("https://x.example/?ags={AGS}", "https://x.example/?ags=06435014"),
        ("https://x.example/{unknown}", "https://x.example/"),
    ],
)
def test_links_are_filled(url, filled):
    assert fill(url, area=CITY, leika_key="99") == filled
