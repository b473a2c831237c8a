"""Pages of OParl lists, and detection of lists that never end. No Django here."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from harvest.report import Warnings
from outbound.errors import SourceInvalid
from outbound.redaction import shown_url

from ..schema import type_name

# Pages in a row without anything new, after which a list is not believed to end.
UNPRODUCTIVE = 3

# How SD.NET says that a filter matches nothing, with status 404 or 400.
_NOTHING_FOUND = re.compile(
    rb'"code"\s*:\s*"?802\b|keine? [^"]{1,40} (?:vorhanden|gefunden)', re.IGNORECASE
)


def says_nothing_found(body: bytes) -> bool:
    return _NOTHING_FOUND.search(body) is not None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, the objects as they came.

    following: the address of the next page, "" on the last. number: from 1 on.
    total: of the whole list as the source claims, None where it does not.
    complete: true on the last page of a list that has ended as it should. If the last page
    is not complete, the list ran in circles: missing objects prove nothing.
    """

    url: str
    objects: tuple[dict, ...]
    following: str = ""
    number: int = 1
    total: int | None = None
    complete: bool = False


class LoopDetector:
    """Detects lists that never end, by the objects of one walk so far."""

    def __init__(self):
        self._urls: set[str] = set()
        # Hashes, not texts: 100,000 ids are in a long list.
        self._ids: set[int] = set()
        self._pages: set[int] = set()
        self._repeats = False
        self._unproductive = 0

    @property
    def count(self) -> int:
        """The number of different objects."""
        return len(self._ids)

    def add(self, url: str, objects):
        ids = [hash(str(raw.get("id"))) for raw in objects]
        page, before = hash(tuple(ids)), len(self._ids)
        self._repeats = bool(ids) and page in self._pages
        self._urls.add(url)
        self._pages.add(page)
        self._ids.update(ids)
        self._unproductive = 0 if len(self._ids) > before else self._unproductive + 1

    def runs_in_circles(self, following: str) -> bool:
        """Whether this address cannot bring anything new."""
        return self._repeats or following in self._urls or self._unproductive >= UNPRODUCTIVE


def objects_of(data, warnings: Warnings | None = None, url: str = "") -> list[dict] | None:
    """The objects of a page or of a bare list; None when it is neither."""
    raws = data
    if isinstance(data, dict):
        raws = data.get("data")
        if raws is None and _total(data) == 0:
            raws = []
    if not isinstance(raws, list):
        return None
    objects = [raw for raw in raws if isinstance(raw, dict)]
    if warnings is not None and len(objects) < len(raws):
        warnings.add("no_object/list", url)
    return objects


def page_of(data, url: str, single: str = "", warnings: Warnings | None = None):
    """(objects, address of the next page or "", total or None).

    single: a type of which one object counts as a list of one.
    Raises SourceInvalid for anything else.
    """
    raws = objects_of(data, warnings, url)
    if raws is None and single and isinstance(data, dict) and type_name(data) == single:
        if warnings is not None:
            warnings.add("object_for_list/list", url)
        return (data,), "", None
    if raws is None:
        raise SourceInvalid(
            _("%(url)s answers, but not with a list of objects.") % {"url": shown_url(url)}
        )
    if isinstance(data, list):
        return tuple(raws), "", None
    links = data.get("links")
    following = links.get("next") if isinstance(links, dict) else None
    return tuple(raws), following.strip() if isinstance(following, str) else "", _total(data)


def _total(page: dict) -> int | None:
    pagination = page.get("pagination")
    total = pagination.get("totalElements") if isinstance(pagination, dict) else None
    return total if isinstance(total, int) and not isinstance(total, bool) else None
