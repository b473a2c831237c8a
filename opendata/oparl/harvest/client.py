"""Client of one OParl server: its system, lists page by page, single objects. No Django here.

Source: OParl specification, chapters 2.2 to 2.10; tolerated deviations of real servers are named
where they occur.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from harvest.report import Warnings
from outbound.client import Client
from outbound.errors import SourceInvalid, SourceUnavailable
from outbound.factory import client_for
from outbound.redaction import shown_url

from ..schema import Parsed, key, normalise, parse, type_name
from .pagination import LoopDetector, Page, objects_of, page_of, says_nothing_found
from .source_options import OparlSettings, encoded_time, fetchable, has_parameters, with_parameters

# Real servers take up to 40 seconds per page.
TIMEOUT = (10, 120)
MOST_PAGES = 100_000
GONE = frozenset({404, 410})
RESTRICTED = frozenset({401, 403})


@dataclass(frozen=True, slots=True)
class Gone:
    """The object does not exist any more.

    reason: "missing" (404), "gone" (410), "deleted" (found: its tombstone) or "other" (found:
    the different object that answers in its place).
    """

    id: str
    reason: str
    found: Parsed | None = None


@dataclass(frozen=True, slots=True)
class Restricted:
    """The object may exist, but not for the public. status: 401 or 403."""

    id: str
    status: int


class OparlClient:
    """One server. Methods raise SourceUnavailable and SourceInvalid as outbound.client does.

    http: at the address of the System. warnings: irregularities of lists and responses are
    counted there as "kind/list" or "kind/answer".
    """

    def __init__(
        self,
        http: Client,
        *,
        settings: OparlSettings | None = None,
        warnings: Warnings | None = None,
    ):
        self._http = http
        self.settings = settings or OparlSettings()
        self.warnings = warnings if warnings is not None else Warnings()

    def __repr__(self):
        return f"<OparlClient of {self._http!r}>"

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self._http.close()

    def with_settings(self, settings: OparlSettings) -> "OparlClient":
        """A client of the same server with other settings."""
        return OparlClient(self._http, settings=settings, warnings=self.warnings)

    def system(self) -> Parsed:
        """The System of the newest version at the entry point, which is one object or a list."""
        data = self._json(self._http.base_url)
        listed = objects_of(data)
        found = [
            parsed[0]
            for raw in ([data] if listed is None else listed)
            if type_name(raw) == "System" and (parsed := parse(raw, warnings=self.warnings))
        ]
        if not found:
            raise SourceInvalid(
                _("%(url)s is no OParl system. Is the address right?")
                % {"url": shown_url(self._http.base_url)}
            )
        return max(found, key=lambda system: system.version)

    def bodies(self, system: Parsed | None = None) -> list[Parsed]:
        """Every Body of the system, each once. SD.NET answers one Body in place of a list."""
        system = system or self.system()
        raws = [child.raw for child in system.children if child.type == "Body"]
        if system.fields.body:
            raws += [
                raw for page in self._walk(system.fields.body, {}, "Body") for raw in page.objects
            ]
        found = {}
        for raw in raws:
            for parsed in parse(raw, type="Body", warnings=self.warnings)[:1]:
                found[key(parsed.id)] = parsed
        if not found:
            raise SourceInvalid(_("The OParl system names no body."))
        return list(found.values())

    def walk(
        self,
        list_url: str,
        *,
        modified_since: datetime | None = None,
        created_since: datetime | None = None,
    ) -> Iterator[Page]:
        """The pages of a list, by links.next alone; the last one has `complete`.

        The times are aware; both filters are left out where the settings say so.
        Raises SourceUnavailable when a page fails, SourceInvalid when one is no page.
        """
        asked = {"modified_since": modified_since, "created_since": created_since}
        filters = {
            name: encoded_time(moment, self.settings)
            for name, moment in asked.items()
            if moment is not None and self.settings.filters
        }
        yield from self._walk(list_url, filters)

    def get(self, id: str, *, type: str = "") -> Parsed | Gone | Restricted:
        """The object with this id, with embedded ones in `children`.

        type: the expected type, if the object has none. Raises when the source is unavailable: then
        nothing is known about the object. Raises ForeignAddress for ids on another host.
        """
        try:
            data = self._json(id)
        except SourceUnavailable as error:
            if error.status in GONE:
                return Gone(id, "gone" if error.status == 410 else "missing")
            if error.status in RESTRICTED:
                return Restricted(id, error.status)
            raise
        parsed = self._checked(data, id, type)
        if key(parsed.id) != key(id.strip()):
            self.warnings.add("other_object/answer", id)
            return Gone(id, "other", parsed)
        return Gone(id, "deleted", parsed) if parsed.deleted else parsed

    @contextmanager
    def open_file(self, url: str):
        """A readable binary file of a File's accessUrl or downloadUrl; raises as `stream` of
        outbound.client does, and ForeignAddress."""
        with self._http.stream(self.address(url), headers={"Accept": "*/*"}) as body:
            yield body

    def address(self, url: str) -> str:
        """The address from which `url` is fetched. Raises ForeignAddress."""
        return fetchable(url, self._http.base_url, self.settings)

    # --- Answers ------------------------------------------------------------------------

    def _json(self, url: str):
        """The JSON at this address, whatever its content type claims."""
        response = self._http.get(self.address(url), headers={"Accept": "application/json"})
        # A redirect must not lead away from the source's host either.
        self.address(response.url)
        if response.status_code == 204:
            return []
        shown = shown_url(response.url)
        if response.content.lstrip()[:1] == b"<":
            raise SourceInvalid(
                _("%(url)s answers with a web page instead of data.") % {"url": shown}
            )
        try:
            data, odd = normalise.loads(response.content)
        except (ValueError, RecursionError):
            raise SourceInvalid(
                _("%(url)s answers, but not with readable JSON.") % {"url": shown}
            ) from None
        if odd:
            self.warnings.add(f"{odd}/answer", url)
        return data

    def _checked(self, data, id: str, type: str) -> Parsed:
        listed = objects_of(data)
        raws = listed if listed is not None else [data] if isinstance(data, dict) else []
        own = [raw for raw in raws if key(str(raw.get("id")).strip()) == key(id.strip())]
        for raw in own or raws[:1]:
            for parsed in parse(raw, type=type, warnings=self.warnings)[:1]:
                return parsed
        raise SourceInvalid(
            _("%(url)s answers, but not with an OParl object.") % {"url": shown_url(id)}
        )

    # --- Lists --------------------------------------------------------------------------

    def _walk(self, list_url: str, filters: dict[str, str], single: str = "") -> Iterator[Page]:
        url = with_parameters(list_url, {**filters, **self._wishes()})
        loops = LoopDetector()
        for number in range(1, MOST_PAGES + 1):
            data = self._first(url, list_url, filters) if number == 1 else self._json(url)
            objects, following, total = page_of(data, url, single, self.warnings)
            following = self._next(following, url, filters)
            loops.add(url, objects)
            circles = bool(following) and loops.runs_in_circles(following)
            if circles:
                self.warnings.add("repeats/list", url)
            complete = not following and not self._is_cut_off(loops, total, url)
            if circles:
                # Where all that was announced has come, only the end of the list is wrong.
                complete = loops.count == total
            yield Page(url, objects, following, number, total, complete)
            if circles or not following:
                return
            url = following
        raise SourceInvalid(_("The list %(url)s has no end.") % {"url": shown_url(list_url)})

    def _is_cut_off(self, loops: LoopDetector, total: int | None, url: str) -> bool:
        """ALLRIS takes a limit for the length of the list. Without a limit it may count wrongly."""
        if total is None or loops.count >= total:
            return False
        self.warnings.add("fewer_than_announced/list", url)
        return self.settings.limit is not None

    def _wishes(self) -> dict[str, str]:
        wishes = {"limit": str(self.settings.limit)} if self.settings.limit else {}
        return {**wishes, "omit_internal": "true"} if self.settings.omit_internal else wishes

    def _first(self, url: str, list_url: str, filters: dict[str, str]):
        """The first page; SD.NET's errors for "the filter matches nothing" are an empty one."""
        try:
            data = self._json(url)
        except SourceUnavailable as error:
            if not (filters and error.status in (400, 404) and says_nothing_found(error.said)):
                raise
        else:
            if not (filters and isinstance(data, dict) and "error" in data):
                return data
        # A list that is missing says the same; but then it is missing without the filter, too.
        self.warnings.add("error_for_empty/list", url)
        page_of(self._json(list_url), list_url)
        return []

    def _next(self, following: str, url: str, filters: dict[str, str]) -> str:
        """The next page's address with the filters as they were sent: some servers lose them,
        others echo the plus sign so that they themselves read a blank."""
        if not following:
            return ""
        if not has_parameters(following, filters):
            self.warnings.add("filter_lost/list", url)
        return with_parameters(following, filters)


def client_of(source, warnings: Warnings | None = None) -> OparlClient:
    """A client for `source.url` with the settings of `source.options`; one connection at a time
    unless the option "connections" says more. Raises SourceInvalid for wrong options."""
    connections = source.options.get("connections", 1)
    if isinstance(connections, bool) or connections not in range(1, 9):
        raise SourceInvalid(_("The option “connections” is a number from 1 to 8."))
    settings = OparlSettings.from_options(source.options)
    http = client_for(source, max_parallel=connections, timeout=TIMEOUT)
    return OparlClient(http, settings=settings, warnings=warnings)
