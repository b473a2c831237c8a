"""References find what they point to, by set-based statements; what dangles goes on waiting."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Subquery

from . import privacy
from .mapping import Mapping, mappings
from .models import MODELS, RawObject


def resolve(source, stamp=None) -> Counter:
    """Fill every relation of this source whose target is known by now.

    stamp: the moment of the run. What it has not written itself, but whose reference has found
    its target, is changed by that, too: it gets the stamp as `changed_at`, so that programs that
    ask for changes see it. {type: number of those}. None: nothing can be waiting from earlier.
    """
    late = Counter()
    with_homes = privacy.may_keep_contact_data(source)
    for mapping in mappings():
        published = mapping.model.objects.filter(withdrawn_at=None)
        for field, target in mapping.references.items():
            if (mapping.type, field) == ("Person", "location") and not with_homes:
                continue
            rows = waiting_references(mapping, field, source)
            found, known = _findable(rows, f"{field}_key", target, source)
            if stamp:
                owners = published.filter(changed_at__lt=stamp, pk__in=found.values("pk"))
                late[mapping.type] += owners.update(changed_at=stamp)
            found.update(**{field: known})
        for links in mapping.links:
            found, known = _findable(waiting_links(links, source), "key", links.model, source)
            if stamp:
                owners = published.filter(changed_at__lt=stamp, pk__in=found.values(links.owner))
                late[mapping.type] += owners.update(changed_at=stamp)
            found.update(**{links.target: known})
    return late


def loosen(source, types):
    """What points to withdrawn objects of these types waits again, as if they had never come.

    So no page shows, by a reference, what is depublished.
    """
    models = {MODELS[type] for type in types}
    for mapping in mappings():
        for field, target in mapping.references.items():
            if target in models:
                rows = mapping.model.objects.filter(source=source)
                rows.filter(**{f"{field}__withdrawn_at__isnull": False}).update(**{field: None})
        for links in mapping.links:
            if links.model in models:
                rows = links.through.objects.filter(**{f"{links.owner}__source": source})
                gone = rows.filter(**{f"{links.target}__withdrawn_at__isnull": False})
                gone.update(**{links.target: None})


def waiting_references(mapping: Mapping, field: str, source):
    """Rows that point to something that is not known."""
    rows = mapping.model.objects.filter(source=source, **{f"{field}__isnull": True})
    return rows.exclude(**{f"{field}_key": ""})


def waiting_links(links, source):
    """Entries of a list that point to something that is not known."""
    return links.through.objects.filter(
        **{f"{links.owner}__source": source, f"{links.target}__isnull": True}
    )


def dangling(source) -> Iterator[tuple[str, str, object]]:
    """(type, property, rows {"url": of who points}) for all that waits among what is published."""
    for mapping in mappings():
        for field in mapping.references:
            rows = waiting_references(mapping, field, source).filter(withdrawn_at=None)
            if (mapping.type, field) == ("Person", "location"):
                # Delivered, but not kept.
                delivered = RawObject.objects.filter(source=source, key=OuterRef("location_key"))
                rows = rows.exclude(Exists(delivered))
            yield mapping.type, field, rows.values_list("url", flat=True)
        for links in mapping.links:
            rows = waiting_links(links, source).filter(**{f"{links.owner}__withdrawn_at": None})
            yield mapping.type, links.field, rows.values_list(f"{links.owner}__url", flat=True)


def _findable(rows, key, target, source):
    """(the rows whose target is known, its primary key as an expression)."""
    known = target.objects.filter(source=source, key=OuterRef(key), withdrawn_at=None)
    return rows.filter(Exists(known)), Subquery(known.values("pk")[:1])
