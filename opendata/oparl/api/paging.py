"""Lists of OParl 1.1: filters, and keyset pagination that misses nothing while the list changes.

A page begins after an object, not at a number: objects that come or go in between shift nothing.
Source: OParl 1.1.1, chapters 2.5 to 2.7.
"""

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models.functions import Coalesce, Least
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from .responses import BadRequest

PER_PAGE = 100
TIME_FILTERS = ("created_since", "created_until", "modified_since", "modified_until")
_TRUTH = {"true": True, "1": True, "false": False, "0": False}
_NUMBER = re.compile(r"[0-9]{1,18}")
# Full date and time with an offset; a raw plus sign arrives as a blank.
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+ -]\d\d:?\d\d)", re.ASCII)


@dataclass(frozen=True)
class ListParameters:
    """The parameters of a list. after: pk of the last object of the previous page."""

    times: dict[str, dt.datetime]
    omit_internal: bool
    per_page: int
    after: int
    # As they came, for the links
    texts: dict[str, str]

    @classmethod
    def from_request(cls, request) -> "ListParameters":
        """The parameters of a request; unknown ones are ignored. Raises BadRequest."""
        query = request.GET
        names = (*TIME_FILTERS, "omit_internal", "limit")
        texts = {name: query[name] for name in names if query.get(name)}
        times = {name: _moment(name, texts[name]) for name in TIME_FILTERS if name in texts}
        limit = _number("limit", query, PER_PAGE)
        if limit < 1:
            raise BadRequest(_("limit: at least 1"))
        return cls(
            times=times,
            omit_internal=_truth("omit_internal", texts),
            per_page=min(limit, PER_PAGE),
            after=_number("after", query, 0),
            texts={**texts, **{name: text_of_moment(moment) for name, moment in times.items()}},
        )

    @property
    def wants_tombstones(self) -> bool:
        """Whether tombstones are listed: only in requests for changes."""
        return "modified_since" in self.times

    def filtered(self, rows):
        """The rows created and modified within the requested times."""
        # What `times.created` and `modified` tell, in SQL.
        rows = rows.alias(told=Least(Coalesce("created", "imported_at"), "changed_at"))
        columns = {"created": "told", "modified": "changed_at"}
        for name, moment in self.times.items():
            prop, _underscore, bound = name.partition("_")
            if bound == "since":
                rows = rows.filter(**{f"{columns[prop]}__gte": moment})
            else:
                # Told without fractions: the whole second is meant.
                until = moment + dt.timedelta(seconds=1)
                rows = rows.filter(**{f"{columns[prop]}__lt": until})
        return rows


def page_of(request, rows, write, asked: ListParameters) -> dict:
    """One page as the standard wants it. rows: all of the list. write: rows → objects."""
    rows = asked.filtered(rows).order_by("pk")
    shown = list(rows.filter(pk__gt=asked.after)[: asked.per_page + 1])
    more, shown = len(shown) > asked.per_page, shown[: asked.per_page]
    base = request.build_absolute_uri(request.path)

    def at(after):
        query = urlencode({**asked.texts, **({"after": after} if after else {})})
        return f"{base}?{query}" if query else base

    links = {"first": at(0), "self": at(asked.after)}
    if more:
        links["next"] = at(shown[-1].pk)
    return {
        "data": write(shown),
        "pagination": {"totalElements": rows.count(), "elementsPerPage": asked.per_page},
        "links": links,
    }


def text_of_moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")


def _moment(name: str, text: str) -> dt.datetime:
    found = _MOMENT.fullmatch(text.strip())
    try:
        moment = parse_datetime(found[1] + found[2].replace(" ", "+")) if found else None
        # The year 1 or 9999 may have no such moment in UTC, nor a second after it.
        moment = moment and (moment.astimezone(dt.UTC) + dt.timedelta(days=1)) and moment
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        raise BadRequest(
            _("%(name)s: a full date and time with offset, such as 2026-01-31T12:00:00+01:00")
            % {"name": name}
        )
    return moment


def _number(name: str, query, default: int) -> int:
    text = query.get(name) or str(default)
    if not _NUMBER.fullmatch(text):
        raise BadRequest(_("%(name)s: a whole number") % {"name": name})
    return int(text)


def _truth(name: str, texts) -> bool:
    text = texts.get(name, "false").lower()
    if text not in _TRUTH:
        raise BadRequest(_("%(name)s: “true” or “false”") % {"name": name})
    return _TRUTH[text]
