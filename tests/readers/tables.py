"""Tables that people are offered, read by Python's csv and by openpyxl as they stand."""

import csv
import io

from openpyxl import load_workbook


def of_people(content: bytes) -> list[list[str]]:
    """A CSV file for people: with a mark, semicolons; the header first."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def of_programs(content: bytes) -> list[list[str]]:
    """A CSV file for programs: RFC 4180, without a mark."""
    text = content.decode()
    assert not text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def cells_of_workbook(content: bytes) -> list:
    book = load_workbook(io.BytesIO(content))
    return [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
