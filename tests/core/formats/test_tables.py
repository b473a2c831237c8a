"""Tables as they are written and read: harmless, in the citizens' own form, of any program."""

import io
import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from core.formats import cells, csv_files, spreadsheets, tables

ATTACKS = [
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "|calc", "%0A=1"),
    *("'=1+1", '"=1+1', '"";=1+1', " =1+1", "\xa0=1+1", "＝1+1", "＋1", "－1+1", "＠SUM(A1)"),
]
ATTACK = "=cmd|' /C calc'!A0"


@pytest.mark.parametrize("text", ATTACKS)
def test_no_cell_is_calculated_and_each_comes_back(text):
    defused = cells.defused(text)
    assert defused.startswith("'")
    assert cells.as_typed(defused) == text


@pytest.mark.parametrize("text", ["", "-5", "-5,25", "Mühle", "a=b", "3-12", "'Zitat'", "1.5"])
def test_what_is_harmless_stays_as_it_is(text):
    assert cells.defused(text) == text
    assert cells.as_typed(text) == text


@given(st.text(max_size=40))
def test_defusing_is_undone(text):
    assert cells.as_typed(cells.defused(text)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (datetime(2026, 7, 1, 16, 30, tzinfo=UTC), "01.07.2026 18:30"),
        (datetime(2026, 12, 1, 16, 30, tzinfo=UTC), "01.12.2026 17:30"),
        (date(2026, 7, 1), "01.07.2026"),
        (time(8, 5), "08:05"),
        (50.6809, "50,6809"),
        (Decimal("2.50"), "2,50"),
        (["Sand", date(2026, 7, 1)], "Sand, 01.07.2026"),
        ("a\x00\x07b", "ab"),
        (7, "7"),
    ],
)
def test_values_are_written_as_people_here_write_them(value, text, settings):
    settings.LANGUAGE_CODE = "en"
    assert cells.text(value) == text


HEADER = ["Kennung", "Tag", "Zahl", "Zeit"]
ROW = ["0815", date(2026, 6, 1), 50.6809, datetime(2026, 7, 1, 16, 30, tzinfo=UTC)]
READ = ["0815", "01.06.2026", "50,6809", "01.07.2026 18:30"]


def test_csv_for_people_is_what_german_excel_opens():
    content = csv_files.write(HEADER, [ROW])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content[3:].decode() == (
        "Kennung;Tag;Zahl;Zeit\r\n0815;01.06.2026;50,6809;01.07.2026 18:30\r\n"
    )


def test_csv_for_programs_is_plain():
    assert "".join(csv_files.stream_plain([["a", "b"], ["1,5", "x\ny"], [ATTACK, ""]])) == (
        f'a,b\r\n"1,5","x\ny"\r\n\'{ATTACK},\r\n'
    )


def test_a_workbook_has_texts_numbers_and_days_as_such():
    book = load_workbook(io.BytesIO(spreadsheets.write(HEADER, [[*ROW, ATTACK, "a\x07b"]])))
    key, day, number, moment, attack, odd = book.worksheets[0][2]
    assert (key.value, key.data_type, key.number_format) == ("0815", "s", "@")
    assert (day.value.date(), day.number_format) == (ROW[1], "DD.MM.YYYY")
    assert (number.value, number.data_type) == (50.6809, "n")
    assert moment.value == datetime(2026, 7, 1, 18, 30)
    assert (attack.value, attack.data_type) == (ATTACK, "s")
    assert odd.value == "ab"


@pytest.mark.parametrize("write", [csv_files.write, spreadsheets.write])
def test_what_is_written_is_read(write):
    read = tables.read(write(HEADER, [ROW, [ATTACK, "", "", ""]]))
    assert read.rows == [(1, HEADER), (2, READ), (3, [ATTACK, "", "", ""])]


def workbook(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_numbers_of_a_workbook_are_read_as_typed():
    content = workbook(["a", "b", "c", "d"], [815, 50.5, True, datetime(2026, 6, 1)])
    assert tables.read(content).rows[1][1] == ["815", "50,5", "WAHR", "01.06.2026"]


def test_empty_rows_and_cells_of_a_workbook_are_nothing():
    content = workbook([None], ["a", "b", None], [None, None], ["x", None])
    assert tables.read(content).rows == [(2, ["a", "b"]), (4, ["x", ""])]


def zipped(**parts) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return file.getvalue()


ODS = "application/vnd.oasis.opendocument.spreadsheet"
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><table:table><table:table-row>'
    '<table:table-cell table:number-columns-repeated="999999999"><text:p>x&b;</text:p>'
    "</table:table-cell></table:table-row></table:table></office:document-content>"
)


# Made when they are asked for: the time stands in a zip, and every worker names the same tests.
NO_TABLES = {
    "a broken zip": lambda: b"PK\x03\x04 a broken one",
    "half a workbook": lambda: workbook(["a"])[:-200],
    "an ODS of nothing": lambda: zipped(mimetype=ODS),
    "an XLSX of nothing": lambda: zipped(**{"xl/workbook.xml": "<x/>"}),
    "a bomb": lambda: zipped(
        **{"content.xml": "0" * (spreadsheets.MOST_UNPACKED + 1), "mimetype": ODS}
    ),
    "too many rows": lambda: workbook(["a"], *(["x"] for _row in range(tables.MOST_ROWS + 1))),
    "an XLS": lambda: b"\xd0\xcf\x11\xe0 an old one",
    "a PDF": lambda: b"%PDF-1.7",
    "nothing": lambda: b"",
    "an empty workbook": lambda: workbook(),
}


@pytest.mark.parametrize("kind", NO_TABLES)
def test_what_is_no_table_is_refused_in_a_sentence(kind):
    with pytest.raises(ValidationError) as refused:
        tables.read(NO_TABLES[kind]())
    assert refused.value.messages[0].endswith((".", "?"))


def test_nothing_in_a_file_is_resolved():
    content = zipped(**{"content.xml": ENTITIES, "mimetype": ODS})
    try:
        read = tables.read(content)
    except ValidationError:
        return
    assert len(read.rows[0][1]) <= spreadsheets.WIDEST
    assert "root:" not in str(read.rows)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    for given_ in (content, b"PK\x03\x04" + content):
        try:
            tables.read(given_)
        except ValidationError as refused:
            assert refused.messages


def test_a_text_that_waits_for_its_language_is_no_list():
    assert cells.text(gettext_lazy("yes")) == cells.native(gettext_lazy("yes")) == "ja"
    assert cells.text([gettext_lazy("yes"), 1]) == "ja, 1"


@pytest.mark.parametrize("text", ["01.05.2026", "1.5.26", "2026-05-01", "4E+12", "#NAME?"])
def test_a_name_that_became_something_else_is_told(text):
    assert "Tabellenkalkulation" in cells.spoilt_name(text)


@pytest.mark.parametrize("text", ["1. Mai", "Straße des 17. Juni", "Jan 23", "07", "1-19", ""])
def test_a_name_after_a_day_is_one(text):
    assert cells.spoilt_name(text) == ""
