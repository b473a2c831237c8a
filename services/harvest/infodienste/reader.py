"""Reads one state's Infodienste: listings first, then only what has changed.

Order: life situations, services, online services, units, competences, forms. What is unchanged
since the last good run, by the dates of the listings, is passed on as Seen.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from outbound.factory import client_for, secret_of
from services.harvest import known
from services.harvest.delivery import Delivery
from services.harvest.listings import Listing
from services.harvest.parallel import in_parallel
from services.records import EASY_LANGUAGE, Seen
from services.records.normalise import language_tag

from .areas import AreaKeys, own_area_id
from .client import AREA_URL, GERMAN, InfodiensteClient
from .schema import access, unit
from .schema.service import service
from .schema.values import Context

# The editorial office (schemeAgencyID) by the state's two digits of the ARS.
AGENCIES = {
    "01": "L100012",
    "02": "S100002",
    "03": "L100040",
    "04": "S100003",
    "05": "L100002",
    "06": "L100001",
    "07": "L100039",
    "08": "L100022",
    "09": "L100042",
    "10": "L100010",
    "11": "L100108",
    "12": "L100041",
    "13": "L100027",
    "14": "L100009",
    "15": "L100008",
    "16": "L100038",
}
LANGUAGE_TAGS = ("de", "en", EASY_LANGUAGE)  # read unless option "languages" says otherwise

Listed = dict[str, dict[str, str]]  # {id: {language code: lastUpdated}}


def read(job) -> Delivery:
    """A delivery of the source's area.

    Source: url = the state's host, area = ARS, secret_name = variable with the api_key.
    Options: "area_id" (vendor's id of the municipality; looked up by ARS when missing),
    "area_url", "languages" (["de_DE", …]), "agency", "root_unit_id" (read only the units below
    this one), "persons" (true: contact persons too).
    Raises SourceUnavailable and SourceInvalid while its records are read, and at once when the
    key or the address is missing.
    """
    source = job.source
    key = secret_of(source)
    http = client_for(
        source, headers={"api_key": key} if key else {}, secrets=(key,) if key else ()
    )
    options = source.options
    client = InfodiensteClient(
        http,
        api_key=key,
        area_id=str(options.get("area_id") or ""),
        area_url=options.get("area_url") or AREA_URL,
    )
    delivery = Delivery(records=iter(()))
    delivery.records = Reading(job, client, delivery).records()
    return delivery


class Reading:
    """One run over the source."""

    def __init__(self, job, client: InfodiensteClient, delivery: Delivery):
        self.job = job
        self.source = job.source
        self.client = client
        self.delivery = delivery
        agency = self.source.options.get("agency") or AGENCIES.get(self.source.area[:2])
        self.context = Context(
            agency=agency or "infodienste",
            warnings=delivery.warnings,
            area_key=AreaKeys(client, self.source.area),
        )
        self.languages: list[str] = []
        # {id: {language tag: raw object}} of online services met in services
        self.online: dict[str, dict[str, dict]] = {}
        # kinds of which one listing or another does not prove to be complete
        self.doubtful: set[str] = set()

    def records(self) -> Iterator:
        with self.client:
            if not self.client.area_id:
                self.client.area_id = own_area_id(self.client, self.source.area)
            self.languages = self._languages()
            yield from self._services()
            for versions in self.online.values():
                yield access.online_service(versions, self.context)
            unit_ids = yield from self._units()
            yield from self._competences(unit_ids)
            yield from self._forms()
        self.delivery.complete |= self._complete_kinds()

    def _complete_kinds(self) -> set[str]:
        """What hangs on others is complete when they are."""
        complete = {"service", "unit", "form"} - self.doubtful
        if "service" in complete:
            complete |= {"online_service", "specialisation"}
        if complete >= {"service", "unit", "form"}:
            complete.add("responsibility")
        return complete

    def _languages(self) -> list[str]:
        """German first: it is what the other languages are compared with."""
        chosen = self.source.options.get("languages")
        if not chosen:
            offered = self.client.languages()
            chosen = [code for code in offered if language_tag(code) in LANGUAGE_TAGS]
        return list(dict.fromkeys([GERMAN, *chosen]))

    # --- Services -----------------------------------------------------------------------

    def _services(self):
        situations = access.categories(self._all("life_situations", self.client.categories()))
        listed = self._listed("service", self.client.services)
        prints = {id: _print(dates, situations.get(id, ())) for id, dates in listed.items()}
        changed = self._changed("service", prints)
        attached = known.Attached(self.source, ("online_service",))
        for ref in (self.context.ref(id) for id in listed if id not in changed):
            yield Seen("service", ref)
            yield from attached.for_service(ref)
        fetch = [(id, listed[id]) for id in listed if id in changed]
        details = in_parallel(self._service_versions, fetch)
        for number, ((id, _versions), versions) in enumerate(details, start=1):
            self.job.progress(_("services"), number, len(fetch))
            if not versions:
                self.context.warnings.add("vanished", id)
                continue
            record, specialisations = service(versions, self.context, situations.get(id, ()))
            yield self._printed(record, prints[id])
            yield from specialisations
            yield from self._online_links(id, versions)

    def _service_versions(self, entry) -> dict[str, dict]:
        """{language tag: object}, {} when it has gone since the listing."""
        id, listed = entry
        versions = {}
        for code in listed:
            raw = self.client.service(id, code)
            if raw is None and code == GERMAN:
                return {}
            if raw is not None:
                versions[language_tag(code)] = raw
        if not self.client.has_extended and "onlineServices" not in versions["de"]:
            versions["de"]["onlineServices"] = self.client.online_services(id, GERMAN)
        return versions

    def _online_links(self, service_id, versions):
        linked = {}
        for tag, raw in versions.items():
            for online in raw.get("onlineServices") or ():
                id = str(online.get("id") or "")
                if id:
                    self.online.setdefault(id, {}).setdefault(tag, online)
                    linked[id] = True
        for id in linked:
            yield access.responsibility(
                self.context, "online_service", id, service_id, self.source.area
            )

    # --- Units --------------------------------------------------------------------------

    def _units(self):
        """Yields units; returns their ids."""
        listed = self._listed("unit", self._unit_listing)
        prints = {id: _print(dates) for id, dates in listed.items()}
        changed = self._changed("unit", prints)
        for id in listed:
            if id not in changed:
                yield Seen("unit", self.context.ref(id))
        fetch = [(id, listed[id]) for id in listed if id in changed]
        details = in_parallel(self._unit_versions, fetch)
        for number, ((id, _versions), (versions, persons)) in enumerate(details, start=1):
            self.job.progress(_("units"), number, len(fetch))
            if versions:
                yield self._printed(unit.unit(versions, self.context, persons), prints[id])
            else:
                self.context.warnings.add("vanished", id)
        return list(listed)

    def _unit_listing(self, language) -> Listing:
        """All units, or the tree below option "root_unit_id", level by level."""
        root = str(self.source.options.get("root_unit_id") or "")
        if not root:
            return self.client.units(language)
        top = self.client.unit(root, language)
        found, complete, level = [top] if top else [], True, [root]
        ids = {root}
        while level:
            below = [
                part for _id, part in in_parallel(lambda id: self.client.units(language, id), level)
            ]
            fresh = [raw for part in below for raw in part.entries if str(raw.get("id")) not in ids]
            complete = complete and all(part.complete for part in below)
            found += fresh
            level = list(dict.fromkeys(str(raw.get("id")) for raw in fresh))
            ids.update(level)
        return Listing(found, complete)

    def _unit_versions(self, entry):
        """({language tag: object}, [persons])"""
        id, listed = entry
        raws = {language_tag(code): self.client.unit(id, code) for code in listed}
        versions = {tag: raw for tag, raw in raws.items() if raw is not None}
        with_persons = self.source.options.get("persons") is True and versions
        return versions, self.client.persons(id) if with_persons else []

    def _competences(self, unit_ids):
        """Per unit: a city has dozens of them, and a thousand services."""
        answers = in_parallel(self.client.competences, unit_ids)
        for number, (id, found) in enumerate(answers, start=1):
            self.job.progress(_("responsibilities"), number, len(unit_ids))
            unique = {}
            for raw in found:
                for record in access.competences(raw, id, self.context):
                    unique[record.ref] = record
            yield from unique.values()

    # --- Forms --------------------------------------------------------------------------

    def _forms(self):
        versions: dict[str, dict[str, dict]] = {}
        for code in self.languages:
            for raw in self._all("form", self.client.forms(code)):
                versions.setdefault(str(raw["id"]), {})[language_tag(code)] = raw
        for id, found in versions.items():
            yield access.form(found, self.context)
            for service_id in access.reference_ids(access.main(found), "publicServiceTypes"):
                yield access.responsibility(self.context, "form", id, service_id, self.source.area)

    # --- What listings have in common ---------------------------------------------------

    def _listed(self, kind, listing) -> Listed:
        """{id: {language code: lastUpdated}} of what there is in German."""
        listed: Listed = {}
        for code in self.languages:
            self.job.progress(_("listing"), len(listed), None)
            for raw in self._all(kind, listing(code)):
                id = str(raw["id"])
                if code == GERMAN or id in listed:
                    listed.setdefault(id, {})[code] = str(raw.get("lastUpdated") or "")
        return listed

    def _all(self, kind: str, found: Listing) -> list[dict]:
        """The objects; a listing that proves its completeness lets others be withdrawn."""
        usable = [raw for raw in found.entries if raw.get("id") not in (None, "")]
        if len(usable) < len(found.entries):
            self.context.warnings.add("without_identity", kind)
            self.doubtful.add(kind)
        if not found.complete:
            self.context.warnings.add("listing_without_total", kind)
            self.doubtful.add(kind)
        return usable

    def _changed(self, kind, prints: dict[str, str]) -> set[str]:
        """The ids that have to be fetched; all of them in a full run."""
        if self.job.full:
            return set(prints)
        before = known.fingerprints(self.source, kind)
        return {id for id, now in prints.items() if before.get(self.context.ref(id).key) != now}

    def _printed(self, record, fingerprint):
        self.delivery.fingerprints[(record.object_kind, record.ref.key)] = fingerprint
        return record


def _print(dates: dict[str, str], *more) -> str:
    """A fingerprint of the listing's dates; "" (never unchanged) when a date is missing."""
    return known.fingerprint(dates, *more) if all(dates.values()) else ""
