"""Creating models together: circles of references, there and back."""

import pytest
from django.db import connection, models
from django.db.migrations import CreateModel, Migration
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter

from core.migration_operations import CreateModels

pytestmark = pytest.mark.django_db(transaction=True)

KEY = ("id", models.BigAutoField(primary_key=True))


def circle():
    """Two models that refer to each other, and a third that refers to itself."""
    hen = models.ForeignKey("core.Hen", models.CASCADE, null=True)
    egg = models.ForeignKey("core.Egg", models.CASCADE, null=True)
    itself = models.ForeignKey("self", models.CASCADE, null=True)
    unique = {"constraints": [models.UniqueConstraint(fields=["hen"], name="one_egg_a_hen")]}
    return CreateModels(
        operations=[
            CreateModel("Egg", [KEY, ("hen", hen)], options=unique),
            CreateModel("Hen", [KEY, ("egg", egg), ("mother", itself)]),
            CreateModel("Nest", [KEY, ("eggs", models.ManyToManyField("core.Egg"))]),
        ]
    )


TABLES = {"core_egg", "core_hen", "core_nest", "core_nest_eggs"}


def tables():
    return set(connection.introspection.table_names()) & TABLES


def columns(table):
    with connection.cursor() as cursor:
        found = connection.introspection.get_relations(cursor, table)
    return {name: other for name, (_column, other, *_rest) in found.items()}


def test_models_in_a_circle_come_and_go():
    migration = Migration("0001_initial", "core")
    migration.operations = [circle()]
    with connection.schema_editor() as editor:
        after = migration.apply(ProjectState(), editor)
    assert tables() == TABLES
    assert columns("core_egg") == {"hen_id": "core_hen"}
    assert columns("core_hen") == {"egg_id": "core_egg", "mother_id": "core_hen"}
    hen = after.apps.get_model("core", "Hen").objects.create()
    egg = after.apps.get_model("core", "Egg").objects.create(hen=hen)
    after.apps.get_model("core", "Nest").objects.create().eggs.add(egg)
    with connection.schema_editor() as editor:
        migration.unapply(ProjectState(), editor)
    assert tables() == set()


def test_is_written_into_a_file_and_read_back():
    migration = type("Migration", (Migration,), {"operations": [circle()]})("0001_initial", "core")
    space = {}
    exec(MigrationWriter(migration).as_string(), space)  # noqa: S102
    [read] = space["Migration"].operations
    assert [operation.name for operation in read.operations] == ["Egg", "Hen", "Nest"]
    assert "Egg, Hen, Nest" in read.describe()
