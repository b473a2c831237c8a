"""How real OParl servers deviate from the standard, each as a switch of FakeOparl.

Requests, lists and whole answers are here; what objects look like is in oparl_objects.
"""

import json
import re
from datetime import datetime
from urllib.parse import unquote, unquote_plus

from .oparl_council import TYPES
from .oparl_objects import OBJECT_QUIRKS, on_object
from .server import LOGIN_PAGE, Answer

# {name: what it does}; numbers are those of the project's list of deviations.
QUIRKS = {
    **OBJECT_QUIRKS,
    "empty_is_404": "1 SD.NET: a filter that matches nothing is answered with 404 and an error",
    "empty_is_400": "1 … with 400 “Keine Adressen vorhanden”",
    "empty_is_bare_list": "1 … with [] in place of a page",
    "lists_tombstones": "2 SD.NET: tombstones in unfiltered lists",
    "single_body": "3 SD.NET: /body answers one Body",
    "bare_lists": "3 SD.NET: lists are arrays without a page around them",
    "dead_organization_lists": "4 SD.NET: Organization.meeting answers 404",
    "filter_is_503": "7 SD.NET: modified_since is answered with a web page, 503",
    "limit_is_400": "7 SD.NET: limit is answered with 400",
    "plus_raw_only": "8 Session: 404 for an encoded plus sign",
    "plus_echoed": "8 Session: next echoes a raw plus sign, which is then read as a blank",
    "no_fractions": "8 Session: 400 for fractions of a second",
    "spurious_500": "9 Session: every third answer is a 500",
    "path_moved": "10 Session: ids begin with /oparl, but /ris/oparl answers",
    "organizations_ignore_filter": "12 Session: modified_since is ignored",
    "endless_pages": "12 Session: the last page is served for ever under new addresses",
    "no_totals": "12 Session: no pagination",
    "text_404": "12 Session: 404 as text/plain",
    "ids_in_query": "17 ALLRIS: papers?id=1, papers?body=1",
    "control_characters": "19 ALLRIS: raw control characters inside of strings",
    "error_page_200": "19 ALLRIS: a web page with status 200 for papers",
    "limit_without_next": "20 ALLRIS: limit cuts the list off, without next",
    "limit_ignored": "21 more!rubin",
    "unknown_is_system": "21 more!rubin: unknown paths answer 200 with the System",
    "filter_lost": "22 the filter is lost from page 2 on",
    "html_content_type": "23 JSON under text/html",
    "ids_redirect": "objects redirect to another address and are served there",
    "repeats_page": "the second page is the first again, and so for ever",
    "next_is_self": "every page calls itself the next",
    "wrong_charset": "Latin-1 under charset=utf-8",
    "no_objects_in_data": "data is no list",
}
_NOT_FOUND = {
    "error": "Die angeforderte Ressource wurde nicht gefunden.",
    "code": 802,
    "type": "SD.NET RIM Webservice",
}


def served_path(server, path: str) -> str | None:
    """The path as the server knows it; None where nobody answers."""
    if "path_moved" not in server.quirks:
        return path if path.startswith(server.BASE + "/") else None
    return path.removeprefix("/ris") if path.startswith("/ris/") else None


def refusal(server, request) -> Answer | None:
    """What is answered before anybody has looked for the object."""
    on = server.quirks
    since = re.search(r"(?:modified|created)_since=([^&]*)", request.query)
    if "spurious_500" in on and len(server.requests) % 3 == 0:
        return Answer({"message": "Timeout expired"}, 500)
    if "ids_redirect" in on and re.search(r"/(paper|person)/\d+$", request.path):
        return Answer("", 302, {"Location": f"{server.url}{request.path}/"})
    if "dead_organization_lists" in on and re.search(r"/organization/\d+/", request.path):
        return Answer(_NOT_FOUND, 404)
    if "limit_is_400" in on and "limit" in request.params:
        return Answer({"error": "Ungültiger Parameter"}, 400)
    return _refused_filter(on, since[1]) if since else None


def _refused_filter(on, since: str) -> Answer | None:
    if "filter_is_503" in on:
        return Answer(LOGIN_PAGE, 503, content_type="text/html")
    if "plus_raw_only" in on and "%2B" in since.upper():
        return Answer("Not Found", 404, content_type="text/plain")
    if "no_fractions" in on and "." in since:
        return Answer({"message": "ungültiges Datum"}, 400)
    return None


def read_filter(server, request, name: str) -> datetime | None:
    """The filter's time; None where it is missing or the server does not see it."""
    found = re.search(rf"(?:^|&){name}=([^&]*)", request.query)
    if not found:
        return None
    # By the rules of forms a raw plus sign is a blank.
    decode = unquote if "plus_raw_only" in server.quirks else unquote_plus
    text = decode(found[1])
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def lists_deleted(server, filtered: bool) -> bool:
    return filtered or "lists_tombstones" in server.quirks


def page_size(server, request) -> int:
    wished = request.param("limit")
    if not wished or "limit_ignored" in server.quirks:
        return server.per_page
    return max(1, int(wished))


def on_page(server, request, page: dict, kind: str) -> Answer:
    on = server.quirks
    filtered = "modified_since" in request.params
    if filtered and not page["data"]:
        if "empty_is_404" in on:
            return Answer(_NOT_FOUND, 404)
        if "empty_is_400" in on:
            return Answer({"error": "Keine Adressen vorhanden"}, 400)
        if "empty_is_bare_list" in on:
            return Answer([])
    if kind == "body" and "single_body" in on:
        return Answer(page["data"][0])
    if "bare_lists" in on:
        return Answer([server.raw(path) for path in server.council.of_type(TYPES[kind])])
    if "no_objects_in_data" in on:
        return Answer({**page, "data": "keine"})
    _bend_pages(server, request, page)
    _bend_links(server, request, page["links"])
    return Answer(page)


def _bend_pages(server, request, page):
    on, links = server.quirks, page["links"]
    number = int(request.param("page", "1"))
    if "limit_without_next" in on and "limit" in request.params:
        links.pop("next", None)
    if "no_totals" in on:
        del page["pagination"]
    if "endless_pages" in on and "next" not in links:
        # Beyond the last page the last page comes again.
        links["next"] = server._page_url(request, number + 1)
        if not page["data"]:
            page["data"] = server.last_data
        server.last_data = page["data"]
    if "repeats_page" in on:
        if number == 1:
            server.last_data = page["data"]
        page["data"] = server.last_data
        links["next"] = server._page_url(request, number + 1)
    if "next_is_self" in on:
        links["next"] = links["self"]


def _bend_links(server, request, links):
    if "next" not in links:
        return
    if "filter_lost" in server.quirks:
        path, _mark, query = links["next"].partition("?")
        kept = [pair for pair in query.split("&") if not pair.split("=")[0].endswith("_since")]
        links["next"] = f"{path}?{'&'.join(kept)}"
    if "plus_echoed" in server.quirks:
        links["next"] = re.sub("%2B", "+", links["next"], flags=re.IGNORECASE)


def spoilt(server, request, answer: Answer) -> Answer:
    """The answer as it goes over the line."""
    on = server.quirks
    if "error_page_200" in on and "/paper" in request.path:
        return Answer(LOGIN_PAGE, content_type="text/html")
    if answer.status != 200 or not isinstance(answer.body, (dict, list)):
        return answer
    text = json.dumps(answer.body, ensure_ascii=False)
    if "control_characters" in on:
        text = text.replace("Satzung", "Satz\x03ung\x1f").replace("Sitzung:", "Sitzung:\t\n")
    if "wrong_charset" in on:
        answer.body = (
            text.replace("„", '\\"').replace("“", '\\"').replace("–", "-").encode("cp1252")
        )
    else:
        answer.body = text
    if "html_content_type" in on:
        answer.content_type = "text/html; charset=utf-8"
    return answer


__all__ = ["QUIRKS", "on_object"]
