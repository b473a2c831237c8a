"""Counts of published services by life situation, its descendants included."""

from collections import defaultdict

from services.models import LifeSituation, Service


def count_services():
    """Update LifeSituation.service_count where it has changed."""
    through = Service.life_situations.through
    published = Service.objects.published().values("pk")
    below = defaultdict(set)
    parents = dict(LifeSituation.objects.values_list("pk", "parent_id"))
    links = through.objects.filter(service_id__in=published)
    for node, service in links.values_list("lifesituation_id", "service_id"):
        # `seen` also ends the walk should the tree ever bite its tail.
        seen = set()
        while node is not None and node not in seen:
            seen.add(node)
            below[node].add(service)
            node = parents.get(node)
    moved = [
        LifeSituation(pk=pk, service_count=len(below[pk]))
        for pk, count in LifeSituation.objects.values_list("pk", "service_count")
        if len(below[pk]) != count
    ]
    LifeSituation.objects.bulk_update(moved, ["service_count"], batch_size=400)
