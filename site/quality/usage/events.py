"""Events for the counts, without anything about the reader."""

from dataclasses import dataclass

from core.middleware import EDITORS_PATHS
from quality.models import Counted
from quality.request_subject import page_of, subject_of, title_in

from .anonymise import host_of, kept_path, kept_query
from .readers import is_reader

Kind = Counted.Kind
_SEARCHED = "_quality_searched"
_PAGE_OR_KEPT_PAGE = (200, 304)
_KEPT_BY_NOBODY = ("private", "no-store")


@dataclass(frozen=True)
class Sighting:
    """A single visit; fields as in `Counted`."""

    kind: str
    key: str
    title: str = ""
    path: str = ""
    hits: int | None = None
    referrer: str = ""


def record_search(request, query: str, hits: int) -> None:
    """Record the query and the number of results on the request; called by the search."""
    setattr(request, _SEARCHED, (query, hits))


def sighting_of(request, response) -> Sighting | None:
    """The event of a request, None for anything but a reader's page, search or download."""
    if response.status_code == 404:
        return _missing(request) if is_reader(request) else None
    if response.status_code not in _PAGE_OR_KEPT_PAGE or not is_reader(request):
        return None
    searched = getattr(request, _SEARCHED, None)
    if searched:
        return _search(*searched)
    return _download(request, response) or _view(request, response)


def _missing(request):
    path = kept_path(request.path)
    if not path or request.path_info.startswith(EDITORS_PATHS):
        return None
    host = host_of(request.headers.get("Referer", ""))
    return Sighting(Kind.MISSING, path, path=path, referrer=host)


def _search(query, hits):
    words = kept_query(query)
    return Sighting(Kind.SEARCH, words, title=words, hits=hits) if words else None


def _download(request, response):
    name = request.path.rstrip("/").rsplit("/", 1)[-1][:300]
    match = request.resolver_match
    if match and match.url_name == "wagtaildocs_serve":
        return Sighting(Kind.DOWNLOAD, f"document:{match.args[0]}", name, request.path[:300])
    is_private = "no-store" in response.headers.get("Cache-Control", "")
    # What is made for one reader has an address that is a secret (submissions.guards).
    if response.headers.get("Content-Disposition", "").startswith("attachment") and not is_private:
        return Sighting(Kind.DOWNLOAD, request.path[:300], name, request.path[:300])
    return None


def _view(request, response):
    """A visit of a page that anyone may cache; pages for one reader alone are not counted."""
    kept = response.headers.get("Cache-Control", "")
    if request.resolver_match is None or any(word in kept for word in _KEPT_BY_NOBODY):
        return None
    # A 304 has no type: the browser has it.
    if response.headers.get("Content-Type", "text/html").partition(";")[0] != "text/html":
        return None
    title = "" if page_of(request) or response.status_code == 304 else title_in(response)
    subject = subject_of(request, title)
    return Sighting(Kind.VIEW, subject.key, subject.title, subject.path)
