"""Recognition of readers: requests of people, not of programs or editors, are counted."""

from re import compile

from django.conf import settings

from core.middleware import EDITORS_PATHS

# How programs call themselves, in lower case: ignoring case takes thirty times as
# long. One that claims to be a browser is counted like one.
_PROGRAMS = compile(
    r"bot\b|bot[/;_ -]|crawl|spider|slurp|scrap|archiv|monitor|uptime|pingdom|check|valid"
    r"|lighthouse|headless|phantom|selenium|preview|facebookexternalhit|whatsapp|feed|rss|curl|wget|python"
    r"|java/|httpclient|okhttp|go-http|ruby|perl|libwww|scan|nmap|nikto|zgrab|axios|node-fetch|postman"
)
_PURPOSES = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ")
_FETCHED_AHEAD = ("prefetch", "prerender", "preview")


def is_reader(request) -> bool:
    """Whether a person opens a page: GET, a browser that navigates, no session."""
    # Not request.headers: to build it costs more than all the rest.
    sent = request.META
    agent = sent.get("HTTP_USER_AGENT", "").lower()
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path_info.startswith(EDITORS_PATHS)
        and "text/html" in sent.get("HTTP_ACCEPT", "")
        and not _is_fetched_ahead(sent)
        and bool(agent)
        and not _PROGRAMS.search(agent)
    )


def _is_fetched_ahead(sent) -> bool:
    purpose = next(filter(None, map(sent.get, _PURPOSES)), "")
    return any(word in purpose for word in _FETCHED_AHEAD)
