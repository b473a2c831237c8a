"""The subject of a request: key and title under which counts and feedback are stored."""

from dataclasses import dataclass
from html import unescape
from re import IGNORECASE, compile

LONGEST = 300
_TITLE = compile(rb"<title>(.*?)</title>", IGNORECASE)
# The head of a page: its title is among the first lines.
_HEAD_BYTES = 2000
_BEFORE_SITE_NAME = " – "


@dataclass(frozen=True)
class Subject:
    """key: `page:<pk>` for a page of the tree, otherwise the path. title: "" when unknown."""

    key: str
    path: str
    title: str = ""


def page_key(page) -> str:
    return f"page:{page.pk}"


def page_of(request):
    """The page of the tree that serves the request, None for pages of apps."""
    route = getattr(request, "_wagtail_route_for_request", None)
    return route[0] if route else None


def subject_of(request, title: str = "") -> Subject:
    page = page_of(request)
    path = request.path[:LONGEST]
    return Subject(
        page_key(page) if page else path, path, (page.title if page else title)[:LONGEST]
    )


def title_in(response) -> str:
    """The title in the HTML of a page, without the site's name; "" without one."""
    if response.streaming:
        return ""
    found = _TITLE.search(response.content[:_HEAD_BYTES])
    if not found:
        return ""
    title = unescape(found[1].decode("utf-8", "replace")).strip()
    return title.rsplit(_BEFORE_SITE_NAME, 1)[0][:LONGEST]
