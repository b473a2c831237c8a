"""The cluster follows the rows: after a change, after its death, after a loss; with no gap."""

import threading

import pytest
from django.core.management import CommandError, call_command

from search import engines, indexing
from search.engines import EngineFailed, elastic, following
from search.models import Document, Waiting
from tests import lazy_tasks
from tests.opendata.oparl.factories import PaperFactory

pytestmark = pytest.mark.django_db


def nothing(number):
    """No progress is shown."""


def papers_of(beside) -> list[int]:
    """Objects, as the cluster itself finds them."""
    found = beside.found(["bebauungsplan"], kinds=["papers"], limit=1000)
    return sorted(Document.objects.filter(pk__in=found).values_list("object_id", flat=True))


@pytest.fixture
def papers(beside):
    papers = [PaperFactory(name=f"Bebauungsplan {number}") for number in range(3)]
    lazy_tasks.forget()
    Waiting.objects.all().delete()
    indexing.update(papers)
    return papers


def pks(papers):
    return sorted(paper.pk for paper in papers)


def test_what_is_published_is_found_and_what_is_removed_is_not(beside, papers):
    assert papers_of(beside) == pks(papers)
    assert not Waiting.objects.exists()
    indexing.remove(papers[:1])
    assert papers_of(beside) == pks(papers[1:])
    assert beside.engine.check()["documents"] == Document.objects.count()


def test_what_was_written_while_it_was_down_is_sent_later(beside, papers, settings):
    alive = settings.SEARCH_URL
    settings.SEARCH_URL = "http://127.0.0.1:9"
    late = PaperFactory(name="Bebauungsplan spät")
    indexing.update([late])
    indexing.remove(papers[:1])
    assert following.marks().count() == 2
    with pytest.raises(EngineFailed):
        following.run_as_job()
    settings.SEARCH_URL = alive
    assert following.run_as_job() == "2 documents sent"
    assert papers_of(beside) == pks([*papers[1:], late])


def test_many_are_sent_in_batches(beside, monkeypatch):
    monkeypatch.setattr(following, "BATCH", 3)
    Document.objects.bulk_create(
        Document(kind="pages", object_id=number, language="de", title="", title_stems="hund")
        for number in range(10)
    )
    following.mark(Document.objects.values_list("pk", flat=True))
    assert following.send() == 10
    assert len(beside.found(["hund"])) == 10


def test_only_one_writes(beside, papers):
    following.mark([Document.objects.first().pk])
    with beside.engine.alone(), pytest.raises(EngineFailed, match="written to"):
        following.send()
    assert following.send() == 1


def test_half_an_index_is_made_whole_by_the_schedule(beside, papers):
    beside.engine.remove([Document.objects.first().pk])
    beside.engine._believed_until = 0.0
    with pytest.raises(EngineFailed, match="2 of 3 documents"):
        papers_of(beside)
    assert len(engines.candidates({"bebauungsplan": 1.0}, ["papers"])) == 3
    assert following.run_as_job() == "its index has 2 of 3 documents"
    assert papers_of(beside) == pks(papers)


def test_a_lost_index_is_made_anew_by_the_schedule(beside, papers):
    beside.engine._writing.indices.delete(index=beside.engine.check()["index"])
    following.mark([Document.objects.first().pk])
    with pytest.raises(EngineFailed):
        following.send()
    assert not beside.engine._writing.indices.exists(index="test_documents")
    assert following.run_as_job() == "it has no index"
    assert papers_of(beside) == pks(papers)


def test_an_index_of_another_version_is_made_anew(beside, papers, monkeypatch):
    monkeypatch.setattr(elastic, "LAYOUT", elastic.LAYOUT + 1)
    assert beside.engine.lack() == "its index is of another version"


def test_what_takes_the_alias_name_is_put_aside(beside, papers):
    """An index of the alias's name comes about when something writes before there is one."""
    client = beside.engine._writing
    client.indices.delete(index=beside.engine.check()["index"])
    client.index(index="test_documents", id="1", document={"pk": 1})
    assert following.run_as_job() == "its index is of another version"
    assert papers_of(beside) == pks(papers)


def test_a_rebuild_leaves_no_question_without_an_answer(beside, papers):
    """Every question, at any moment, finds all of them."""
    documents = list(Document.objects.order_by("pk"))
    rebuilt = threading.Event()
    failures = []

    def rebuild():
        try:
            for _number in range(5):
                beside.engine.rebuild(documents, nothing)
        except EngineFailed as failure:
            failures.append(failure)
        finally:
            rebuilt.set()

    thread = threading.Thread(target=rebuild)
    asked = 0
    thread.start()
    while not rebuilt.is_set():
        # An index that goes at this very moment fails, and the database answers.
        assert len(engines.candidates({"bebauungsplan": 1.0}, ["papers"])) == 3
        asked += 1
    thread.join()
    assert not failures
    assert asked > 5


def test_what_changes_during_a_rebuild_is_not_missed(beside, papers):
    late = PaperFactory(name="Bebauungsplan spät")
    documents = list(Document.objects.order_by("pk"))

    def rows():
        yield from documents
        indexing.update([late])
        indexing.remove(papers[:1])

    # Both wait for the end of the rebuild.
    beside.engine.rebuild(rows(), nothing)
    assert following.marks().count() == 2
    assert following.send() == 2
    assert papers_of(beside) == pks([*papers[1:], late])


def test_a_broken_rebuild_leaves_the_old_index(beside, papers):
    before = beside.engine.check()["index"]

    def rows():
        yield Document.objects.first()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        beside.engine.rebuild(rows(), nothing)
    assert beside.engine.check()["index"] == before
    assert list(beside.engine._writing.indices.get(index="test_documents*").body) == [before]
    assert papers_of(beside) == pks(papers)


def test_other_indexes_stay(beside, papers):
    beside.engine._writing.indices.create(index="test_other")
    try:
        beside.engine.rebuild(Document.objects.all(), nothing)
        assert beside.engine._writing.indices.exists(index="test_other")
    finally:
        beside.engine._writing.indices.delete(index="test_other")


def test_the_command_makes_anew_and_tells(beside, papers, capsys):
    call_command("search_index", rebuild=True)
    told = capsys.readouterr().out
    assert f"the search cluster: {Document.objects.count()} …" in told
    call_command("search_index", check=True)
    assert f"documents: {Document.objects.count()}, waiting: 0" in capsys.readouterr().out
    assert papers_of(beside) == pks(papers)


def test_the_command_tells_of_half_an_index(beside, papers):
    beside.engine.remove([Document.objects.first().pk])
    with pytest.raises(CommandError, match="2 of 3 documents"):
        call_command("search_index", check=True)


def test_the_command_tells_of_none(settings, db):
    settings.SEARCH_URL = "http://127.0.0.1:9"
    with pytest.raises(CommandError, match="ConnectionError"):
        call_command("search_index", check=True)


def test_without_a_cluster_nothing_waits_for_it(db):
    indexing.update([PaperFactory(name="Bebauungsplan")])
    assert not following.marks().exists()
    assert following.run_as_job() == ""
    assert following.send() == 0
