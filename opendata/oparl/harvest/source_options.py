"""Options of a source, and rewriting of the addresses that it hands out. No Django here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from django.utils.translation import gettext as _

from outbound.errors import SourceInvalid
from outbound.redaction import shown_url
from outbound.responses import origin, same_origin


class ForeignAddress(SourceInvalid):
    """The source names an address on another host, which is not requested."""


@dataclass(frozen=True, slots=True)
class OparlSettings:
    """Settings of one source beyond the generic repairs; each is a key of Source.options.

    plus: "encoded" (%2B, as the standard wants) or "raw": how the plus sign of a time is sent.
    rewrite: {path as in ids: path that answers}, by their beginnings.
    served_at: where the source's own host answers, if not at its name: scheme, host and port.
    filters: false where modified_since fails; every walk is then a whole one.
    limit: objects per page, None (no such parameter) unless a self-test has passed.
    omit_internal: ask 1.1 servers for lists without embedded objects, likewise.
    """

    plus: str = "encoded"
    rewrite: tuple[tuple[str, str], ...] = ()
    served_at: str = ""
    filters: bool = True
    limit: int | None = None
    omit_internal: bool = False

    @classmethod
    def from_options(cls, options: Mapping) -> "OparlSettings":
        """The settings in Source.options; other keys are ignored. Raises SourceInvalid."""
        plus = options.get("plus") or "encoded"
        rewrite = options.get("rewrite") or {}
        served_at = options.get("served_at") or ""
        limit = options.get("limit")
        if plus not in ("encoded", "raw"):
            raise SourceInvalid(_("The option “plus” is either “encoded” or “raw”."))
        if not isinstance(rewrite, Mapping) or not all(
            isinstance(one, str) and one.startswith("/") for pair in rewrite.items() for one in pair
        ):
            raise SourceInvalid(
                _("The option “rewrite” maps paths to paths; each begins with a slash.")
            )
        if served_at and not (isinstance(served_at, str) and origin(served_at)):
            raise SourceInvalid(_("The option “served_at” is a web address."))
        if limit is not None and (type(limit) is not int or limit < 1):
            raise SourceInvalid(_("The option “limit” is a whole number above zero."))
        return cls(
            plus=plus,
            rewrite=tuple(rewrite.items()),
            served_at=served_at.rstrip("/"),
            filters=options.get("filters") is not False,
            limit=limit,
            omit_internal=options.get("omit_internal") is True,
        )


def fetchable(url: str, base: str, settings: OparlSettings) -> str:
    """The address from which `url` is fetched; `base` is the source's own address.

    On the source's host only, or where the settings say that it answers; http is raised to https
    where the source is at home with https; the path's beginning is rewritten as set. Everything
    else stays to the letter. Raises ForeignAddress.
    """
    try:
        url = urljoin(base, url.strip())
    except ValueError:
        url = ""
    home, there = origin(base), origin(url)
    if home and there and home == ("https", there[1], 443) and there[::2] == ("http", 80):
        host, slash, path = url.partition("://")[2].partition("/")
        url, there = f"https://{host.removesuffix(':80')}{slash}{path}", home
    if settings.served_at and there == origin(settings.served_at):
        # Where an answer came from, after its address was put right.
        return _rewritten(url, settings.rewrite)
    if not same_origin(home, there):
        raise ForeignAddress(
            _("The source names an address on another host, which is not read: %(url)s")
            % {"url": shown_url(url)}
        )
    return _moved(_rewritten(url, settings.rewrite), settings.served_at)


def _moved(url: str, served_at: str) -> str:
    if not served_at:
        return url
    scheme, host = urlsplit(served_at)[:2]
    return urlunsplit(urlsplit(url)._replace(scheme=scheme, netloc=host))


def _rewritten(url: str, rewrite) -> str:
    parts = urlsplit(url)
    for old, new in rewrite:
        # A path that is right already may begin like the wrong one.
        if parts.path.startswith(old) and not parts.path.startswith(new):
            return urlunsplit(parts._replace(path=new + parts.path[len(old) :]))
    return url


def with_parameters(url: str, parameters: Mapping[str, str]) -> str:
    """`url` with these parameters, already encoded, in place of others of their names.

    The rest of the query stays to the letter: ids may live in it.
    """
    if not parameters:
        return url
    head, _hash, _fragment = url.partition("#")
    path, _question, query = head.partition("?")
    kept = [one for one in query.split("&") if one and one.partition("=")[0] not in parameters]
    kept += [f"{name}={value}" for name, value in parameters.items()]
    return f"{path}?{'&'.join(kept)}"


def has_parameters(url: str, names) -> bool:
    """Whether every one of the names stands in the address's query."""
    query = url.partition("#")[0].partition("?")[2]
    return set(names) <= {one.partition("=")[0] for one in query.split("&")}


def encoded_time(moment: datetime, settings: OparlSettings) -> str:
    """ISO 8601 in UTC without fractions: some servers refuse microseconds."""
    text = moment.astimezone(UTC).replace(microsecond=0).isoformat()
    return quote(text, safe=":+" if settings.plus == "raw" else ":")
