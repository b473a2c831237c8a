"""Resolution of references by set-based statements; dangling ones are kept for later."""

from collections import Counter
from collections.abc import Iterator

from django.db import connection
from django.db.models import Exists, OuterRef

from ..mapping import Mapping, mappings
from ..models import MODELS, RawObject
from . import privacy


def resolve(source, stamp=None) -> Counter:
    """Fill every relation of this source whose target is known by now.

    stamp: the moment of the run. Rows that it has not written itself, but whose reference has found
    its target, count as changed, too: they get the stamp as `changed_at`, so that programs that
    ask for changes see them.
    Returns {type: number of those}. None: nothing can be waiting from earlier.
    """
    late = Counter()
    with_homes = privacy.may_keep_contact_data(source)
    for mapping in mappings():
        published = mapping.model.objects.filter(withdrawn_at=None)
        for field, target in mapping.references.items():
            if (mapping.type, field) == ("Person", "location") and not with_homes:
                continue
            if stamp:
                found = _findable(
                    waiting_references(mapping, field, source), f"{field}_key", target, source
                )
                owners = published.filter(changed_at__lt=stamp, pk__in=found.values("pk"))
                late[mapping.type] += owners.update(changed_at=stamp)
            _fill_reference(mapping, field, target, source)
        for links in mapping.links:
            if stamp:
                found = _findable(waiting_links(links, source), "key", links.model, source)
                owners = published.filter(changed_at__lt=stamp, pk__in=found.values(links.owner))
                late[mapping.type] += owners.update(changed_at=stamp)
            _fill_links(mapping, links, source)
    return late


def loosen(source, types):
    """Clear references to withdrawn objects of these types, as if these had never been delivered.

    So no page shows depublished objects by a reference.
    """
    models = {MODELS[type] for type in types}
    for mapping in mappings():
        for field, target in mapping.references.items():
            if target in models:
                rows = mapping.model.objects.filter(source=source)
                rows.filter(**{f"{field}__withdrawn_at__isnull": False}).update(**{field: None})
        for links in mapping.links:
            if links.model in models:
                rows = links.through.objects.filter(**{f"{links.owner}__source": source})
                gone = rows.filter(**{f"{links.target}__withdrawn_at__isnull": False})
                gone.update(**{links.target: None})


def waiting_references(mapping: Mapping, field: str, source):
    """Rows with a reference to an unknown object."""
    rows = mapping.model.objects.filter(source=source, **{f"{field}__isnull": True})
    return rows.exclude(**{f"{field}_key": ""})


def waiting_links(links, source):
    """Entries of lists that refer to an unknown object."""
    return links.through.objects.filter(
        **{f"{links.owner}__source": source, f"{links.target}__isnull": True}
    )


def dangling(source) -> Iterator[tuple[str, str, object]]:
    """(type, property, rows {"url": of the referrer}) of dangling references of published rows."""
    for mapping in mappings():
        for field in mapping.references:
            rows = waiting_references(mapping, field, source).filter(withdrawn_at=None)
            if (mapping.type, field) == ("Person", "location"):
                # Delivered, but not kept.
                delivered = RawObject.objects.filter(source=source, key=OuterRef("location_key"))
                rows = rows.exclude(Exists(delivered))
            yield mapping.type, field, rows.values_list("url", flat=True)
        for links in mapping.links:
            rows = waiting_links(links, source).filter(**{f"{links.owner}__withdrawn_at": None})
            yield mapping.type, links.field, rows.values_list(f"{links.owner}__url", flat=True)


def _findable(rows, key, target, source):
    """Those of the rows whose target is known by now."""
    known = target.objects.filter(source=source, key=OuterRef(key), withdrawn_at=None)
    return rows.filter(Exists(known))


# Joined, which Django's update() cannot: it would look each target up twice.


def _fill_reference(mapping: Mapping, field, target, source):
    quote = connection.ops.quote_name
    column, key = quote(f"{field}_id"), quote(f"{field}_key")
    table = quote(mapping.model._meta.db_table)
    _execute(
        f"UPDATE {table} SET {column} = known.id FROM {quote(target._meta.db_table)} AS known "  # noqa: S608
        f"WHERE {table}.source_id = %s AND {table}.{column} IS NULL AND {table}.{key} <> '' "
        f"AND known.source_id = %s AND known.key = {table}.{key} AND known.withdrawn_at IS NULL",
        source,
    )


def _fill_links(mapping: Mapping, links, source):
    quote = connection.ops.quote_name
    table, column = quote(links.through._meta.db_table), quote(f"{links.target}_id")
    _execute(
        f"UPDATE {table} SET {column} = known.id "  # noqa: S608
        f"FROM {quote(links.model._meta.db_table)} AS known, "
        f"{quote(mapping.model._meta.db_table)} AS owner "
        f"WHERE owner.source_id = %s AND owner.id = {table}.{quote(links.owner + '_id')} "
        f"AND {table}.{column} IS NULL "
        f"AND known.source_id = %s AND known.key = {table}.key AND known.withdrawn_at IS NULL",
        source,
    )


def _execute(statement, source):
    with connection.cursor() as cursor:
        cursor.execute(statement, [source.pk, source.pk])
