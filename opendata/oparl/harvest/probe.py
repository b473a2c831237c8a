"""A self-test of one list: the parameters and filters that its server supports. No Django here.

Its findings belong into the options of the source: no limit and no omit_internal is sent unless a
person has set them after this test.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from outbound.errors import SourceError

from ..schema import key
from .client import OparlClient
from .pagination import Page

# Older than any council information system, and younger than any change.
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)
FAR_AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Findings:
    """limit, omit_internal: whether they may be set. plus: "encoded" or "raw", "" when neither
    way lists all that was made since 1990. filters: whether modified_since leaves out the old."""

    limit: bool
    omit_internal: bool
    plus: str
    filters: bool


def probe(client: OparlClient, list_url: str) -> Findings:
    """Asks for the first page in six ways; best for a list of more than one object.

    Raises SourceUnavailable and SourceInvalid when the list does not even answer plainly.
    """
    plain = _first(client, list_url, limit=None, omit_internal=False)

    def supports(judge: Callable[[Page], bool], since: dict | None = None, **settings) -> bool:
        try:
            wishes = {"limit": None, "omit_internal": False, "filters": True, **settings}
            return judge(_first(client, list_url, since, **wishes))
        except SourceError:
            return False

    def same(page: Page) -> bool:
        return _ids(page) == _ids(plain)

    def cut_after_one(page: Page) -> bool:
        return _ids(page) == _ids(plain)[:1] and bool(page.following) == (len(plain.objects) > 1)

    ways = [
        plus
        for plus in ("encoded", "raw")
        if supports(same, {"created_since": LONG_AGO}, plus=plus)
    ]
    plus = ways[0] if ways else ""
    tomorrow = {"modified_since": datetime.now(UTC) + FAR_AHEAD}
    return Findings(
        limit=supports(cut_after_one, limit=1),
        omit_internal=supports(same, omit_internal=True),
        plus=plus,
        filters=bool(plus) and supports(lambda page: not page.objects, tomorrow, plus=plus),
    )


def _first(client: OparlClient, list_url: str, since: dict | None = None, **settings) -> Page:
    other = client.with_settings(replace(client.settings, **settings))
    return next(other.walk(list_url, **(since or {})))


def _ids(page: Page) -> list[str]:
    return [key(str(raw.get("id"))) for raw in page.objects]
