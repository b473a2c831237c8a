"""Which requests are counted: those of people who read, not of programs or editors."""

from re import IGNORECASE, compile

from django.conf import settings

from core.middleware import EDITORS_PATHS

# How programs call themselves. One that claims to be a browser is counted like one.
_PROGRAMS = compile(
    r"bot\b|bot[/;_ -]|crawl|spider|slurp|scrap|archiv|monitor|uptime|pingdom|check|valid"
    r"|lighthouse|headless|phantom|selenium|preview|facebookexternalhit|whatsapp|feed|rss|curl|wget|python"
    r"|java/|httpclient|okhttp|go-http|ruby|perl|libwww|scan|nmap|nikto|zgrab|axios|node-fetch|postman",
    IGNORECASE,
)
_FETCHED_AHEAD = ("prefetch", "prerender", "preview")


def is_reader(request) -> bool:
    """Whether a person opens a page: GET, a browser that wants a page now, no session."""
    headers = request.headers
    agent = headers.get("User-Agent", "")
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path_info.startswith(EDITORS_PATHS)
        and "text/html" in headers.get("Accept", "")
        and not _is_fetched_ahead(headers)
        and bool(agent)
        and not _PROGRAMS.search(agent)
    )


def _is_fetched_ahead(headers) -> bool:
    purpose = headers.get("Sec-Purpose") or headers.get("Purpose") or headers.get("X-Moz") or ""
    return any(word in purpose for word in _FETCHED_AHEAD)
