"""Migration operations that Django lacks."""

from django.db.migrations.operations.base import Operation


class CreateModels(Operation):
    """Creates many models that refer to each other, in circles too.

    Django renders all models that are known so far again for each one that is created; with those
    of the catalogue and the council that took longer than all else in an installation. Here they
    are rendered once, when all are known.

    operations: `CreateModel`, in any order; what they refer to may come later in the list.
    """

    serialization_expand_args = ("operations",)
    reduces_to_sql = True

    def __init__(self, operations):
        self.operations = operations

    def deconstruct(self):
        return type(self).__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label, state):
        # The rendered models; they come back when the database asks for them.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        names = ", ".join(operation.name for operation in self.operations)
        return f"Create models {names}"
