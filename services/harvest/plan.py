"""The plan of a run: comparison of a delivery with the database, before any write."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

import orjson
from django.db import models
from django.utils.translation import gettext as _

from harvest.diff import field_changes
from harvest.report import ObjectChange, SyncReport
from services.areas import overlaps
from services.harvest.delivery import Delivery
from services.harvest.writing.base import Known, Staged
from services.records import Delete, Seen, content_hash, dump

# Where progress is told again after so many records.
STEP = 200


@dataclass
class KindPlan:
    """The planned changes of the objects of one kind. Keys are "agency/id"."""

    known: dict[str, Known]
    created: dict[str, Staged] = field(default_factory=dict)
    updated: dict[str, Staged] = field(default_factory=dict)
    restored: set[str] = field(default_factory=set)
    unchanged: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    # {pk: fingerprint}: same content under another date; noted so that it is not fetched again.
    reprinted: dict[int, str] = field(default_factory=dict)

    def pop_created(self) -> list[Staged]:
        """The new records, handed over: only their keys stay here."""
        staged = list(self.created.values())
        self.created = dict.fromkeys(self.created)
        return staged

    @property
    def live_count(self):
        return sum(not known.withdrawn for known in self.known.values())

    def discard(self, key):
        """Drop an earlier record of the same key in one delivery."""
        for bucket in (self.created, self.updated):
            bucket.pop(key, None)
        for bucket in (self.restored, self.unchanged, self.withdrawn):
            bucket.discard(key)

    def add(self, staged: Staged):
        key = staged.record.ref.key
        self.discard(key)
        known = self.known.get(key)
        if known is None:
            self.created[key] = staged
        elif known.content_hash != staged.content_hash:
            self.updated[key] = staged
        elif known.withdrawn:
            self.restored.add(key)
        else:
            self.unchanged.add(key)
            if known.fingerprint != staged.fingerprint:
                self.reprinted[known.pk] = staged.fingerprint

    def see(self, key):
        """Mark an object as unchanged in the source."""
        known = self.known.get(key)
        if known and key not in self.created and key not in self.updated:
            self.withdrawn.discard(key)
            (self.restored if known.withdrawn else self.unchanged).add(key)

    def withdraw(self, key) -> bool:
        """Withdraw an object; returns whether there was one."""
        known = self.known.get(key)
        was_new = key in self.created
        self.discard(key)
        if known and not known.withdrawn:
            self.withdrawn.add(key)
        return was_new or known is not None

    def withdraw_with_parts(self, key) -> bool:
        """As `withdraw`; one responsibility for several areas is kept as "id", "id#area", …"""
        found = [self.withdraw(part) for part in (key, *self.parts.get(key, ()))]
        return any(found)

    @cached_property
    def parts(self) -> dict[str, list[str]]:
        """{key: ["key#area", …]} of known objects."""
        parts = defaultdict(list)
        for key in self.known:
            if "#" in key:
                parts[key.partition("#")[0]].append(key)
        return parts

    def withdraw_missing(self):
        """Withdraw all objects that a complete listing lacks."""
        present = self.updated.keys() | self.restored | self.unchanged | self.withdrawn
        for key, known in self.known.items():
            if key not in present and not known.withdrawn:
                self.withdrawn.add(key)


class Plan:
    """The plan of one run, kind by kind."""

    def __init__(self, known: dict[str, dict[str, Known]]):
        self.kinds = {kind: KindPlan(entries) for kind, entries in known.items()}

    def read(self, delivery: Delivery, job, report: SyncReport):
        """Read the whole delivery. Raises the errors of the delivery; nothing is written then."""
        area = job.source.area
        for number, item in enumerate(delivery.records, start=1):
            if number % STEP == 0:
                job.progress(_("reading"), number, None)
            kind = self.kinds[item.object_kind]
            if isinstance(item, Seen):
                kind.see(item.ref.key)
            elif isinstance(item, Delete):
                if not kind.withdraw_with_parts(item.ref.key):
                    report.warnings.add("delete_for_unknown", f"{item.object_kind} {item.ref.key}")
            elif area and not _concerns(item, area):
                report.warnings.add("outside_area", f"{item.object_kind} {item.ref.key}")
            else:
                fingerprint = delivery.fingerprints.get((item.object_kind, item.ref.key), "")
                kind.add(Staged(item, content_hash(dump(item)), fingerprint))
        for name in delivery.complete:
            self.kinds[name].withdraw_missing()

    def exceeding(self, job) -> dict[str, int]:
        """{kind: number} of withdrawals that a person has to approve first."""
        return {
            name: len(kind.withdrawn)
            for name, kind in self.kinds.items()
            if len(kind.withdrawn) > job.withdrawal_limit(kind.live_count)
        }

    @property
    def is_empty(self):
        return not any(
            kind.created or kind.updated or kind.restored or kind.withdrawn or kind.reprinted
            for kind in self.kinds.values()
        )

    def add_to(self, report: SyncReport, held: bool, changes):
        """Add the counts and the changes to the report; held: only the withdrawals."""
        for name, kind in self.kinds.items():
            if held:
                if kind.withdrawn:
                    report.count(name, "held", len(kind.withdrawn))
                continue
            for outcome, number in (
                ("created", len(kind.created)),
                ("updated", len(kind.updated) + len(kind.restored)),
                ("unchanged", len(kind.unchanged)),
                ("withdrawn", len(kind.withdrawn)),
            ):
                if number:
                    report.count(name, outcome, number)
        report.changes = list(changes)


def known_of(model: type[models.Model], source) -> dict[str, Known]:
    """{"agency/id": Known} of all objects that this source has ever delivered."""
    rows = model.objects.filter(source=source).values_list(
        "agency", "external_id", "pk", "content_hash", "fingerprint", "withdrawn_at"
    )
    return {
        f"{agency}/{external_id}": Known(pk, hashed, fingerprint, withdrawn_at is not None)
        for agency, external_id, pk, hashed, fingerprint, withdrawn_at in rows
    }


def changes_of(plan: Plan, writers: dict, held: bool):
    """ObjectChanges of a plan. Old records are read from the database: call before writing."""
    for name, kind in plan.kinds.items():
        model = writers[name].model
        if not held:
            for key, staged in kind.created.items():
                yield ObjectChange("created", name, key, staged.record.label)
            yield from _updates(name, kind, model)
            yield from _plain("restored", name, kind, kind.restored, model)
        yield from _plain("withdrawn", name, kind, kind.withdrawn, model)


def _updates(name, kind, model):
    by_pk = {kind.known[key].pk: key for key in kind.updated}
    for row in _rows(model, by_pk):
        staged = kind.updated[by_pk[row.pk]]
        fields = field_changes(row.delivered, orjson.loads(dump(staged.record)))
        yield ObjectChange("updated", name, by_pk[row.pk], staged.record.label, tuple(fields))


def _plain(action, name, kind, keys, model):
    by_pk = {kind.known[key].pk: key for key in keys}
    for row in _rows(model, by_pk):
        yield ObjectChange(action, name, by_pk[row.pk], str(row))


def _rows(model, by_pk):
    pks = list(by_pk)
    for start in range(0, len(pks), 500):
        yield from model.objects.filter(pk__in=pks[start : start + 500])


def _concerns(record, area) -> bool:
    """Whether a record concerns our area."""
    areas = getattr(record, "areas", None)
    if areas is None:
        areas = (getattr(record, "area", ""),)
    return not areas or any(overlaps(item, area) for item in areas)
