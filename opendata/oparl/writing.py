"""Writes parsed objects of one type, a batch at a time: one query to compare, one to write."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

import orjson
from django.db import models
from django.utils import timezone

from harvest.diff import field_changes
from harvest.models import Source
from harvest.report import ObjectChange

from .mapping import TIMESTAMPS, Mapping, mapping_of
from .models import MODELS, OParlObject, key_of
from .schema import Parsed
from .schema.declaring import camel_case

# {type: short name in reports}
KINDS = {
    type: "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in type).strip("_")
    for type in MODELS
}


@dataclass
class Context:
    """What the writers of one run share, and what they tell.

    touched: {type: primary keys created, changed or restored}.
    unchanged: {type: keys of what was delivered as it was}.
    loosened: {type: primary keys whose holder has changed, so that perhaps nothing holds them}.
    orphaned: {type: {primary key: key of the parent that embeds it no more}}.
    """

    source: Source
    first: bool = False
    now: object = field(default_factory=timezone.now)
    counts: dict[str, Counter] = field(default_factory=dict)
    changes: list[ObjectChange] = field(default_factory=list)
    touched: dict[str, set[int]] = field(default_factory=dict)
    unchanged: dict[str, set[str]] = field(default_factory=dict)
    loosened: dict[str, set[int]] = field(default_factory=dict)
    orphaned: dict[str, dict[int, str]] = field(default_factory=dict)

    def count(self, type: str, outcome: str, number: int):
        if number:
            self.counts.setdefault(type, Counter())[outcome] += number


@dataclass(slots=True)
class Incoming:
    """A parsed object on its way to its row. body_url: of the body in whose list it stood."""

    parsed: Parsed
    key: str
    body_url: str = ""


class Writer:
    """Writes one type."""

    def __init__(self, type: str, context: Context):
        self.mapping: Mapping = mapping_of(type)
        self.type = type
        self.context = context
        self.model = self.mapping.model

    def take(self, items: dict[str, Incoming]):
        """Create, update, restore, or leave alone. items: {key: item}."""
        known = self._known(items)
        rows, actions = [], {}
        unchanged = self.context.unchanged.setdefault(self.type, set())
        for key, item in items.items():
            old = known.get(key)
            if item.parsed.bare and old is not None:
                continue
            row = self._row(item)
            action = _action(old, row)
            if action == "unchanged":
                unchanged.add(key)
                continue
            rows.append(row)
            actions[key] = action
        if rows:
            self._write(rows, actions, items)

    def _known(self, keys):
        rows = self.model.objects.filter(source=self.context.source, key__in=list(keys))
        return {
            key: (hashed, withdrawn is not None)
            for key, hashed, withdrawn in rows.values_list("key", "content_hash", "withdrawn_at")
        }

    def _write(self, rows: list[OParlObject], actions, items):
        context = self.context
        changed = [key for key, action in actions.items() if action != "created"]
        old = self._old(changed)
        self._tell(rows, actions, old)
        self.context.unchanged[self.type] -= actions.keys()
        self.model.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["source", "key"],
            update_fields=self.mapping.columns,
        )
        fresh = {row.key: row.pk for row in rows}
        context.touched.setdefault(self.type, set()).update(fresh.values())
        if changed:
            self._loosen([old[key] for key in changed], items)
        self._link(rows, items, {fresh[key] for key in changed})

    def _old(self, keys) -> dict[str, OParlObject]:
        if not keys:
            return {}
        rows = self.model.objects.filter(source=self.context.source, key__in=keys)
        return {row.key: row for row in rows}

    def _tell(self, rows, actions, old):
        for action, number in Counter(actions.values()).items():
            outcome = "updated" if action == "restored" else action
            self.context.count(self.type, outcome, number)
        for row in rows:
            action = actions[row.key]
            if action == "created" and self.context.first:
                # The first harvest is one event, not a hundred thousand.
                continue
            before = old.get(row.key)
            lines = (
                field_changes(_plain(before.delivered), _plain(row.delivered))
                if (action == "updated" and before)
                else ()
            )
            self.context.changes.append(
                ObjectChange(action, KINDS[self.type], row.url, str(row), lines)
            )

    # --- Rows ----------------------------------------------------------------------------

    def _row(self, item: Incoming) -> OParlObject:
        parsed, fields = item.parsed, item.parsed.fields
        now = self.context.now
        values = {name: _column(getattr(fields, name)) for name in self.mapping.plain}
        for name in self.mapping.references:
            values[f"{name}_key"] = key_of(self._reference(name, item))
        if self.mapping.lists:
            told = {
                type: getattr(fields, name)
                for name, type in self.mapping.lists.items()
                if getattr(fields, name)
            }
            values["lists"] = told
        row = self.model(
            source=self.context.source,
            key=item.key,
            url=parsed.id,
            raw=orjson.dumps(parsed.raw).decode(),
            imported_at=now,
            changed_at=now,
            **values,
        )
        row.content_hash = self._hash(values, fields, parsed)
        return row

    def _reference(self, name, item: Incoming) -> str:
        url = getattr(item.parsed.fields, name)
        if not url and name == "body":
            return item.body_url
        if not url and self.type == "Person" and name == "location":
            return item.parsed.fields.location_object
        return url

    def _hash(self, values, fields, parsed) -> str:
        """Of the normalised content: columns, references, lists, and what is embedded."""
        content = {name: one for name, one in values.items() if name not in TIMESTAMPS}
        for links in self.mapping.links:
            content[links.field] = getattr(fields, links.field)
        for name in self.mapping.children:
            content[name] = getattr(fields, name)
        # Vendors' own properties change the object, too.
        content[""] = sorted(name for name in parsed.raw if ":" in name)
        return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()

    # --- What hangs on them --------------------------------------------------------------

    def _link(self, rows, items, changed: set[int]):
        for links in self.mapping.links:
            if changed:
                links.through.objects.filter(**{f"{links.owner}__in": changed}).delete()
            made = [
                links.through(**{f"{links.owner}_id": row.pk}, position=position, key=key_of(url))
                for row in rows
                for position, url in enumerate(getattr(items[row.key].parsed.fields, links.field))
            ]
            links.through.objects.bulk_create(made)

    def _loosen(self, old: list[OParlObject], items):
        """What changed objects held before is looked at once more when all is written."""
        pks = [row.pk for row in old]
        loosened = self.context.loosened
        for name, model in self.mapping.references.items():
            held = {getattr(row, f"{name}_id") for row in old} - {None}
            loosened.setdefault(model.__name__, set()).update(held)
        for links in self.mapping.links:
            entries = links.through.objects.filter(
                **{f"{links.owner}__in": pks, f"{links.target}__isnull": False}
            )
            held = entries.values_list(links.target, flat=True)
            loosened.setdefault(links.model.__name__, set()).update(held)
        for name, (model, parent) in self.mapping.children.items():
            kept = {key_of(id) for row in old for id in getattr(items[row.key].parsed.fields, name)}
            children = model.objects.filter(**{f"{parent}__in": pks}, withdrawn_at=None)
            self.context.orphaned.setdefault(model.__name__, {}).update(
                {
                    pk: parent_key
                    for pk, key, parent_key in children.values_list("pk", "key", f"{parent}_key")
                    if key not in kept
                }
            )


def _action(old, row) -> str:
    if old is None:
        return "created"
    hashed, withdrawn = old
    if hashed != row.content_hash:
        return "updated"
    return "restored" if withdrawn else "unchanged"


def _column(value):
    return list(value) if isinstance(value, tuple) else value


def _plain(delivered: dict) -> dict:
    hidden = {camel_case(name) for name in TIMESTAMPS}
    return {name: value for name, value in delivered.items() if name not in hidden}


def pks_of(rows: models.QuerySet) -> set[int]:
    return set(rows.values_list("pk", flat=True))
