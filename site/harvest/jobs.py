"""The argument of a harvest function: the source, the options of the caller, its progress."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .models import Source

# (stage, done, total or None)
Progress = Callable[[str, int, int | None], None]


def no_progress(stage, done=0, total=None):
    """Discards progress, for callers that show none."""


@dataclass
class Job:
    """One harvest to be done.

    full: compare everything, trust no timestamp and no cursor.
    dry_run: find out what would change, write nothing.
    file: read this file instead of the source's address.
    part: only this part of the source, in the words of its kind (OParl: the id of a Body).
    release_up_to: a person has agreed to this many withdrawals (a held run released).
    """

    source: Source
    full: bool = False
    dry_run: bool = False
    file: Path | None = None
    part: str = ""
    release_up_to: int = 0
    progress: Progress = field(default=no_progress)

    def withdrawal_limit(self, live_count: int) -> int:
        """How many objects may go in this run without a person's word (design: rule 3)."""
        by_percent = live_count * self.source.withdrawal_percent // 100
        return max(by_percent, self.source.withdrawal_minimum, self.release_up_to)
