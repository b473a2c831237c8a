"""A directory goes through a spreadsheet and comes back: nothing is lost, or it is said what is."""

from datetime import date

import pytest

from core.formats import csv_files, spreadsheets
from home.places import csv_rows, importing
from home.places.models import Facet, Place
from tests.readers import soffice

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(directory, make_place):
    """Each with a cell that spreadsheets are known to spoil."""
    Facet.objects.create(page=directory, sort_order=9, name="Größe", kind="range")
    made = [
        make_place("Am Bach", reference="0815", postcode="01067", phone="06131123456"),
        make_place("1. Mai", reference="1-6", latitude=50.6809, longitude=8.123456),
        make_place("3/4", reference="4E12", values={"alter": [1, 6], "groesse": [1.5, 3]}),
        make_place("Jan 23", reference="01.06", phone="+49 6131 12", postcode="01067"),
        make_place("=1+1", reference="12345678901234567890", description="-2\n@x\n=SUM(A1)"),
        make_place("WAHR", reference="0042", closed_from=date(2026, 6, 1), wheelchair="yes"),
        make_place("'Zitat'; \"x\"", reference="a", hours="Mo–Fr 8–16 Uhr"),
    ]
    directory.refresh_from_db()
    return made


def table(directory):
    directory = type(directory).objects.get(pk=directory.pk)
    facets = directory.facet_list
    return csv_rows.header(facets), [
        csv_rows.row(place, facets) for place in Place.objects.order_by("pk")
    ]


def written(directory, format) -> bytes:
    write = spreadsheets.write if format == "xlsx" else csv_files.write
    return write(*table(directory))


def told(made) -> list:
    return [
        *(("created", one.name) for one in made.created),
        *(("updated", one.name, one.differences) for one in made.updated),
        *(("faulty", one.name, one.faults) for one in made.faulty),
    ]


@pytest.mark.parametrize("target", ["xlsx", "ods"])
def test_an_excel_file_comes_back_as_it_went(tmp_path, directory, places, target):
    back = soffice.resaved(tmp_path, written(directory, "xlsx"), "xlsx", target)
    made = importing.plan(type(directory).objects.get(pk=directory.pk), back)
    assert told(made) == []
    assert len(made.unchanged) == len(places)
    assert made.warned == []


def test_an_excel_file_saved_as_csv_comes_back_as_it_went(tmp_path, directory, places):
    back = soffice.resaved(tmp_path, written(directory, "xlsx"), "xlsx", "csv")
    made = importing.plan(type(directory).objects.get(pk=directory.pk), back)
    assert told(made) == []
    assert len(made.unchanged) == len(places)


@pytest.mark.parametrize("target", ["csv", "xlsx", "ods"])
def test_a_csv_file_comes_back_or_says_what_was_spoilt(tmp_path, directory, places, target):
    """A CSV file cannot say what is text: what follows must be seen, and no place doubled."""
    back = soffice.resaved(tmp_path, written(directory, "csv"), "csv", target)
    made = importing.plan(type(directory).objects.get(pk=directory.pk), back)
    by_name = {one.place.title: one for one in made.unchanged}
    for title in ("Am Bach", "WAHR"):
        assert "0" in by_name[title].warnings[0], title
    # Coordinates and ranges came through.
    assert not [one for one in made.updated if {"breite", "laenge", "alter"} & _columns(one)]
    spoilt = {one.name: one.faults for one in made.faulty}
    assert not [one for one in made.created if one.name in ("Am Bach", "WAHR", "'Zitat'; \"x\"")]
    assert all(
        any("Tabellen" in text or "spreadsheet" in text for text in faults)
        for faults in spoilt.values()
    ), spoilt


def _columns(change) -> set[str]:
    return {name.casefold() for name, _before, _after in change.differences}


def plan(directory, *lines):
    return importing.plan(directory, "\n".join(lines).encode())


def test_cut_zeros_are_given_back_and_told(directory, make_place):
    make_place("Am Bach", reference="0815", postcode="01067")
    made = plan(directory, "kennung;titel;plz", "815;Am Bach;1067")
    [change] = made.unchanged
    assert not made.has_work
    assert len(change.warnings) == 2
    assert "01067" in change.warnings[1]
    assert made.warned == [change]


def test_a_postcode_of_a_new_place_is_not_guessed(directory):
    made = plan(directory, "titel;plz", "Neu;1067")
    [change] = made.faulty
    assert "01067" in change.faults[0]


def test_an_identifier_that_may_be_two_is_refused(directory, make_place):
    make_place("Eins", reference="0815")
    make_place("Zwei", reference="00815")
    [change] = plan(directory, "kennung;titel", "815;Eins").faulty
    assert "0815" in change.faults[0]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("kennung", "01. Jun"),
        ("kennung", "Jun 01"),
        ("kennung", "1,23457E+19"),
        ("telefon", "4,9613E+11"),
        ("plz", "#WERT!"),
        ("kennung", "#NAME?"),
        ("alter", "01. Jun"),
        ("alter", "Mrz 12"),
    ],
)
def test_what_a_spreadsheet_made_of_it_is_refused_and_said(directory, column, text):
    [change] = plan(directory, f"titel;{column}", f"Neu;{text}").faulty
    assert text in change.faults[0]
    assert "XLSX" in change.faults[0]


def test_a_lost_decimal_point_is_said(directory):
    [change] = plan(directory, "titel;breite;laenge", "Neu;506809;81234").faulty
    assert "50,6809" in change.faults[0]


def test_ranges_and_coordinates_are_written_so_that_they_stay(directory, make_place):
    make_place("x", latitude=50.6809, longitude=8.1, values={"alter": [1, 6]})
    text = written(directory, "csv").decode("utf-8-sig")
    assert ";50,6809;8,1;" in text
    assert ";1 bis 6;" in text
