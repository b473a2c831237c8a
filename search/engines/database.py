"""The database as an engine: FTS5 on SQLite, two tsvector columns on PostgreSQL.

Both follow the rows of Document by themselves (search.engines.schema), so that there is nothing to
add or to remove. The importance of a word is known by the caller, so each stem is looked up with
its own weight and the sum of a document decides; the databases' own ranks are not asked.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db import connection

from ..models import Document

# What a stem counts in a text, compared with a name (search.ranking.FIELDS).
IN_TEXT = 0.25
# Only the weightiest stems are looked up in texts, which hold the common ones by the thousand.
LOOKED_UP_IN_TEXTS = 5
# So many times the limit of a kind are looked at before they are parted by kind.
OF_ALL_KINDS = 20
_NAMES = "{title_stems alias_stems heading_stems}"
# Values: [[word, weight], …] as JSON, how many of all kinds, kinds and scope as JSON lists, how
# many of each kind.
_SQLITE = """
    WITH asked AS (
        SELECT value ->> 0 AS word, value ->> 1 AS weight FROM json_each(%s)
    ), held AS (
        SELECT search_text.rowid AS id, asked.weight AS weight
        FROM asked CROSS JOIN search_text ON search_text MATCH asked.word
    ), summed AS (
        SELECT id, SUM(weight) AS weight FROM held GROUP BY id ORDER BY 2 DESC, 1 LIMIT %s
    ), placed AS (
        SELECT summed.id, summed.weight, ROW_NUMBER() OVER (
            PARTITION BY document.kind ORDER BY summed.weight DESC, summed.id
        ) AS place
        FROM summed CROSS JOIN search_document AS document ON document.id = summed.id
        WHERE document.kind IN (SELECT value FROM json_each(%s)) AND (document.path = '' OR EXISTS (
            SELECT 1 FROM json_each(%s) WHERE substr(document.path, 1, length(value)) = value
        ))
    )
    SELECT id FROM placed WHERE place <= %s ORDER BY weight DESC, id
"""
# Values: words, weights, the same again for texts, how many of all kinds, kinds, scope, how many of
# each kind.
_POSTGRESQL = """
    WITH held AS (
        SELECT document.id, asked.weight
        FROM unnest(%s::tsquery[], %s::float[]) AS asked (word, weight)
        JOIN search_document AS document ON document.names_vector @@ asked.word
        UNION ALL
        SELECT document.id, asked.weight
        FROM unnest(%s::tsquery[], %s::float[]) AS asked (word, weight)
        JOIN search_document AS document ON document.body_vector @@ asked.word
    ), summed AS (
        SELECT id, SUM(weight) AS weight FROM held GROUP BY id ORDER BY 2 DESC, 1 LIMIT %s
    ), placed AS (
        SELECT summed.id, summed.weight, ROW_NUMBER() OVER (
            PARTITION BY document.kind ORDER BY summed.weight DESC, summed.id
        ) AS place
        FROM summed JOIN search_document AS document ON document.id = summed.id
        WHERE document.kind = ANY(%s) AND (document.path = '' OR EXISTS (
            SELECT 1 FROM unnest(%s::text[]) AS part WHERE starts_with(document.path, part)
        ))
    )
    SELECT id FROM placed WHERE place <= %s ORDER BY weight DESC, id
"""
_HELD_ON_SQLITE = """
    SELECT value FROM json_each(%s)
    WHERE EXISTS (SELECT 1 FROM search_text WHERE search_text MATCH '"' || value || '"')
"""
_HELD_ON_POSTGRESQL = """
    SELECT stem FROM unnest(%s::text[]) AS asked (stem) WHERE EXISTS (
        SELECT 1 FROM search_document WHERE names_vector @@ ('''' || stem || '''')::tsquery
    ) OR EXISTS (
        SELECT 1 FROM search_document WHERE body_vector @@ ('''' || stem || '''')::tsquery
    )
"""


class DatabaseEngine:
    """Finds candidates in the table of documents."""

    name = "database"

    def candidates(
        self, stems: Mapping[str, float], kinds: Sequence[str], scope: Sequence[str], limit: int
    ) -> list[int]:
        # No path begins with less than "".
        within = list(scope) or [""]
        weightiest = sorted(stems, key=lambda stem: -stems[stem])[:LOOKED_UP_IN_TEXTS]
        in_texts = {stem: stems[stem] * IN_TEXT for stem in weightiest}
        of_all = limit * OF_ALL_KINDS
        if connection.vendor == "postgresql":
            values = [*_columns(stems), *_columns(in_texts), of_all, list(kinds), within, limit]
            return _first_column(_POSTGRESQL, values)
        asked = [
            *([f'{_NAMES} : "{stem}"', weight] for stem, weight in stems.items()),
            *([f'body_stems : "{stem}"', weight] for stem, weight in in_texts.items()),
        ]
        values = [json.dumps(asked), of_all, json.dumps(list(kinds)), json.dumps(within), limit]
        return _first_column(_SQLITE, values)

    def holds(self, stems: Iterable[str]) -> set[str]:
        asked = list(stems)
        if connection.vendor == "postgresql":
            return set(_first_column(_HELD_ON_POSTGRESQL, [asked]))
        return set(_first_column(_HELD_ON_SQLITE, [json.dumps(asked)]))

    def add(self, documents: Iterable[Document]):
        """Nothing to do: the index follows the rows."""

    def remove(self, pks: Iterable[int]):
        """Nothing to do: the index follows the rows."""

    def rebuild(self, documents: Iterable[Document], progress: Callable[[int], None]):
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO search_text (search_text) VALUES ('rebuild')")
        progress(Document.objects.count())

    def check(self) -> dict[str, object]:
        """Raises DatabaseError where SQLite's index and the rows differ."""
        if connection.vendor == "sqlite":
            statement = "INSERT INTO search_text (search_text, rank) VALUES ('integrity-check', 1)"
            with connection.cursor() as cursor:
                cursor.execute(statement)
        return {"documents": Document.objects.count()}


def _columns(stems: Mapping[str, float]) -> tuple[list[str], list[float]]:
    return [f"'{stem}'" for stem in stems], list(stems.values())


def _first_column(statement: str, values: list) -> list:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]
