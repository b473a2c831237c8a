"""Holding of runs by groups: all traffic services may be a small part of a catalogue.

The rule, for each group of objects that belong together (a life situation, an office, a committee):

- A group of three or more that would be emptied is always held.
- Of a larger one no more may go than of the whole: the source's percentage, and its minimum.

Groups of one or two are ignored: every ordinary change would empty them. A source that allows
100 percent is never held.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .jobs import Job
from .report import HELD_GROUP, Warnings

SMALLEST = 3


@dataclass(frozen=True)
class Loss:
    """The loss of one group: `going` of `all`."""

    label: str
    going: int
    all: int

    def __str__(self):
        values = {"group": self.label, "going": self.going, "all": self.all}
        return _("%(group)s: %(going)s of %(all)s") % values


def losses(groups: Iterable[tuple[str, Set]], going: Set, job: Job) -> list[Loss]:
    """The losses of groups (name, live members) that a person has to approve, the worst first."""
    if job.source.withdrawal_percent >= 100:
        return []
    found = []
    for label, members in groups:
        lost = len(members & going)
        is_emptied = lost == len(members) >= SMALLEST and lost > job.release_up_to
        if is_emptied or lost > job.withdrawal_limit(len(members)):
            found.append(Loss(label, lost, len(members)))
    return sorted(found, key=lambda loss: (-loss.going / loss.all, -loss.going, loss.label))


def warn(warnings: Warnings, found: Iterable[Loss]):
    """Report which groups lose how much, to the person who decides."""
    for loss in found:
        warnings.add(HELD_GROUP, str(loss))
