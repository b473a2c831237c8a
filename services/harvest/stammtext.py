"""Links from a state's service to the federal text of the same LeiKa key: the lowest layer."""

from services.models import Service
from services.models.catalogue import Layer


def link_bases() -> set[int]:
    """Set Service.base wherever it has changed; returns the ids of those services."""
    by_key = {}
    federal = Service.objects.filter(layer=Layer.FEDERAL, withdrawn_at=None, source__isnull=False)
    for pk, keys in federal.order_by("-pk").values_list("pk", "leika_keys"):
        by_key.update(dict.fromkeys(keys, pk))
    moved = {}
    others = Service.objects.exclude(layer=Layer.FEDERAL).filter(source__isnull=False)
    for pk, keys, base_id in others.values_list("pk", "leika_keys", "base_id"):
        wanted = next((by_key[key] for key in keys if key in by_key), None)
        if wanted != base_id:
            moved[pk] = wanted
    rows = [Service(pk=pk, base_id=base_id) for pk, base_id in moved.items()]
    Service.objects.bulk_update(rows, ["base"], batch_size=400)
    return set(moved)
