"""Listings of a source, with a check for completeness. No Django here."""

from collections.abc import Callable
from dataclasses import dataclass

from outbound.errors import SourceInvalid


@dataclass(frozen=True)
class Listing:
    """The entries of one listing; `complete` is false when nothing proves that these are all."""

    entries: list[dict]
    complete: bool = True


def read_whole(
    walk: Callable[[], tuple[list[dict], set[int | None]]], wrong: Callable[[dict], str]
) -> Listing:
    """A listing in which no entry may be missed.

    If the total disagrees with the entries, the listing is read a second time, since the catalogue
    may have changed in between; then it is SourceInvalid. If the server has no total, it is
    read twice, and counts as complete when both readings name the same entries.

    walk: one reading: the entries, each once, and every total in the pages (None: none).
    wrong: the error message for {"total", "count"}.
    """
    first, totals = walk()
    if totals == {len(first)}:
        return Listing(first)
    second, again = walk()
    if again == {len(second)}:
        return Listing(second)
    if totals == again == {None}:
        return Listing(second, complete=_ids(first) == _ids(second))
    total = "/".join(str(each) for each in sorted(again, key=str))
    raise SourceInvalid(wrong({"total": total, "count": len(second)}))


def _ids(entries) -> list[str]:
    return sorted(str(entry.get("id") or "") for entry in entries)
