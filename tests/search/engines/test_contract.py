"""What every engine does alike: the database, OpenSearch and Elasticsearch."""

import random

import pytest

from search.engines import DATABASE
from search.models import Document

pytestmark = pytest.mark.django_db


def test_what_holds_more_and_weightier_words_comes_first(filled):
    tax, dogs = filled.add("Hundesteuer anmelden"), filled.add("Hunde an der Leine")
    assert filled.found({"hund": 1.0, "anmeld": 0.5}) == [dogs.pk, tax.pk]
    assert filled.found({"hundesteu": 1.0, "hund": 0.5}) == [tax.pk, dogs.pk]


def test_a_name_counts_more_than_a_text(filled):
    text, name = filled.add("Katzen", body=["und Hunde"]), filled.add("Hunde")
    assert filled.found(["hund"]) == [name.pk, text.pk]


def test_every_part_of_a_name_is_found(filled):
    title, alias = filled.add("Hunde"), filled.add("Tiere", aliases=["Hunde"])
    heading = filled.add("Tiere", headings=["Hunde"])
    assert filled.found(["hund"]) == [title.pk, alias.pk, heading.pk]


def test_a_changed_document_is_found_as_it_is_now(filled):
    document = filled.add("Katzen", body=["und Hunde"])
    filled.change(document, body_stems="mau")
    assert (filled.found(["hund"]), filled.found(["mau"])) == ([], [document.pk])
    filled.remove(document)
    assert filled.found(["mau"]) == []
    assert filled.engine.check()["documents"] == 0


def test_what_is_not_there_can_be_removed(filled):
    filled.engine.remove([4711])
    assert filled.engine.check()["documents"] == 0


def test_each_kind_has_its_own_best(filled):
    first, _second = filled.add("Hunde"), filled.add("Hunde und mehr")
    page = filled.add("Hundewiese", kind="pages", aliases=["Hunde"])
    assert filled.found(["hund"], limit=1) == [first.pk, page.pk]
    assert filled.found(["hund"], kinds=["pages"]) == [page.pk]
    assert filled.found(["hund"], kinds=[]) == filled.found([]) == []


def test_a_site_finds_its_own_pages_and_what_is_no_page(filled):
    own = filled.add("Hunde", kind="pages", path="000100010001")
    filled.add("Hunde", kind="pages", path="00010002")
    service = filled.add("Hunde")
    assert set(filled.found(["hund"], scope=["00010001"])) == {own.pk, service.pk}
    assert len(filled.found(["hund"], scope=["00010001", "00010002"])) == 3


def test_which_words_stand_anywhere(filled):
    filled.add("Katzen", body=["Größe 26/0417"])
    found = {stem for stem in ("katz", "gross", "0417", "hund") if filled.found([stem])}
    assert found == {"katz", "gross", "0417"}


def test_words_are_whole_and_no_commands(filled):
    document = filled.add("Hundesteuer")
    for stem in ("hund", "steu", "hundesteuer", "and", "not"):
        assert filled.found([stem]) == []
    assert filled.found(["hundesteu"]) == [document.pk]


def test_a_question_of_very_many_words_is_answered(filled):
    document = filled.add("Hunde")
    stems = {f"wort{number}": 0.5 for number in range(200)}
    assert filled.found({"hund": 1.0, **stems}) == [document.pk]


def test_all_engines_find_the_same(filled):
    """Weights of powers of two add up alike in any arithmetic."""
    chance = random.Random(1)  # noqa: S311
    words = [f"wort{number}" for number in range(40)]
    Document.objects.bulk_create(
        Document(
            kind=chance.choice(filled.kinds),
            object_id=number,
            language="de",
            title="Hunde",
            title_stems=" ".join(chance.sample(words, 2)),
            alias_stems=" ".join(chance.sample(words, chance.choice([0, 0, 1]))),
            body_stems=" ".join(chance.sample(words, 8)),
        )
        for number in range(400)
    )
    filled.engine.rebuild(Document.objects.order_by("pk").iterator(), lambda number: None)
    for _question in range(25):
        stems = {
            word: chance.choice([0.25, 0.5, 1.0, 2.0, 4.0]) for word in chance.sample(words, 6)
        }
        found = filled.engine.candidates(stems, filled.kinds, (), 50)
        assert found == DATABASE.candidates(stems, filled.kinds, (), 50)
        assert len(found) == 100


def test_making_it_anew_tells_how_far_it_is(filled):
    told = []
    for _number in range(3):
        filled.add("Hunde")
    filled.engine.rebuild(Document.objects.order_by("pk"), told.append)
    assert told[-1] == 3
    assert len(filled.found(["hund"])) == filled.engine.check()["documents"] == 3
