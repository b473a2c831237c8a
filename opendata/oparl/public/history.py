"""The history of an object: changes by harvests, for its page."""

from dataclasses import dataclass

from harvest.models import Change, Run

from .. import formatting
from ..labels import KINDS
from ..models import AgendaItem

MOST_CHANGES = 30


@dataclass(frozen=True)
class Event:
    """One line of a change history."""

    moment: object
    text: str


def history(row, items: dict[AgendaItem, str]) -> list[Event]:
    """The changes by harvests, the latest first. No query for objects that never changed.

    row: the meeting or paper. items: agenda items that belong to it, with their labels.
    """
    changed = [one for one in [row, *items] if one.changed_at != one.imported_at]
    if not changed:
        return []
    names = {item.url: name for item, name in items.items()}
    latest = Change.objects.filter(
        object_kind__in={KINDS[type(one).__name__] for one in changed},
        key__in=[one.url for one in changed],
        run__source=row.source_id,
        run__status=Run.Status.GOOD,
        run__dry_run=False,
    )
    events = []
    for one in latest.select_related("run").order_by("-pk")[:MOST_CHANGES]:
        name = names.get(one.key)
        text = formatting.change_of_item(one, name) if name else formatting.change(one)
        events.append(Event(one.run.started_at, text))
    return [event for event in events if event.text]
