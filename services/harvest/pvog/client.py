"""The open search service (Suchdienst) of the Portalverbund Online-Gateway: HTTP only.

Source: OpenAPI "suchen" of the PVOG; paths carry their own version numbers. No key is needed; a
client id may be given, which FITKO asks for in lasting operation.
"""

from urllib.parse import quote

from django.utils.translation import gettext as _

from outbound.client import Client
from outbound.errors import SourceInvalid
from services.harvest.listings import Listing, read_whole

BASE_URL = "https://pvog.fitko.net/suchdienst/api"
CLIENT_ID_HEADER = "pvog-sud-api-client-id"
PAGE = 100
MOST_PAGES = 1000


class PvogClient:
    """The catalogue of one area (ARS, 12 digits). Methods raise as outbound.client.Client does."""

    def __init__(self, http: Client, ars: str):
        self._http = http
        self._ars = ars
        # Versions that a server may lack; found out once per run.
        self._has_v6 = True

    def __repr__(self):
        return f"<PvogClient of {self._ars} at {self._http!r}>"

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self._http.close()

    def services(self) -> Listing:
        """Every service valid in the area: `{"id", …}`, often without a title."""
        return read_whole(
            self._walk_services,
            lambda counts: (
                _("The catalogue announces %(total)s services and sends %(count)s.") % counts
            ),
        )

    def service(self, id: str, language: str = "de") -> dict | None:
        """One service with all its modules; None when it has gone."""
        if self._has_v6:
            path = f"v6/servicedescriptions/{quote(id, safe='')}/detail"
            data = self._get(path, {"ars": self._ars}, language)
            if data is not None:
                return _named(data, id)
        path = f"v5/servicedescriptions/{self._ars}/detail"
        data = self._get(path, {"q": id}, language)
        if data is not None:
            self._has_v6 = False
            return _named(data, id)
        return None

    def units_of(self, service_id: str) -> list[dict]:
        """`{"id", "title", "role": {"code", "name"}}` of the units competent for a service here."""
        data = self._get("v2/organisationunits/titles", {"ars": self._ars, "lbId": service_id})
        if data is None:
            return []
        if not isinstance(data, list):
            raise SourceInvalid(_("A list of units was expected, but something else came."))
        return [unit for unit in data if isinstance(unit, dict)]

    def unit(self, id: str) -> dict | None:
        data = self._get("v5/organisationunits/detail", {"q": id})
        return None if data is None else _named(data, id)

    def online_services(self) -> Listing | None:
        """Every online service of the area by pages with tokens; None where there is no such list.

        The list is a beta of the PVOG: its absence is no error, a wrong count is.
        """
        entries: dict[str, dict] = {}
        token, total = "", None
        for _page in range(MOST_PAGES):
            params = {"ars": self._ars, **({"nextPageToken": token} if token else {})}
            data = self._get("v1beta2/onlineservices", params)
            if data is None:
                return None
            found = data.get("onlineservices", data.get("hits")) if isinstance(data, dict) else None
            if not isinstance(found, list):
                raise SourceInvalid(_("The list of online services is not one."))
            total = data.get("totalHits", total)
            entries.update({str(each["id"]): each for each in found if each.get("id")})
            following = str(data.get("nextPageToken") or "")
            if not following or following == token or not found:
                break
            token = following
        complete = total in (None, len(entries))
        return Listing(list(entries.values()), complete)

    def online_service(self, id: str) -> dict | None:
        data = self._get("v2/onlineservices/detail", {"q": id})
        return None if data is None else _named(data, id)

    # --- How it is asked ----------------------------------------------------------------

    def _walk_services(self) -> tuple[list[dict], set[int | None]]:
        entries: dict[str, dict] = {}
        totals: set[int | None] = set()
        for page in range(MOST_PAGES):
            path = f"v7/servicedescriptions/{self._ars}"
            data, _response = self._http.get_json(
                path, {"page": page, "size": PAGE}, headers={"Accept-Language": "de"}
            )
            content, total, last = _spring_page(data)
            totals.add(total)
            before = len(entries)
            for entry in content:
                if not entry.get("id"):
                    raise SourceInvalid(_("The catalogue lists a service without an id."))
                entries[str(entry["id"])] = entry
            # A server that overlooks `page` would send the first one for ever.
            if last or len(entries) == before or (total is not None and len(entries) >= total):
                break
        return list(entries.values()), totals

    def _get(self, path, params, language="de"):
        headers = {"Accept-Language": language}
        data, _response = self._http.get_json(path, params, headers, missing_ok=True)
        return data


def _spring_page(data) -> tuple[list[dict], int | None, bool]:
    """(entries, total or None, whether it is the last page) of a Spring page, wrapped or bare."""
    page = data.get("serviceDescriptions", data) if isinstance(data, dict) else None
    content = page.get("content") if isinstance(page, dict) else None
    if not isinstance(content, list) or not all(isinstance(entry, dict) for entry in content):
        raise SourceInvalid(_("The catalogue answers, but not with a listing."))
    total = page.get("totalElements")
    if total is not None and (not isinstance(total, int) or total < 0):
        raise SourceInvalid(_("The catalogue tells no number of services: %s.") % total)
    return content, total, page.get("last") is True


def _named(data, id: str) -> dict:
    """The object, if it is the requested one."""
    if not isinstance(data, dict):
        raise SourceInvalid(_("An object was expected, but something else came."))
    if str(data.get("id") or id) != id:
        raise SourceInvalid(_("Asked for %(id)s, got another object.") % {"id": id})
    return data
