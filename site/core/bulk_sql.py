"""Bulk inserts of rows as tuples, for writers that spend most of their time in bulk_create.

It makes a model instance of each row and a placeholder of each value; here a statement is made
once, PostgreSQL gets all rows as one JSON document, SQLite one prepared statement.
"""

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice

import orjson
from django.db import connections, models, router, transaction

# Rows of one statement.
BATCH = 5000


def insert(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence],
    same: Mapping | None = None,
) -> int:
    """Insert rows; how many there were. No signals, no validation, no primary keys back.

    names: of the columns (`name`, `body_id`) that the rows have values for, in their order, as
    plain Python values: times aware, JSON as dicts and lists.
    same: {column: value} that all rows share. Every other column gets the default of its field.
    """
    return _Statement(model, names, same or {}).execute(rows)


def upsert(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence],
    same: Mapping | None = None,
    *,
    unique: Sequence[str],
    update: Sequence[str],
) -> int:
    """As `insert`; rows that exist by the columns `unique` get the columns `update`.

    No two of the rows may be the same by `unique`.
    """
    return _Statement(model, names, same or {}, unique, update).execute(rows)


def analyze(written: Iterable[type[models.Model]]):
    """Let PostgreSQL look at tables that were just filled: without it joins of them take for ever.

    May be called in the transaction that fills them.
    """
    for model in written:
        connection = connections[router.db_for_write(model)]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


class _Statement:
    def __init__(self, model, names, same, unique=(), update=()):
        self.connection = connections[router.db_for_write(model)]
        self.is_postgresql = self.connection.vendor == "postgresql"
        self.quote = self.connection.ops.quote_name
        self.table = self.quote(model._meta.db_table)
        columns = (field for field in model._meta.concrete_fields if not field.generated)
        fields = {field.attname: field for field in columns}
        self.fields = [fields[name] for name in names]
        given = {*names, *same}
        defaults = {
            name: field.get_default()
            for name, field in fields.items()
            if name not in given and not field.primary_key
        }
        self.same = {fields[name]: value for name, value in {**defaults, **same}.items()}
        self.conflict = self._conflict(unique, [fields[name] for name in update])

    def execute(self, rows: Iterable[Sequence]) -> int:
        rows, number = iter(rows), 0
        write = self._as_one_document if self.is_postgresql else self._one_by_one
        # In one transaction: each of many statements would be one of its own.
        with (
            transaction.atomic(using=self.connection.alias, savepoint=False),
            self.connection.cursor() as cursor,
        ):
            while batch := list(islice(rows, BATCH)):
                write(cursor, batch)
                number += len(batch)
        return number

    def _conflict(self, unique, update) -> str:
        if not unique:
            return ""
        columns = ", ".join(self.quote(name) for name in unique)
        names = [self.quote(field.column) for field in update]
        changed = ", ".join(f"{name} = EXCLUDED.{name}" for name in names)
        return f" ON CONFLICT ({columns}) DO UPDATE SET {changed}"

    def _columns(self) -> str:
        return ", ".join(self.quote(field.column) for field in (*self.fields, *self.same))

    def _constants(self) -> list:
        return [
            field.get_db_prep_save(value, connection=self.connection)
            for field, value in self.same.items()
        ]

    def _as_one_document(self, cursor, rows):
        names = [field.column for field in self.fields]
        read = ", ".join(f"x.{self.quote(name)}" for name in names)
        types = ", ".join(
            f"{self.quote(field.column)} {field.db_type(self.connection)}" for field in self.fields
        )
        same = "".join(f", %s::{field.db_type(self.connection)}" for field in self.same)
        cursor.execute(
            f"INSERT INTO {self.table} ({self._columns()}) SELECT {read}{same} "  # noqa: S608
            f"FROM json_to_recordset(%s::json) AS x({types}){self.conflict}",
            [
                *self._constants(),
                orjson.dumps([dict(zip(names, row, strict=True)) for row in rows]).decode(),
            ],
        )

    def _one_by_one(self, cursor, rows):
        places = ", ".join(["%s"] * (len(self.fields) + len(self.same)))
        same = tuple(self._constants())
        convert = [
            (at, change) for at, field in enumerate(self.fields) if (change := _sqlite(field))
        ]

        def complete(row):
            values = [*row, *same]
            for at, change in convert:
                if values[at] is not None:
                    values[at] = change(values[at])
            return values

        cursor.executemany(
            f"INSERT INTO {self.table} ({self._columns()}) VALUES ({places})"  # noqa: S608
            f"{self.conflict}",
            map(complete, rows),
        )


def _sqlite(field) -> Callable | None:
    """A value in SQLite's representation."""
    if isinstance(field, models.DateTimeField):
        return _moment
    if isinstance(field, models.DateField):
        return str
    if isinstance(field, models.JSONField):
        return _json
    return None


@lru_cache(4096)
def _moment(value: datetime) -> str:
    return str(value.astimezone(UTC).replace(tzinfo=None))


def _json(value) -> str:
    return orjson.dumps(value).decode()


@contextmanager
def collection_paused():
    """No garbage collection while records and rows are made by the thousand and all are kept: it
    would walk over them again and again, for a quarter of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
