"""Streets as people write them."""

import pytest

from home.waste import finding
from home.waste.spelling import house_number, split_number, street_key
from tests.hostile import LINKS

from . import building


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lindenstr.", "Lindenstraße"),
        ("LINDENSTRASSE", "Lindenstraße"),
        ("Linden Straße", "Lindenstraße"),
        ("Linden-Str", "Lindenstraße"),
        ("Neuhofer Str.", "Neuhofer Straße"),
        ("Muehlgaesschen", "Mühlgäßchen"),
        ("Muhlgasschen", "Mühlgäßchen"),
        ("Mu\u0308hlga\u0308ßchen", "Mühlgäßchen"),
        ("St. Anna-Platz", "Sankt-Anna-Platz"),
        ("  Linden\u00adallee\u200b ", "Lindenallee"),
        ("Dr.-Müller-Str.", "Dr. Müller Straße"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert street_key(one) == street_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("Lindenweg", "Lindenallee"), ("Am Ster", "Am Stern"), ("Strand", "Straße")]
)
def test_other_names_have_other_keys(one, other):
    assert street_key(one) != street_key(other)


@pytest.mark.parametrize(
    ("text", "street", "number"),
    [
        ("Lindenallee 12", "Lindenallee", 12),
        ("Lindenallee 12a", "Lindenallee", 12),
        ("Lindenallee, 12 b", "Lindenallee", 12),
        ("Lindenallee 12-14", "Lindenallee", 12),
        ("Lindenstr.7", "Lindenstr.", 7),
        ("Lindenallee", "Lindenallee", None),
        ("12", "12", None),
        ("Straße des 17. Juni", "Straße des 17. Juni", None),
        ("Lindenallee 0", "Lindenallee", None),
    ],
)
def test_a_number_typed_along(text, street, number):
    assert split_number(text) == (street, number)


@pytest.mark.parametrize("text", ["", "x", "-1", "0", "1e3", "99999", "²", "١٢", "1,5"])
def test_what_is_no_house_number(text):
    assert house_number(text) is None


@pytest.mark.parametrize(
    ("typed", "slugs", "is_guess"),
    [
        ("lindenallee 3", ["lindenallee"], False),
        ("Bahnhofstr. 4", ["bahnhofstrasse"], False),
        ("Bahn", ["bahnhofstrasse"], False),
        ("dorfstr", ["dorfstrasse-neuhof", "dorfstrasse-steinbach"], False),
        ("Dorfstraße Steinbach", ["dorfstrasse-steinbach"], False),
        ("muehlgässchen", ["muehlgaesschen"], False),
        ("Lindenalle", ["lindenallee"], False),
        ("Lidenallee 3", ["lindenallee"], True),
        ("Quastenflosserweg", [], True),
        ("", [], False),
        ("%%%", [], False),
    ],
)
def test_what_is_found(city, typed, slugs, is_guess):
    found = finding.find(typed)
    assert [one.slug for one in found.streets] == slugs
    assert found.is_guess == is_guess


def test_a_street_whose_name_ends_with_a_number_is_found_whole(city):
    building.street("Quadrat 7", city.areas[0])
    building.street("Quadrat 8", city.areas[0])
    found = finding.find("quadrat 7")
    assert ([one.slug for one in found.streets], found.number) == (["quadrat-7"], None)


def test_finding_costs_one_query(city, django_assert_num_queries):
    with django_assert_num_queries(1):
        finding.find("Lidenallee 3")


@pytest.mark.parametrize("text", [*LINKS, "a" * 5000, "1" * 5000, "\x00", "😀" * 200, "str " * 500])
def test_hostile_text_finds_nothing_and_breaks_nothing(city, text):
    assert finding.find(text).streets == ()
