"""Related services: a few, the most relevant first, in at most four queries.

Editors add or exclude services; sources name some; then come the next step of a journey, and
services of the same life situation and the same office. A situation or an office with hundreds of
services says little about any of them, so a common one weighs less the more services share it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db.models import Q

from core.text.sorting import sort_key
from services.models import LifeSituation, Responsibility, Service

AT_MOST = 6
# So many rows of one situation or office are looked at: beyond, it says nothing.
MOST_ROWS = 600
LONG_WORD = 6
SAME_WORD = 0.4
ENOUGH = 0.05

# (service) -> ids of services that come next after it, best first
NextProvider = Callable[[Service], Iterable[int]]
_next: list[NextProvider] = []


def register_next(provider: NextProvider) -> None:
    """Register a provider of subsequent services, say in a journey."""
    if provider not in _next:
        _next.append(provider)


def related_services(service: Service, own: dict, units, situations) -> list[Service]:
    """The related services of one page; own: the editors' layer, units: ids of its offices,
    situations: its life situations."""
    pinned, hidden = own.get("related", []), set(own.get("unrelated", []))
    following = [pk for provider in _next for pk in provider(service)]
    scores = _shared(service, units, situations)
    keys = set(service.related_keys)
    wanted = {*pinned, *following, *scores} - hidden - {service.pk}
    if not wanted and not keys:
        return []
    named = Q(pk__in=wanted)
    if keys:
        ids = [key.split("/", 1)[-1] for key in keys]
        named |= Q(source=service.source_id, external_id__in=ids)
    found = {
        item.pk: item
        for item in Service.objects.published()
        .for_list()
        .only(*_COLUMNS)
        .filter(named)
        .exclude(pk=service.pk)
        .exclude(pk__in=hidden)
    }
    delivered = sorted((item for item in found.values() if item.key in keys), key=_by_title)
    near = _nearest(service, found, scores)
    order = [*pinned, *(item.pk for item in delivered), *following]
    chosen = [found[pk] for pk in dict.fromkeys(order) if pk in found]
    # What people named is shown whole; what is found by itself fills up.
    return list(dict.fromkeys([*chosen, *near[: max(AT_MOST - len(chosen), 0)]]))


_COLUMNS = (
    "id", "title", "slug", "letter", "sort_key", "teaser", "online_links", "names", "agency",
    "external_id", "source_id",
)  # fmt: skip


def _by_title(service):
    return service.sort_key


def _shared(service, units, situations) -> dict[int, float]:
    """{id of a service: weight of what it shares}: one query for situations, one for offices."""
    scores: dict[int, float] = defaultdict(float)
    if situations:
        rows = LifeSituation.services.through.objects.filter(
            lifesituation__in=[item.pk for item in situations]
        )
        _count(scores, rows.values_list("lifesituation_id", "service_id")[:MOST_ROWS])
    if units:
        rows = Responsibility.objects.filter(
            unit__in=units, service__isnull=False, withdrawn_at=None, role__in=("", "01")
        )
        _count(scores, rows.values_list("unit_id", "service_id").distinct()[:MOST_ROWS])
    scores.pop(service.pk, None)
    return scores


def _count(scores, pairs):
    members = defaultdict(set)
    for group, service in pairs:
        members[group].add(service)
    for services in members.values():
        for service in services:
            scores[service] += 1 / len(services)


def _nearest(service, found, scores) -> list[Service]:
    """Services that share enough, the nearest first; a common long word in titles counts, too."""
    words = _stems(service.title)
    ranked = []
    for pk, score in scores.items():
        if pk not in found:
            continue
        if words & _stems(found[pk].title):
            score += SAME_WORD
        if score >= ENOUGH:
            ranked.append((-score, found[pk].sort_key, pk))
    return [found[pk] for _score, _key, pk in sorted(ranked)]


def _stems(title) -> set[str]:
    return {
        word[:LONG_WORD] for word in sort_key(title).split() if len(word) >= LONG_WORD
    } - _COMMON


# Beginnings of words that half of all titles have.
_COMMON = {sort_key(word)[:LONG_WORD] for word in (
    "beantragen", "Antrag", "anmelden", "abmelden", "ummelden", "melden", "erteilen",
    "Genehmigung", "Erlaubnis", "Bescheinigung", "ausstellen", "online", "anzeigen", "Auskunft",
    "Befreiung", "Förderung", "Änderung", "Verlängerung", "städtisch", "verlängern", "bestellen",
)}  # fmt: skip
