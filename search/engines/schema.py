"""What makes the rows of Document searchable, by vendor; called by migrations.

SQLite: an FTS5 table without texts of its own, kept by triggers. PostgreSQL: generated columns with
a GIN index each. A migration that alters the table on SQLite makes it anew and loses its triggers:
it calls `drop` before and `create` after.
"""

_COLUMNS = "title_stems, alias_stems, heading_stems, body_stems"
_IN = """
    INSERT INTO search_text (rowid, title_stems, alias_stems, heading_stems, body_stems)
    VALUES (new.id, new.title_stems, new.alias_stems, new.heading_stems, new.body_stems);
"""
_OUT = """
    INSERT INTO search_text
        (search_text, rowid, title_stems, alias_stems, heading_stems, body_stems)
    VALUES
        ('delete', old.id, old.title_stems, old.alias_stems, old.heading_stems, old.body_stems);
"""
# The stems are made of letters and figures, and are compared as they are.
_CREATE = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE search_text USING fts5 ({_COLUMNS}, content='search_document', "
        "content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
        f"CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN {_IN} END",
        f"CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN {_OUT} END",
        f"CREATE TRIGGER search_document_changed AFTER UPDATE OF {_COLUMNS} ON search_document "
        f"BEGIN {_OUT} {_IN} END",
        "INSERT INTO search_text (search_text) VALUES ('rebuild')",
    ),
    "postgresql": (
        "ALTER TABLE search_document ADD COLUMN names_vector tsvector "
        "GENERATED ALWAYS AS (to_tsvector('simple', "
        "title_stems || ' ' || alias_stems || ' ' || heading_stems)) STORED, "
        "ADD COLUMN body_vector tsvector "
        "GENERATED ALWAYS AS (to_tsvector('simple', body_stems)) STORED",
        "CREATE INDEX search_document_names ON search_document USING gin (names_vector)",
        "CREATE INDEX search_document_body ON search_document USING gin (body_vector)",
    ),
}
_DROP = {
    "sqlite": (
        "DROP TRIGGER search_document_added",
        "DROP TRIGGER search_document_removed",
        "DROP TRIGGER search_document_changed",
        "DROP TABLE search_text",
    ),
    "postgresql": (
        "ALTER TABLE search_document DROP COLUMN names_vector, DROP COLUMN body_vector",
    ),
}


def create(apps, schema_editor):
    for statement in _CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    for statement in _DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)
