"""CSV files as people send them."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.formats import tables
from core.formats.csv_files import write
from core.text.normalise import clean_text
from home.places import csv_files

TEXT = "Kennung;Titel;Straße\nsp-1;Spielplatz Mühle;Am Bach 1\n"
CELLS = [{"kennung": "sp-1", "titel": "Spielplatz Mühle", "strasse": "Am Bach 1"}]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        TEXT.replace(";", ",").encode(),
        TEXT.replace(";", "\t").encode(),
        TEXT.replace("\n", "\r\n").encode(),
        ("sep=;\r\n" + TEXT).encode(),
        ("\n" + TEXT + ";;\n\n").encode(),
        TEXT.replace("Am Bach 1", '"Am Bach 1"').encode(),
    ],
)
def test_every_usual_form_is_read(content):
    assert [line.cells for line in csv_files.read(content).lines] == CELLS


def test_windows_letters_are_told():
    assert csv_files.read(TEXT.encode("cp1252")).encoding == "Windows-1252"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"PK\x03\x04 a spreadsheet",
        b"\xd0\xcf\x11\xe0 an old one",
        b'titel\n"offen',
        b"titel;Titel\na;b\n",
        b"titel;name\na;b\n",
        b"x" * (tables.MOST_BYTES + 1),
    ],
)
def test_what_is_no_such_file_is_refused_in_a_sentence(content):
    with pytest.raises(ValidationError) as refused:
        csv_files.read(content)
    assert refused.value.messages[0].endswith((".", "?"))


def test_a_row_with_too_many_cells_is_marked_and_others_are_read():
    first, second = csv_files.read(b"titel;ort\na;b;c\nd;e\n").lines
    assert first.fault
    assert (second.fault, second.number) == ("", 3)


def test_line_numbers_count_line_breaks_in_cells():
    lines = csv_files.read(b'titel;text\n"a";"eins\nzwei"\nb;c\n').lines
    assert [line.number for line in lines] == [2, 4]
    assert lines[0].cells["beschreibung"] == "eins\nzwei"


@pytest.mark.parametrize("cell", ["=1+1", "+49 69 1", "-2+3", "@SUM(A1)", "\t=1", "＝1", "'=1"])
def test_no_cell_is_a_formula(cell):
    written = write(["titel"], [[cell]]).decode("utf-8-sig")
    assert written.splitlines()[1].strip('"').startswith("'")


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"])), min_size=1, max_size=4))
def test_what_is_written_is_read_again(cells):
    header = [f"spalte-{number}" for number in range(len(cells))]
    lines = csv_files.read(write(header, [["x", *cells[1:]]])).lines
    assert list(lines[0].cells.values()) == ["x", *map(clean_text, cells[1:])]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    try:
        csv_files.read(content)
    except ValidationError as refused:
        assert refused.messages
