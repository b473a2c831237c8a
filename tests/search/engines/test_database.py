"""The database's index follows the rows of Document, on SQLite and on PostgreSQL."""

import pytest

from search.documents import Content, document_of
from search.engines import DATABASE
from search.models import Document

pytestmark = pytest.mark.django_db
KINDS = ["services", "pages"]


def add(title, kind="services", **content):
    document = document_of(kind, Document.objects.count() + 1, Content(title, **content), _no_parts)
    document.save()
    return document


def _no_parts(word):
    return ()


def found(stems, kinds=KINDS, scope=(), limit=10):
    return DATABASE.candidates(dict.fromkeys(stems, 1.0), kinds, scope, limit)


def test_what_holds_more_and_weightier_words_comes_first():
    tax, dogs = add("Hundesteuer anmelden"), add("Hunde an der Leine")
    assert DATABASE.candidates({"hund": 1.0, "anmeld": 0.5}, KINDS, (), 10) == [dogs.pk, tax.pk]
    assert DATABASE.candidates({"hundesteu": 1.0, "hund": 0.5}, KINDS, (), 10) == [tax.pk, dogs.pk]


def test_a_name_counts_more_than_a_text():
    text, name = add("Katzen", body=["und Hunde"]), add("Hunde")
    assert found(["hund"]) == [name.pk, text.pk]


def test_a_changed_row_is_found_as_it_is_now():
    document = add("Katzen", body=["und Hunde"])
    document.body_stems = "mau"
    document.save()
    assert (found(["hund"]), found(["mau"])) == ([], [document.pk])
    document.delete()
    assert found(["mau"]) == []
    assert DATABASE.check() == {"documents": 0}


def test_each_kind_has_its_own_best():
    first, _second = add("Hunde"), add("Hunde und mehr")
    page = add("Hundewiese", kind="pages", aliases=["Hunde"])
    assert found(["hund"], limit=1) == [first.pk, page.pk]
    assert found(["hund"], kinds=["pages"]) == [page.pk]
    assert found(["hund"], kinds=[]) == found([]) == []


def test_a_site_finds_its_own_pages_and_what_is_no_page():
    own = add("Hunde", kind="pages", path="000100010001")
    add("Hunde", kind="pages", path="00010002")
    service = add("Hunde")
    assert set(found(["hund"], scope=["00010001"])) == {own.pk, service.pk}


def test_which_words_stand_anywhere():
    add("Katzen", body=["Größe 26/0417"])
    assert DATABASE.holds(["katz", "gross", "0417", "hund"]) == {"katz", "gross", "0417"}
