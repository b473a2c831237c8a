"""Storage of counts: from the buffer of a process to the sums of the day."""

from itertools import groupby

from django.db import transaction

from quality.models import Counted, DailyCount


@transaction.atomic
def write(tallies: dict) -> None:
    """Add {(day, kind, key): Tally} to the sums, in one transaction; others may do so meanwhile."""
    for day, rows in groupby(sorted(tallies.items()), key=lambda item: item[0][0]):
        _add(day, [tally for _key, tally in rows])


def _add(day, tallies):
    counts = {(one.sighting.kind, one.sighting.key): one.count for one in tallies}
    found = _counted(day, [one.sighting for one in tallies])
    DailyCount.objects.bulk_create(
        [DailyCount(counted_id=pk, day=day) for pk in sorted(found.values())], ignore_conflicts=True
    )
    sums = DailyCount.objects.select_for_update().filter(day=day, counted__in=found.values())
    by_counted = {row.counted_id: row for row in sums.order_by("pk")}
    for key, pk in found.items():
        by_counted[pk].count += counts[key]
    DailyCount.objects.bulk_update(by_counted.values(), ["count"])


def _counted(day, sightings) -> dict:
    """{(kind, key): pk}; rows are created, and updated with the latest title and hits."""
    for extra, chosen in _by_what_is_known(sightings).items():
        Counted.objects.bulk_create(
            [
                Counted(
                    kind=one.kind,
                    key=one.key,
                    title=one.title,
                    path=one.path,
                    hits=one.hits,
                    referrer=one.referrer,
                    last_day=day,
                )
                for one in chosen
            ],
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["path", "hits", "last_day", *extra],
        )
    keys = {(one.kind, one.key) for one in sightings}
    rows = Counted.objects.filter(
        kind__in={kind for kind, _key in keys}, key__in={key for _kind, key in keys}
    )
    found = {(kind, key): pk for pk, kind, key in rows.values_list("pk", "kind", "key")}
    return {key: found[key] for key in sorted(keys)}


def _by_what_is_known(sightings):
    """Keep a known title or referrer where the new event has none."""
    groups = {}
    for one in sightings:
        known = tuple(name for name in ("title", "referrer") if getattr(one, name))
        groups.setdefault(known, []).append(one)
    return groups
