"""Listings of a source, and whether what came is all there is. No Django here."""

from collections.abc import Callable
from dataclasses import dataclass

from outbound.errors import SourceInvalid


@dataclass(frozen=True)
class Found:
    """The entries of one listing; `complete` is false when nothing proves that these are all."""

    entries: list[dict]
    complete: bool = True


def read_whole(
    walk: Callable[[], tuple[list[dict], set[int | None]]], wrong: Callable[[dict], str]
) -> Found:
    """A listing of which every entry counts.

    A total that disagrees with what came is asked for a second time, since the catalogue may have
    changed in between; then it is SourceInvalid. Where the server tells no total, the listing is
    read twice, and counts as complete when both readings name the same entries.

    walk: one reading: the entries, each once, and every total that the pages told (None: none).
    wrong: what to say of {"total": told, "count": how many came}.
    """
    first, totals = walk()
    if totals == {len(first)}:
        return Found(first)
    second, again = walk()
    if again == {len(second)}:
        return Found(second)
    if totals == again == {None}:
        return Found(second, complete=_ids(first) == _ids(second))
    total = "/".join(str(each) for each in sorted(again, key=str))
    raise SourceInvalid(wrong({"total": total, "count": len(second)}))


def _ids(entries) -> list[str]:
    return sorted(str(entry.get("id") or "") for entry in entries)
