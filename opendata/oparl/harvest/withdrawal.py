"""Withdrawal of objects, with dependent ones: consultations and files of a deleted paper."""

from collections import defaultdict

from harvest.groups import Loss, losses
from harvest.models import Change
from harvest.report import ObjectChange

from ..labels import KINDS
from ..mapping import among, holders_of, mapping_of, mappings
from ..models import MODELS, RawObject
from . import privacy, references
from .groups import groups_of
from .writing import Context, pks_of

# Besides what the schema embeds: what belongs to a body that is gone.
_OF_BODY = ("Organization", "Person", "Meeting", "Paper")
# May be embedded in several objects; they go with the last.
SHARED = ("File", "Location")


class Withdrawal:
    """The withdrawals of one run. Primary keys by type.

    judged: objects deleted by the source, or no longer embedded in their parent; only these count
    for holding the run. The others depend on them.
    """

    def __init__(self, context: Context):
        self.context = context
        self.source = context.source
        self.judged: dict[str, set[int]] = defaultdict(set)
        self.along: dict[str, set[int]] = defaultdict(set)
        self.restricted: dict[str, set[int]] = defaultdict(set)

    def find(self, gone: dict[str, tuple[str, bool]]):
        """gone: {key: (type or "", restricted)}. Call when everything else is written."""
        self._deleted(gone)
        self._orphaned()
        self._along()

    def exceeding(self, job, live: dict[str, int]) -> dict[str, int]:
        """{type: number} of withdrawals that a person has to release first."""
        lost = self.losses(job)
        return {
            type: len(pks)
            for type, pks in self.judged.items()
            if len(pks) > job.withdrawal_limit(live.get(type, 0)) or lost.get(type)
        }

    def losses(self, job) -> dict[str, list[Loss]]:
        """{type: losses among groups that a person has to approve}."""
        return {
            type: losses(groups_of(type, self.source), pks, job)
            for type, pks in self.judged.items()
            if pks
        }

    def write(self):
        going = self.all()
        for type, pks in going.items():
            for rows in among(MODELS[type].objects.all(), "pk", pks):
                self._write(type, rows)
            self.context.count(type, "withdrawn", len(pks))
        references.loosen(self.source, going)

    def _write(self, type, rows):
        self._record_changes(type, rows)
        stamp = {"withdrawn_at": self.context.now, "changed_at": self.context.now}
        rows.update(**stamp, restricted=False)
        if type == "Person":
            rows.update(**privacy.EMPTIED)
            self._erase_records(rows)
        for restricted in among(MODELS[type].objects.all(), "pk", self.restricted[type]):
            restricted.update(restricted=True)

    def _erase_records(self, people):
        """Delete records of earlier runs about persons who are depublished now."""
        noted = Change.objects.filter(object_kind=KINDS["Person"], run__source=self.source)
        noted.filter(key__in=list(people.values_list("url", flat=True))).update(label="", fields=[])

    def all(self) -> dict[str, set[int]]:
        return {
            type: self.judged[type] | self.along[type]
            for type in MODELS
            if self.judged[type] or self.along[type]
        }

    # --- Finding -------------------------------------------------------------------------

    def _deleted(self, gone):
        by_type = defaultdict(dict)
        for key, (type, restricted) in gone.items():
            for one in [type] if type in MODELS else MODELS:
                by_type[one][key] = restricted
        for type, keys in by_type.items():
            live = MODELS[type].objects.filter(source=self.source, withdrawn_at=None)
            for rows in among(live, "key", keys):
                for pk, key in rows.values_list("pk", "key"):
                    self.judged[type].add(pk)
                    if keys[key]:
                        self.restricted[type].add(pk)

    def _orphaned(self):
        """Objects that are no longer embedded anywhere; for those in a list of their own that list
        decides."""
        for type, waiting in self.context.orphaned.items():
            mapping = mapping_of(type)
            parents = [
                one
                for owner in mappings()
                for model, one in owner.children.values()
                if model is mapping.model
            ]
            columns = ("pk", *(f"{parent}_key" for parent in parents))
            for rows in self._unlisted(type, waiting):
                self.judged[type] |= {
                    pk for pk, *keys in rows.values_list(*columns) if waiting[pk] in keys
                }
        for type in SHARED:
            loosened = self.context.loosened.get(type, set())
            for rows in self._unlisted(type, self._held_by_none(type, loosened)):
                self.judged[type] |= pks_of(rows)

    def _unlisted(self, type, pks):
        """Live rows of these, a piece at a time, without those that a list of their own names."""
        listed = RawObject.objects.filter(source=self.source, state=RawObject.State.LIVE)
        for rows in among(MODELS[type].objects.filter(withdrawn_at=None), "pk", pks):
            yield rows.exclude(key__in=listed.filter(key__in=rows.values("key")).values("key"))

    def _along(self):
        """Level by level: paper, consultation; meeting, agenda item, file."""
        fresh = {type: set(pks) for type, pks in self.judged.items() if pks}
        while fresh:
            following = defaultdict(set)
            for type, pks in fresh.items():
                for child, rows in self._children(type, pks):
                    following[child] |= pks_of(rows)
                for shared in SHARED:
                    following[shared] |= self._held(type, pks, shared)
            for shared in SHARED:
                following[shared] = self._held_by_none(shared, following[shared])
            fresh = {}
            for type, pks in following.items():
                new = pks - self.judged[type] - self.along[type]
                if new:
                    self.along[type] |= new
                    fresh[type] = new

    def _children(self, type, pks):
        """(type, rows) of live objects that belong to these alone."""
        for model, parent in mapping_of(type).children.values():
            for rows in among(model.objects.filter(withdrawn_at=None), parent, pks):
                yield model.__name__, rows
        for child in _OF_BODY if type == "Body" else ():
            for rows in among(MODELS[child].objects.filter(withdrawn_at=None), "body", pks):
                yield child, rows

    def _held(self, type, pks, shared) -> set[int]:
        """Live files or locations that these objects embed."""
        found = set()
        for holder in holders_of(shared):
            if holder.model is MODELS[type]:
                found |= {held for held, _owner in holder.pairs_of_owners(pks)}
        live = MODELS[shared].objects.filter(withdrawn_at=None)
        return {pk for rows in among(live, "pk", found) for pk in pks_of(rows)}

    def _held_by_none(self, shared, pks: set[int]) -> set[int]:
        """The files or locations that no remaining object embeds."""
        held = set()
        for holder in holders_of(shared) if pks else ():
            type = holder.model.__name__
            going = self.judged[type] | self.along[type]
            held |= {one for one, owner in holder.live_pairs(pks) if owner not in going}
        return pks - held

    # --- Telling -------------------------------------------------------------------------

    def changes(self, types) -> list[ObjectChange]:
        """The withdrawals as changes, for the person who decides."""
        found = []
        for type in types:
            found += self._changes_of(type, MODELS[type].objects.filter(pk__in=self.judged[type]))
        return found

    def _record_changes(self, type, rows):
        self.context.changes += self._changes_of(type, rows)

    def _changes_of(self, type, rows):
        for row in rows.defer("raw", *(["search_text", "text"] if type == "File" else [])):
            # A depublished person's name must not live on in the book of runs.
            label = "" if type in ("Person", "Membership") else str(row)
            yield ObjectChange("withdrawn", KINDS[type], row.url, label)
