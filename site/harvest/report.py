"""The report of a run, before it becomes a row. No Django here."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

SAMPLES_PER_WARNING = 20
# The warning whose samples say which groups a run would empty (harvest.groups).
HELD_GROUP = "held_group"


@dataclass(frozen=True, slots=True)
class ObjectChange:
    """One object that a run touches. `fields` holds {"field", "old", "new"} dicts."""

    action: str  # harvest.models.Change.Action
    object_kind: str
    key: str
    label: str = ""
    fields: tuple[dict[str, Any], ...] = ()


@dataclass
class Warnings:
    """Counts of irregularities by kind, with a few samples of each."""

    counts: Counter = field(default_factory=Counter)
    samples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, sample: str = ""):
        self.counts[kind] += 1
        kept = self.samples.setdefault(kind, [])
        if sample and len(kept) < SAMPLES_PER_WARNING:
            kept.append(sample[:300])

    def merge(self, other: "Warnings"):
        self.counts.update(other.counts)
        for kind, samples in other.samples.items():
            kept = self.samples.setdefault(kind, [])
            kept.extend(samples[: SAMPLES_PER_WARNING - len(kept)])

    def as_json(self):
        return {
            kind: {"count": count, "samples": self.samples.get(kind, [])}
            for kind, count in sorted(self.counts.items())
        }


@dataclass
class SyncReport:
    """The result of a sync. `held` > 0: nothing was written, a person has to decide."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    held: int = 0
    warnings: Warnings = field(default_factory=Warnings)
    changes: list[ObjectChange] = field(default_factory=list)
    # The source's cursor after this run, saved only when the run was good.
    cursor: dict | None = None
    # {object kind: {"created": n, …}} for the closing table.
    by_kind: dict[str, Counter] = field(default_factory=dict)

    @property
    def held_groups(self) -> list[str]:
        """Which groups would be emptied, or lose too much, and of how many how many."""
        return self.warnings.samples.get(HELD_GROUP, [])

    def count(self, object_kind: str, outcome: str, number: int = 1):
        setattr(self, outcome, getattr(self, outcome) + number)
        self.by_kind.setdefault(object_kind, Counter())[outcome] += number
