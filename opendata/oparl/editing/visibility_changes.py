"""Changes of visibility by editors: affected objects count as changed.

So programs that ask for changes get the tombstone, or the whole object once more, and with it
every object in which a reference has come or gone.
"""

from collections import defaultdict

from django.db.models import QuerySet
from django.utils import timezone

from ..mapping import Mapping, among, holders_of, mappings
from ..models import MODELS, BodyChoice
from ..visibility import HELD, HiddenObjects, Visibility


def follow(choice, **kwargs):
    """Stamp all objects affected by this choice on a body or an organization.

    Receiver of `visibility_changed`.
    """
    now = timezone.now()
    for type, pks in _concerned(_appearing(choice)).items():
        for rows in among(MODELS[type].objects.all(), "pk", pks):
            rows.update(changed_at=now)


def _appearing(choice) -> dict[str, set[int]]:
    """{type: primary keys} of objects that are visible by this choice alone."""
    hidden = HiddenObjects.read()
    if isinstance(choice, BodyChoice):
        one = frozenset([choice.body_id])
        without = HiddenObjects(hidden.bodies - one, hidden.organizations)
        having = HiddenObjects(hidden.bodies | one, hidden.organizations)
    else:
        one = frozenset([choice.organization_id])
        without = HiddenObjects(hidden.bodies, hidden.organizations - one)
        having = HiddenObjects(hidden.bodies, hidden.organizations | one)
    return {
        type: _pks(Visibility(without).visible(model)) - _pks(Visibility(having).visible(model))
        for type, model in MODELS.items()
    }


def _concerned(appearing: dict[str, set[int]]) -> dict[str, set[int]]:
    """These objects, those that refer to them, objects shared with others, and their holders."""
    found = defaultdict(set, {type: set(pks) for type, pks in appearing.items()})
    for mapping in mappings():
        found[mapping.type] |= _referring(mapping, appearing)
    for held in HELD:
        for holder in holders_of(held.__name__):
            pairs = holder.pairs_of_owners(appearing[holder.model.__name__])
            found[held.__name__] |= {one for one, _owner in pairs}
    # Children before parents: an item's consultation, its paper.
    for mapping in reversed(mappings()):
        for model, parent in mapping.children.values():
            for rows in among(model.objects.all(), "pk", found[model.__name__]):
                parents = rows.exclude(**{parent: None})
                found[mapping.type] |= set(parents.values_list(parent, flat=True))
    return found


def _referring(mapping: Mapping, appearing) -> set[int]:
    """Rows of this type that refer to objects that appear or disappear."""
    found = set()
    for field, target in mapping.references.items():
        for rows in among(mapping.model.objects.all(), field, appearing[target.__name__]):
            found |= _pks(rows)
    for links in mapping.links:
        entries = links.through.objects.all()
        for rows in among(entries, links.target, appearing[links.model.__name__]):
            found |= set(rows.values_list(links.owner, flat=True))
    return found


def _pks(rows: QuerySet) -> set[int]:
    return set(rows.order_by().values_list("pk", flat=True))
