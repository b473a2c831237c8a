"""Groups of a council's objects for holding a run: a committee's meetings, one type of papers.

Persons form no group: depublished ones must be withdrawn, whatever else is held.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext, gettext_noop

from ..models import MODELS

# {type: [(name of the group, lookup path to what the objects are grouped by)]}
_GROUPED = {
    "Meeting": [(gettext_noop("Meetings of “%(group)s”"), "organization__name")],
    "Paper": [
        (gettext_noop("Papers of the type “%(group)s”"), "paper_type"),
        (gettext_noop("Papers of “%(group)s”"), "under_direction_of__name"),
        (gettext_noop("Papers by “%(group)s”"), "originator_organization__name"),
    ],
    "Organization": [
        (gettext_noop("Organizations of the type “%(group)s”"), "organization_type"),
        (gettext_noop("Organizations called “%(group)s”"), "classification"),
    ],
    "Membership": [(gettext_noop("Members of “%(group)s”"), "organization__name")],
}


def groups_of(type: str, source) -> Iterator[tuple[str, set[int]]]:
    """(name, live objects) of each group of objects of this type."""
    live = MODELS[type].objects.filter(source=source, withdrawn_at=None).order_by()
    for label, path in _GROUPED.get(type, ()):
        found = defaultdict(set)
        for name, pk in live.values_list(path, "pk"):
            if name:
                found[name].add(pk)
        for name, members in found.items():
            yield gettext(label) % {"group": name}, members
