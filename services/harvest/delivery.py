"""The result of an adapter for the sync: records in any order, and how far they can be trusted."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from harvest.report import Warnings
from services.records import Delete, Record, Seen


@dataclass
class Delivery:
    """One reading of a source.

    records: an iterator, read once; it may raise SourceUnavailable or SourceInvalid at any point.
    complete: object kinds whose listing is complete once `records` is exhausted; objects that
        such a listing lacks may be withdrawn. Filled at the latest when the iterator ends.
    warnings: filled while reading.
    fingerprints: {(object kind, "agency/id"): hash of its entry in a listing}, for adapters that
        fetch only what has changed; filled as records are read.
    cursor: the source's token for its next delta; set when the iterator ends.
    """

    records: Iterator[Record | Delete | Seen]
    complete: set[str] = field(default_factory=set)
    warnings: Warnings = field(default_factory=Warnings)
    fingerprints: dict[tuple[str, str], str] = field(default_factory=dict)
    cursor: dict | None = None
