"""REST ZUFI V4 of the Infodienste (Hessenfinder, rlpDirekt and others): HTTP only.

Source: vendor's description V4.1 of 31.07.2023. Header `api_key`, header `Accept-Language` with
underscore codes, paging by `limit` and `offset` against the header `total-item-count`.
"""

from urllib.parse import quote

from django.utils.translation import gettext as _

from outbound.client import Client
from outbound.errors import SourceInvalid
from services.harvest.listings import Listing, read_whole

AREA_URL = "https://gd-api.zfinder.de"
PAGE = 500  # the largest that the server allows
TOTAL_HEADER = "total-item-count"
GERMAN = "de_DE"


class InfodiensteClient:
    """The resources that the catalogue needs. Every method raises as outbound.client.Client does.

    http: a Client whose base address is the state's host and whose headers hold the api_key.
    area_id: the vendor's id of the municipality; "" for everything.
    """

    def __init__(self, http: Client, *, api_key="", area_id="", area_url=AREA_URL):
        self._http = http
        self._api_key = api_key
        self._area_url = area_url.rstrip("/")
        self.area_id = area_id
        # Older installations have no pstExtended; found out once per run.
        self.has_extended = True

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self._http.close()

    # --- Resources ----------------------------------------------------------------------

    def languages(self) -> list[str]:
        """The codes that Accept-Language may take, e.g. ["de_DE", "en_GB"]."""
        data, _response = self._http.get_json("common/languages", headers=_language_header(GERMAN))
        entries = data.get("results") if isinstance(data, dict) else data
        if not isinstance(entries, list):
            raise SourceInvalid(_("The list of languages is not one."))
        codes = [str(unwrapped(entry).get("code") or "") for entry in entries if entry]
        return [code for code in codes if code]

    def services(self, language: str) -> Listing:
        """`{"id", "lastUpdated"}` of every service of the area that exists in this language."""
        return self.find("pst/find", language, attributes=("id", "lastUpdated"), **self._area())

    def service(self, id: str, language: str) -> dict | None:
        """One service with its onlineServices where the server can; None when it is gone."""
        if self.has_extended:
            found = self._object("pstExtended", id, language, **self._area())
            if found is not None:
                return found
        found = self._object("pst", id, language, **self._area())
        if found is not None:
            self.has_extended = False
        return found

    def online_services(self, service_id: str, language: str) -> list[dict]:
        """The online services of one service, for servers without pstExtended."""
        found = self.find("os/findByCompetence", language, pstId=service_id, **self._area())
        return found.entries

    def units(self, language: str, parent_id: str = "") -> Listing:
        """`{"id", "lastUpdated"}` of all units, or of those right below one."""
        below = {"parentId": parent_id} if parent_id else {}
        return self.find("ou/find", language, attributes=("id", "lastUpdated"), **below)

    def unit(self, id: str, language: str) -> dict | None:
        return self._object("ou", id, language)

    def competences(self, unit_id: str) -> list[dict]:
        """The responsibilities of a unit in the area: services × areas."""
        return self.find(f"ouCompetence/{quote(unit_id, safe='')}", GERMAN, **self._area()).entries

    def forms(self, language: str) -> Listing:
        return self.find("form/find", language, includeLocalForms="true", **self._area())

    def persons(self, unit_id: str) -> list[dict]:
        return self.find("person/find", GERMAN, ouId=unit_id).entries

    def categories(self) -> Listing:
        """The tree of life situations as a list; each knows its parent and its services."""
        return self.find("pstCategory/find", GERMAN)

    # --- The area service ---------------------------------------------------------------

    def area(self, id: str) -> dict | None:
        """`{"id", "ags", "name", …}` of an area by the vendor's id."""
        url = f"{self._area_url}/PoliticalArea/{quote(id, safe='')}"
        data, _response = self._http.get_json(url, headers=self._key(), missing_ok=True)
        return data

    def areas_by_name(self, word: str) -> list[dict]:
        """Areas with this name or key."""
        url = f"{self._area_url}/PoliticalArea/search"
        data, _response = self._http.get_json(
            url, [("searchWords", word)], headers=self._key(), missing_ok=True
        )
        values = data.get("values") if isinstance(data, dict) else data
        return [area for area in values or () if isinstance(area, dict)]

    # --- How it is asked ----------------------------------------------------------------

    def find(self, path: str, language: str, *, attributes=(), **params) -> Listing:
        """All objects of a listing, page by page, verified by services.harvest.listings."""
        query = [*params.items(), *(("selectAttributes[]", name) for name in attributes)]
        return read_whole(
            lambda: self._walk(path, query, language),
            lambda counts: (
                _("%(path)s announces %(total)s entries and sends %(count)s.")
                % {"path": path, **counts}
            ),
        )

    def _walk(self, path, query, language) -> tuple[list[dict], set[int | None]]:
        """One reading: the objects, each once, and every total in the pages."""
        objects: dict[object, dict] = {}
        totals: set[int | None] = set()
        offset = 0
        while True:
            page = [*query, ("limit", PAGE), ("offset", offset)]
            data, response = self._http.get_json(path, page, _language_header(language))
            results = _results(data, path)
            total = _total(data, response, path)
            totals.add(total)
            before = len(objects)
            for place, entry in enumerate(results, start=offset):
                found = unwrapped(entry)
                objects.setdefault(str(found.get("id") or "") or place, found)
            offset += len(results)
            # A server that overlooks `offset` would send the first page for ever.
            nothing_new = len(objects) == before
            if nothing_new or (total is not None and offset >= total):
                return list(objects.values()), totals

    def _object(self, resource, id, language, **params) -> dict | None:
        path = f"{resource}/{quote(id, safe='')}"
        headers = _language_header(language)
        data, _response = self._http.get_json(path, params, headers, missing_ok=True)
        if data is None:
            return None
        found = unwrapped(data)
        if str(found.get("id") or "") != id:
            raise SourceInvalid(_("%(path)s answers with another object.") % {"path": path})
        return found

    def _area(self):
        return {"areaId": self.area_id} if self.area_id else {}

    def _key(self):
        """The area service stands on another host and takes the same key."""
        return {"api_key": self._api_key} if self._api_key else {}


def unwrapped(entry) -> dict:
    """The object itself: real servers send it bare or as {"object": …}."""
    if isinstance(entry, dict) and isinstance(entry.get("object"), dict):
        return entry["object"]
    if isinstance(entry, dict):
        return entry
    raise SourceInvalid(_("An object was expected, but something else came."))


def _language_header(language):
    return {"Accept-Language": language, "Accept": "application/json"}


def _results(data, path) -> list:
    if isinstance(data, dict) and "count" in data and isinstance(data.get("results"), list):
        return data["results"]
    raise SourceInvalid(_("%(path)s answers, but not with a listing.") % {"path": path})


def _total(data, response, path) -> int | None:
    told = response.headers.get(TOTAL_HEADER, data.get("totalCount"))
    if told is None:
        return None
    if not str(told).strip().isdecimal():
        raise SourceInvalid(
            _("%(path)s tells no number of entries: %(told)s.") % {"path": path, "told": told}
        )
    return int(told)
