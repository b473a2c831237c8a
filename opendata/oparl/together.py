"""Rows fetched together and handed out one by one."""


def by_key(queryset, pks) -> dict:
    """{primary key: row}; one query, none without keys."""
    wanted = {pk for pk in pks if pk is not None}
    return {row.pk: row for row in queryset.filter(pk__in=wanted)} if wanted else {}


def each(rows, pks) -> list:
    """Those that are shown, each once, in this order."""
    return [rows[pk] for pk in dict.fromkeys(pks) if pk in rows]
