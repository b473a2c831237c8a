"""Trees of rows that point to their parent by a foreign key."""

from collections import defaultdict
from collections.abc import Iterable, Iterator


class Tree:
    """Rows with `parent_id`, in memory; siblings keep the order in which they are given.

    A row whose parent is not among them stands at the top. A circle in the data ends every walk.
    """

    def __init__(self, rows: Iterable):
        self.rows = {row.pk: row for row in rows}
        self._children = defaultdict(list)
        for row in self.rows.values():
            parent = row.parent_id if row.parent_id in self.rows else None
            self._children[parent].append(row)

    def __iter__(self) -> Iterator:
        """Every row after its parent; `depth` is set on each, 0 at the top."""
        waiting = [(row, 0) for row in reversed(self.children())]
        while waiting:
            row, depth = waiting.pop()
            row.depth = depth
            yield row
            waiting += [(child, depth + 1) for child in reversed(self.children(row.pk))]

    def children(self, pk: int | None = None) -> list:
        """The rows right below one; those at the top for None."""
        return self._children.get(pk, [])

    def ancestors(self, row) -> list:
        """The rows above one, from the top."""
        found = []
        while (row := self.rows.get(row.parent_id)) and row not in found:
            found.insert(0, row)
        return found

    def subtree(self, *pks: int) -> set[int]:
        """The keys of these rows and of all below them."""
        found, waiting = set(), list(pks)
        while waiting:
            pk = waiting.pop()
            if pk not in found:
                found.add(pk)
                waiting += [child.pk for child in self.children(pk)]
        return found
