"""Writing of parsed objects by type, in batches: one query to compare, one to write."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter

import orjson
from django.db import models
from django.utils import timezone

from core import bulk_sql
from harvest.diff import field_changes
from harvest.models import Source
from harvest.report import ObjectChange

from ..labels import KINDS
from ..mapping import TIMESTAMPS, Mapping, mapping_of
from ..models import OParlObject, key_of
from ..schema import Parsed
from ..schema.declaring import camel_case

# Columns of every row besides Mapping.source_columns.
_OWN = ("key", "url", "raw", "content_hash")


@dataclass
class Context:
    """State shared by the writers of one run, and their results.

    now: the run's stamp; `changed_at` of all that it creates, changes, restores or withdraws.
    unchanged: {type: primary keys of objects delivered without changes}.
    late: {type: number of rows stamped only because a reference of theirs has found its target}.
    loosened: {type: primary keys whose holder has changed, so that perhaps nothing holds them}.
    orphaned: {type: {primary key: key of the parent that no longer embeds it}}.
    """

    source: Source
    first: bool = False
    now: object = field(default_factory=timezone.now)
    counts: dict[str, Counter] = field(default_factory=dict)
    changes: list[ObjectChange] = field(default_factory=list)
    unchanged: dict[str, set[int]] = field(default_factory=dict)
    late: Counter = field(default_factory=Counter)
    loosened: dict[str, set[int]] = field(default_factory=dict)
    orphaned: dict[str, dict[int, str]] = field(default_factory=dict)

    def count(self, type: str, outcome: str, number: int):
        if number:
            self.counts.setdefault(type, Counter())[outcome] += number


@dataclass(slots=True)
class Incoming:
    """A parsed object on its way to its row. body_url: of the body whose list contained it.

    source_values: the values of Mapping.source_columns, once they are read.
    """

    parsed: Parsed
    key: str
    body_url: str = ""
    source_values: tuple = ()
    content_hash: str = ""

    def row(self) -> tuple:
        """The values of _OWN and Mapping.source_columns."""
        parsed = self.parsed
        raw = orjson.dumps(parsed.raw).decode()
        return (self.key, parsed.id, raw, self.content_hash, *self.source_values)


class Writer:
    """Writes one type."""

    def __init__(self, type: str, context: Context):
        self.mapping: Mapping = mapping_of(type)
        self.type = type
        self.context = context
        self.model = self.mapping.model
        links = (one.field for one in self.mapping.links)
        self._values = _getter(self.mapping.plain)
        self._content = _getter(
            (
                *(name for name in self.mapping.plain if name not in TIMESTAMPS),
                *links,
                *self.mapping.children,
            )
        )

    def write(self, items: dict[str, Incoming]):
        """Create, update, restore, or leave alone. items: {key: item}."""
        known = self._known(items)
        unchanged = self.context.unchanged.setdefault(self.type, set())
        actions: dict[str, str] = {}
        for key, item in items.items():
            pk, *old = known.get(key, (None,))
            if item.parsed.bare and pk is not None:
                continue
            self._read(item)
            action = _action(old, item.content_hash)
            if action == "unchanged":
                unchanged.add(pk)
            else:
                actions[key] = action
        if actions:
            unchanged -= {known[key][0] for key in actions if key in known}
            self._write([items[key] for key in actions], actions)

    def _known(self, keys) -> dict[str, tuple]:
        rows = self.model.objects.filter(source=self.context.source, key__in=list(keys))
        values = rows.values_list("key", "pk", "content_hash", "withdrawn_at")
        return {key: (pk, hashed, withdrawn) for key, pk, hashed, withdrawn in values}

    def _write(self, items: list[Incoming], actions: dict[str, str]):
        context = self.context
        changed = [key for key, action in actions.items() if action != "created"]
        old = self._old(changed)
        self._record_changes(items, actions, old)
        bulk_sql.upsert(
            self.model,
            (*_OWN, *self.mapping.source_columns),
            [item.row() for item in items],
            {
                "source_id": context.source.pk,
                "imported_at": context.now,
                "changed_at": context.now,
            },
            unique=("source_id", "key"),
            update=self.mapping.columns,
        )
        if old:
            self._loosen(old, {item.key: item for item in items})
        if self.mapping.links:
            self._link(items, {row.pk for row in old.values()})

    def _old(self, keys) -> dict[str, OParlObject]:
        if not keys:
            return {}
        rows = self.model.objects.filter(source=self.context.source, key__in=keys)
        return {row.key: row for row in rows}

    def _record_changes(self, items, actions, old):
        for action, number in Counter(actions.values()).items():
            outcome = "updated" if action == "restored" else action
            self.context.count(self.type, outcome, number)
        for item in items:
            action = actions[item.key]
            if action == "created" and self.context.first:
                # The first harvest is one event, not a hundred thousand.
                continue
            before = old.get(item.key)
            lines = (
                field_changes(_plain(before.delivered), _plain(item.parsed.raw))
                if (action == "updated" and before)
                else ()
            )
            self.context.changes.append(
                ObjectChange(action, KINDS[self.type], item.parsed.id, self._label(item), lines)
            )

    def _label(self, item: Incoming) -> str:
        values = dict(zip(self.mapping.source_columns, item.source_values, strict=True))
        return str(self.model(url=item.parsed.id, **values))

    # --- Rows ----------------------------------------------------------------------------

    def _read(self, item: Incoming):
        """Fill in `source_values`, and the hash of the normalised content.

        That is columns, references, lists, and embedded objects.
        """
        parsed, fields = item.parsed, item.parsed.fields
        references = [key_of(self._reference(name, item)) for name in self.mapping.references]
        if self.mapping.lists:
            urls = {type: getattr(fields, name) for name, type in self.mapping.lists.items()}
            references.append({type: url for type, url in urls.items() if url})
        item.source_values = (*self._values(fields), *references)
        # Vendors' own properties change the object, too.
        vendors = sorted(name for name in parsed.raw if ":" in name)
        content = orjson.dumps(
            (self._content(fields), references, vendors), option=orjson.OPT_SORT_KEYS
        )
        item.content_hash = hashlib.sha256(content).hexdigest()

    def _reference(self, name, item: Incoming) -> str:
        url = getattr(item.parsed.fields, name)
        if not url and name == "body":
            return item.body_url
        if not url and self.type == "Person" and name == "location":
            return item.parsed.fields.location_object
        return url

    # --- What hangs on them --------------------------------------------------------------

    def _link(self, items: list[Incoming], changed: set[int]):
        fields = [links.field for links in self.mapping.links]
        linking = [item for item in items if any(getattr(item.parsed.fields, f) for f in fields)]
        known = self._known([item.key for item in linking]) if linking else {}
        for links in self.mapping.links:
            if changed:
                links.through.objects.filter(**{f"{links.owner}__in": changed}).delete()
            made = [
                (known[item.key][0], position, key_of(url))
                for item in linking
                for position, url in enumerate(getattr(item.parsed.fields, links.field))
            ]
            bulk_sql.insert(links.through, (f"{links.owner}_id", "position", "key"), made)

    def _loosen(self, old: dict[str, OParlObject], items: dict[str, Incoming]):
        """Collect objects that changed ones held before, to be checked when all is written."""
        pks = [row.pk for row in old.values()]
        loosened = self.context.loosened
        for name, model in self.mapping.references.items():
            held = {getattr(row, f"{name}_id") for row in old.values()} - {None}
            loosened.setdefault(model.__name__, set()).update(held)
        for links in self.mapping.links:
            entries = links.through.objects.filter(
                **{f"{links.owner}__in": pks, f"{links.target}__isnull": False}
            )
            held = entries.values_list(links.target, flat=True)
            loosened.setdefault(links.model.__name__, set()).update(held)
        for name, (model, parent) in self.mapping.children.items():
            kept = {key_of(id) for key in old for id in getattr(items[key].parsed.fields, name)}
            children = model.objects.filter(**{f"{parent}__in": pks}, withdrawn_at=None)
            self.context.orphaned.setdefault(model.__name__, {}).update(
                {
                    pk: parent_key
                    for pk, key, parent_key in children.values_list("pk", "key", f"{parent}_key")
                    if key not in kept
                }
            )


def _getter(names: Iterable[str]) -> Callable[[object], tuple]:
    """As operator.attrgetter, but always to a tuple, also of one name or none."""
    names = tuple(names)
    if len(names) > 1:
        return attrgetter(*names)
    return lambda item: tuple(getattr(item, name) for name in names)


def _action(old: list, content_hash: str) -> str:
    """old: the previous [content hash, withdrawn at]; [] for a new object."""
    if not old:
        return "created"
    hashed, withdrawn = old
    if hashed != content_hash:
        return "updated"
    return "restored" if withdrawn else "unchanged"


def _plain(delivered: dict) -> dict:
    hidden = {camel_case(name) for name in TIMESTAMPS}
    return {name: value for name, value in delivered.items() if name not in hidden}


def pks_of(rows: models.QuerySet) -> set[int]:
    return set(rows.values_list("pk", flat=True))
