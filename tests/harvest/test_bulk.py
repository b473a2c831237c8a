"""Rows in bulk: the same values come back as from Django's own writing, on every database."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core import bulk_sql
from harvest.models import Change, Run, Source

from .conftest import make_source

pytestmark = pytest.mark.django_db
UNIQUE = {"unique": ("name",), "update": ("title", "options")}
BERLIN = dt.timezone(dt.timedelta(hours=2))


def test_values_of_all_kinds_come_back_as_they_were():
    moment = dt.datetime(2026, 5, 1, 18, 30, 0, 123456, tzinfo=BERLIN)
    options = {"wörter": ["a", None, 1.5, True], "quote": 'it\'s "so" % \\ 😀'}
    names = ("name", "title", "kind", "options", "enabled", "alarm_sent_at", "interval_hours")
    row = ("a", "Straße\nund 'mehr' %s", "test", options, False, moment, 7)
    begun = timezone.now()
    assert bulk_sql.insert(Source, names, [row]) == 1
    source = Source.objects.get()
    assert tuple(getattr(source, name) for name in names) == row
    assert source.withdrawal_percent == 10
    assert begun <= source.created_at <= timezone.now()


def test_nothing_is_none_and_shared_values_are_for_all():
    rows = [(f"q{number}", None) for number in range(3)]
    same = {"title": "gleich", "kind": "test", "options": {"a": 1}}
    assert bulk_sql.insert(Source, ("name", "alarm_sent_at"), rows, same) == 3
    assert set(Source.objects.values_list("title", "alarm_sent_at")) == {("gleich", None)}
    assert Source.objects.filter(options={"a": 1}).count() == 3


def test_what_is_there_is_updated_in_the_named_columns_only():
    make_source("alt", title="Alt", interval_hours=5)
    names = ("name", "title", "kind", "options", "interval_hours")
    rows = [("alt", "Neu", "andere", {"x": 1}, 9), ("jung", "Jung", "test", {}, 9)]
    bulk_sql.upsert(Source, names, rows, **UNIQUE)
    old = Source.objects.get(name="alt")
    assert (old.title, old.options, old.kind, old.interval_hours) == ("Neu", {"x": 1}, "test", 5)
    assert Source.objects.get(name="jung").interval_hours == 9


def test_more_rows_than_one_statement_takes(monkeypatch):
    monkeypatch.setattr(bulk_sql, "BATCH", 10)
    run = Run.objects.create(source=make_source(), trigger="command")
    rows = ((run.pk, "created", "paper", str(number)) for number in range(25))
    assert bulk_sql.insert(Change, ("run_id", "action", "object_kind", "key"), rows) == 25
    assert [int(key) for key in run.changes.values_list("key", flat=True)] == list(range(25))


def test_no_rows_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert bulk_sql.insert(Source, ("name",), []) == 0


def test_one_bad_row_leaves_none_behind():
    make_source("da")
    rows = [("neu", "N", "test"), ("da", "D", "test")]
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk_sql.insert(Source, ("name", "title", "kind"), rows)
    assert list(Source.objects.values_list("name", flat=True)) == ["da"]


def test_statistics_are_renewed_within_a_transaction():
    bulk_sql.insert(Source, ("name", "title", "kind"), [("a", "A", "test")])
    bulk_sql.analyze([Source])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'harvest_source'")
            assert cursor.fetchone()[0] == 1
    assert Source.objects.count() == 1
