"""Reads the catalogue of one area from the open PVOG: the listing first, then what has changed.

Order: services, the units and forms met in them, online services. The listing's dates are hints:
they move with every mass import, so a full run (weekly by default) trusts none of them.
"""

from collections.abc import Iterator
from types import SimpleNamespace

from django.utils.translation import gettext as _

from outbound.errors import SourceInvalid
from outbound.factory import client_for
from services.harvest import known
from services.harvest.delivery import Delivery
from services.harvest.parallel import in_parallel
from services.records import Ref, Seen

from .client import BASE_URL, CLIENT_ID_HEADER, PvogClient
from .schema import access
from .schema.service import Versions, service
from .schema.unit import unit
from .schema.values import entries, ref, text, words

# Besides German; the PVOG has hardly any other.
FURTHER_LANGUAGE = "en"


def read(job) -> Delivery:
    """A delivery of the source's area.

    Source: area = ARS of 12 digits; url only where it is not the public address.
    Options: "client_id" (sent along when FITKO has given one).
    Raises SourceInvalid without an area, and SourceUnavailable or SourceInvalid while its records
    are read.
    """
    source = job.source
    if not (len(source.area) == 12 and source.area.isdecimal()):
        raise SourceInvalid(_("The PVOG needs the area: an ARS of 12 digits."))
    delivery = Delivery(records=iter(()))
    delivery.records = Reading(job, client_of(source), delivery).records()
    return delivery


def client_of(source) -> PvogClient:
    """A client for the public address, unless the source names another."""
    client_id = str(source.options.get("client_id") or "")
    http = client_for(
        SimpleNamespace(url=source.url or BASE_URL),
        headers={CLIENT_ID_HEADER: client_id} if client_id else {},
    )
    return PvogClient(http, source.area)


class Reading:
    """One run over the area."""

    def __init__(self, job, client: PvogClient, delivery: Delivery):
        self.job = job
        self.source = job.source
        self.client = client
        self.delivery = delivery
        self.warnings = delivery.warnings
        # {PVOG id: title} of units met in changed services
        self.units: dict[str, str] = {}
        # {PVOG id: raw link} of online services met in changed services
        self.online_links: dict[str, dict] = {}

    def records(self) -> Iterator:
        with self.client:
            self.job.progress(_("listing"), 0, None)
            listed = self.client.services()
            online = self._online_listing()
            yield from self._services(listed.entries, online)
            yield from self._units()
            yield from self._online_services(online or {}, listed.entries)
        if listed.complete:
            self.delivery.complete |= {"service", "unit", "form"}
            if self.online_is_whole:
                self.delivery.complete |= {"online_service", "responsibility"}
        else:
            self.warnings.add("listing_without_total", "service")

    # --- Services -----------------------------------------------------------------------

    def _services(self, listed: list[dict], online: dict[str, dict] | None):
        prints = {str(entry["id"]): _print(entry) for entry in listed}
        changed = self._changed("service", prints)
        attached = known.Attached(self.source, ("unit", "online_service", "form"))
        gone = self._gone_online(online)
        for own in (ref(id) for id in prints if id not in changed):
            yield Seen("service", own)
            yield from attached.for_service(own, without=gone)
        fetch = [id for id in prints if id in changed]
        for number, (id, found) in enumerate(in_parallel(self._service, fetch), start=1):
            self.job.progress(_("services"), number, len(fetch))
            if found is None:
                self.warnings.add("vanished", id)
                continue
            versions, units = found
            record = service(versions, self.warnings)
            yield self._printed(record, prints[id])
            yield from self._responsible_units(record.ref, units)
            yield from self._linked_online(record.ref, versions)
            for form in access.forms(versions["de"]):
                yield form
                yield self._responsibility("form", form.ref, record.ref)

    def _service(self, id: str) -> tuple[Versions, list[dict]] | None:
        """(language versions, competent units); None when it has gone since the listing."""
        german = self.client.service(id)
        if german is None:
            return None
        versions = {"de": german}
        if FURTHER_LANGUAGE in words(german, "availableLanguages"):
            other = self.client.service(id, FURTHER_LANGUAGE)
            # Where there is no such text after all, the German one comes again.
            if other and text(other, "languageCode").startswith(FURTHER_LANGUAGE):
                versions[FURTHER_LANGUAGE] = other
        units = entries(german, "organisations")
        if not units or not all(text(item, "id") for item in units):
            units = self.client.units_of(id)
        return versions, units

    def _responsible_units(self, own: Ref, units: list[dict]):
        for raw in units:
            id = text(raw, "id")
            if not id:
                self.warnings.add("without_identity", f"{own.key}: {text(raw, 'title')}")
                continue
            self.units.setdefault(id, text(raw, "title"))
            yield self._responsibility("unit", ref(id), own, access.role_of(raw))

    def _linked_online(self, own: Ref, versions: Versions):
        for raw in entries(versions["de"], "onlineServiceLinks"):
            id = text(raw, "id")
            if id:
                self.online_links.setdefault(id, raw)
                yield self._responsibility("online_service", ref(id), own)

    # --- Units --------------------------------------------------------------------------

    def _units(self):
        """Each unit once, however many services it stands on."""
        answers = in_parallel(self.client.unit, list(self.units))
        for number, (id, raw) in enumerate(answers, start=1):
            self.job.progress(_("units"), number, len(self.units))
            if raw is None:
                self.warnings.add("unit_without_detail", id)
            yield unit(id, {"title": self.units[id], **(raw or {})})

    # --- Online services ----------------------------------------------------------------

    def _online_listing(self) -> dict[str, dict] | None:
        """{PVOG id: entry}; None where the beta list does not exist."""
        found = self.client.online_services()
        self.online_is_whole = found is None or found.complete
        if not self.online_is_whole:
            self.warnings.add("listing_incomplete", "online_service")
        return None if found is None else {str(entry["id"]): entry for entry in found.entries}

    def _gone_online(self, online: dict[str, dict] | None) -> set[Seen]:
        """Online services of an earlier list (with a fingerprint) that the present one lacks."""
        if online is None or not self.online_is_whole:
            return set()
        before = known.fingerprints(self.source, "online_service")
        today = {ref(id).key for id in online}
        return {
            Seen("online_service", Ref(*key.split("/", 1))) for key in before if key not in today
        }

    def _online_services(self, online: dict[str, dict], listed: list[dict]):
        """The online services of the area's services; details only of changed ones."""
        services = {str(entry["id"]) for entry in listed}
        wanted = {}
        for id, entry in online.items():
            users = [text(each, "id") for each in entries(entry, "serviceDescriptions")]
            users = [user for user in users if user in services]
            if users or id in self.online_links:
                wanted[id] = known.fingerprint(entry)
            for user in users:
                yield self._responsibility("online_service", ref(id), ref(user))
        changed = self._changed("online_service", wanted)
        for id in wanted:
            if id not in changed:
                yield Seen("online_service", ref(id))
        fetch = [id for id in wanted if id in changed]
        fetch += [id for id in self.online_links if id not in wanted]
        for number, (id, raw) in enumerate(in_parallel(self._online_detail, fetch), start=1):
            self.job.progress(_("online services"), number, len(fetch))
            record = access.online_service(id, {**online.get(id, {}), **raw})
            yield self._printed(record, wanted.get(id, ""))

    def _online_detail(self, id: str) -> dict:
        """The data within a service, else the detail; {} without both."""
        if id in self.online_links:
            return self.online_links[id]
        return self.client.online_service(id) or {}

    # --- What they have in common -------------------------------------------------------

    def _responsibility(self, kind: str, holder: Ref, own: Ref, role: str = ""):
        return access.responsibility(kind, holder, own, self.source.area, role)

    def _changed(self, kind, prints: dict[str, str]) -> set[str]:
        """The ids that have to be fetched; all of them in a full run."""
        if self.job.full:
            return set(prints)
        before = known.fingerprints(self.source, kind)
        return {id for id, now in prints.items() if not now or before.get(ref(id).key) != now}

    def _printed(self, record, fingerprint):
        if fingerprint:
            self.delivery.fingerprints[(record.object_kind, record.ref.key)] = fingerprint
        return record


def _print(entry: dict) -> str:
    """A fingerprint of the listing's date; "" (never unchanged) without one."""
    date = text(entry, "externalLastUpdate") or text(entry, "lastUpdate")
    return known.fingerprint(date) if date else ""
