"""Base of all writers: compare by hash, create, update and withdraw in bulk."""

from dataclasses import dataclass, field

from django.utils import timezone

from harvest.models import Source
from services.records import Record, Ref, dump

BATCH = 400


@dataclass(frozen=True, slots=True)
class Known:
    """The data of one object in the database that a comparison needs."""

    pk: int
    content_hash: str
    fingerprint: str
    withdrawn: bool


@dataclass(slots=True)
class Staged:
    """A record that is to be written: new or changed."""

    record: Record
    content_hash: str
    fingerprint: str = ""


@dataclass
class Context:
    """State shared by the writers of one run."""

    source: Source
    now: object = field(default_factory=timezone.now)
    # {object kind: {"agency/id": pk}}: resolves references
    keys: dict[str, dict[str, int]] = field(default_factory=dict)
    # primary keys of services whose derived columns must be looked at again
    touched_services: set[int] = field(default_factory=set)
    touched_units: set[int] = field(default_factory=set)
    # services that were made in this run, unsaved columns derived already
    created_services: set[int] = field(default_factory=set)

    def pk_of(self, kind: str, ref: Ref | None):
        return self.keys.get(kind, {}).get(ref.key) if ref else None


class Writer:
    """Writes one kind of record. Subclasses name the model and fill in columns and children."""

    kind: str
    model: type
    # Columns that an update writes.
    columns: tuple[str, ...]

    def __init__(self, context: Context):
        self.context = context

    def fill(self, row, record: Record):
        """Set the columns of `row` from `record`."""

    def write_children(self, rows_and_records):
        """Write the child rows; the rows have primary keys now. Default: none."""

    def remove_children(self, rows):
        """Remove the child rows that `write_children` has created, never the editors' own."""

    def after(self):
        """Called after all rows of this kind are written."""

    def services_of(self, pks: set[int]) -> set[int]:
        """The services affected by changes of these objects."""
        return set()

    # --- in bulk --------------------------------------------------------------------------

    def create(self, staged: list[Staged]):
        """Insert new rows, a batch at a time; empties the list, so that memory is freed."""
        while staged:
            batch = staged[:BATCH]
            del staged[:BATCH]
            self.create_batch(batch)

    def create_batch(self, staged: list[Staged]) -> list:
        rows = [self._new_row(item) for item in staged]
        self.before_create(rows)
        self.model.objects.bulk_create(rows)
        keys = self.context.keys.setdefault(self.kind, {})
        keys.update({row.key: row.pk for row in rows})
        self.write_children([(row, item.record) for row, item in zip(rows, staged, strict=True)])
        return rows

    def before_create(self, rows):
        """Hook for new rows before they are inserted."""

    def update(self, staged: dict[int, Staged]) -> list:
        rows = list(self.model.objects.filter(pk__in=staged))
        for row in rows:
            self._stamp(row, staged[row.pk])
            row.withdrawn_at = None
            row.changed_at = self.context.now
            self.fill(row, staged[row.pk].record)
        stamped = ("content_hash", "fingerprint", "record", "source_updated_at")
        self.model.objects.bulk_update(
            rows, [*self.columns, *stamped, "withdrawn_at", "changed_at"], batch_size=100
        )
        self.remove_children(rows)
        self.write_children([(row, staged[row.pk].record) for row in rows])
        return rows

    def withdraw(self, pks: set[int]):
        """Withdraw rows; they are not deleted: the address answers 410, own texts stay."""
        self.model.objects.filter(pk__in=pks).update(
            withdrawn_at=self.context.now, changed_at=self.context.now
        )

    def restore(self, pks: set[int]):
        """Restore withdrawn rows with unchanged content."""
        self.model.objects.filter(pk__in=pks).update(withdrawn_at=None, changed_at=self.context.now)

    def reprint(self, fingerprints: dict[int, str]):
        """Store new fingerprints of unchanged rows, for the next run; this is no change."""
        rows = [self.model(pk=pk, fingerprint=found) for pk, found in fingerprints.items()]
        self.model.objects.bulk_update(rows, ["fingerprint"], batch_size=BATCH)

    def _new_row(self, item: Staged):
        record = item.record
        row = self.model(
            source=self.context.source,
            agency=record.ref.agency,
            external_id=record.ref.id,
            imported_at=self.context.now,
            changed_at=self.context.now,
        )
        self._stamp(row, item)
        self.fill(row, record)
        return row

    def _stamp(self, row, item: Staged):
        row.content_hash = item.content_hash
        row.fingerprint = item.fingerprint
        row.record = dump(item.record).decode()
        row.__dict__.pop("delivered", None)
        row.source_updated_at = getattr(item.record, "updated_at", None)
