"""Known objects in the database, so that adapters need not fetch unchanged ones."""

import hashlib
from collections import defaultdict

import orjson
from django.db import models

from directory.models import OrganisationalUnit
from services.models import OnlineService, Responsibility, Service, Specialisation
from services.records import Ref, Seen

# Part of every fingerprint: raised when a mapper learns to read more, so that all is read anew.
MAPPING = 1

_MODELS = {"service": Service, "unit": OrganisationalUnit, "online_service": OnlineService}


def fingerprint(*hints) -> str:
    """A hash of one object's entry in a listing (JSON values), hex."""
    return hashlib.sha256(orjson.dumps([MAPPING, *hints])).hexdigest()


def fingerprints(source, kind: str) -> dict[str, str]:
    """{"agency/id": fingerprint} of live objects; withdrawn ones have to be read again."""
    rows = _MODELS[kind].objects.filter(source=source, withdrawn_at=None).exclude(fingerprint="")
    return {
        f"{agency}/{id}": known
        for agency, id, known in rows.values_list("agency", "external_id", "fingerprint")
    }


class Attached:
    """Dependent objects of services in the database, to be passed on when a service is unchanged.

    holder_kinds: whose responsibilities are delivered together with the service.
    """

    def __init__(self, source, holder_kinds: tuple[str, ...]):
        # {service: [what is seen together]}: a responsibility and its holder, or one text
        self._seen: dict[str, list[tuple[Seen, ...]]] = defaultdict(list)
        rows = _live(Responsibility, source).filter(holder_kind__in=holder_kinds)
        names = ("agency", "external_id", "service_key", "holder_kind", "holder_key")
        for agency, id, service, kind, holder in rows.values_list(*names):
            pair = Seen("responsibility", Ref(agency, id)), Seen(kind, _ref(holder))
            self._seen[service].append(pair)
        texts = _live(Specialisation, source)
        for agency, id, service in texts.values_list("agency", "external_id", "service_key"):
            self._seen[service].append((Seen("specialisation", Ref(agency, id)),))

    def for_service(self, service: Ref, without: frozenset[Seen] | set[Seen] = frozenset()):
        """Responsibilities with their holders, and municipal texts, of one service.

        without: holders that the source no longer has, by another listing.
        """
        for together in self._seen.get(service.key, ()):
            if without.isdisjoint(together):
                yield from together


def _live(model: type[models.Model], source):
    return model.objects.filter(source=source, withdrawn_at=None)


def _ref(key: str) -> Ref:
    agency, _slash, id = key.partition("/")
    return Ref(agency, id)
