"""What is written in bulk waits for the index, and is never forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from harvest.models import Source
from opendata.oparl.models import Paper
from search import indexing, tasks
from search.models import Document, Waiting
from tests import lazy_tasks
from tests.opendata.oparl.factories import PaperFactory

pytestmark = pytest.mark.django_db
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def papers():
    return [PaperFactory(name=f"Bebauungsplan {number}") for number in range(4)]


@pytest.fixture
def many(monkeypatch):
    monkeypatch.setattr(indexing, "AT_ONCE", 2)
    monkeypatch.setattr(indexing, "BATCH", 3)


def forget_index():
    lazy_tasks.forget()
    Waiting.objects.all().delete()
    indexing.remove(Paper.objects.all())


def found(text="bebauungsplan") -> int:
    """Without the marks that a search of the tests follows first (tests.lazy_tasks)."""
    return Document.objects.filter(kind="papers", title__icontains=text).count()


def marked(papers):
    forget_index()
    return indexing.mark(Paper, [paper.pk for paper in papers])


def test_few_are_indexed_at_once(papers):
    assert marked(papers) == 4
    assert found() == 0
    indexing.follow()
    assert found() == 4
    assert not Waiting.objects.exists()


def test_many_are_left_to_the_queue(papers, many, settings):
    settings.TASKS = QUEUE
    marked(papers)
    indexing.follow()
    assert found() == 0
    assert Waiting.objects.count() == 4
    assert tasks.catch_up.call() == 4
    assert found() == 4


def test_without_a_queue_many_are_indexed_at_once(papers, many):
    marked(papers)
    indexing.follow()
    assert found() == 4


def test_where_no_worker_comes_the_next_run_does_it(papers, many, settings):
    settings.TASKS = QUEUE
    marked(papers)
    indexing.follow()
    Waiting.objects.update(since=timezone.now() - indexing.LONG - timedelta(minutes=1))
    indexing.follow()
    assert found() == 4


def test_an_empty_index_is_filled_by_the_schedule(papers):
    marked(papers)
    assert indexing.run_as_job().endswith(" rows")
    assert found() == 4


def test_where_no_worker_comes_the_schedule_does_it(papers):
    marked(papers)
    indexing.update([PaperFactory(name="Haushalt")])
    assert indexing.run_as_job() == ""
    Waiting.objects.update(since=timezone.now() - indexing.LONG - timedelta(minutes=1))
    assert indexing.run_as_job() == "5 rows"
    assert found() == 4


def test_a_mark_outlives_a_failure(papers, monkeypatch):
    marked(papers)

    def fail(model, ids):
        raise OSError("the engine is down")

    with monkeypatch.context() as broken:
        broken.setattr(indexing, "_index", fail)
        with pytest.raises(OSError, match="down"):
            indexing.catch_up()
        indexing.follow()
    assert Waiting.objects.count() == 4
    assert indexing.catch_up() == 4
    assert found() == 4


def test_what_is_gone_meanwhile_is_taken_out(papers):
    marked(papers)
    indexing.catch_up()
    assert found() == 4
    marked(papers)
    gone = papers[0].pk
    Paper.objects.filter(pk=gone).delete()
    assert indexing.catch_up() == 5
    assert found() == 3


def test_models_without_search_fields_are_passed_over(papers):
    assert Source.objects.exists()
    indexing.update(Source.objects.all())
    assert found("Quelle") == 0
