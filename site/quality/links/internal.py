"""Checks of links to this site: at once, without HTTP."""

import logging
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.test.client import RequestFactory
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from quality.models import Link

MOST_HOPS = 5
# Counted as a program, not as a reader.
USER_AGENT = "Stadttor-Linkcheck (bot)"

State = Link.State
logger = logging.getLogger(__name__)


def is_internal(target: str, hosts: frozenset[str] | None = None) -> bool:
    """Whether the target belongs to this site; hosts: own_hosts(), if they are known already."""
    if target.startswith(("page:", "document:")):
        return True
    parts = _parts(target)
    if parts is None:
        return False
    return not parts.netloc or parts.netloc.lower() in (own_hosts() if hosts is None else hosts)


def own_hosts() -> frozenset[str]:
    """Names of this installation's sites, with their port where it is not the usual one."""
    sites = Site.objects.values_list("hostname", "port")
    named = {host if port in (80, 443) else f"{host}:{port}" for host, port in sites}
    return frozenset(named | {urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc.lower()})


def state_of(target: str) -> tuple[str, str, str]:
    """(state, answer, new address) of an internal target."""
    kind, _colon, pk = target.partition(":")
    if kind == "page" and pk.isdecimal():
        return _page(int(pk))
    if kind == "document" and pk.isdecimal():
        exists = get_document_model().objects.filter(pk=int(pk)).exists()
        return (State.GOOD, "", "") if exists else (State.BROKEN, _("The document is deleted."), "")
    return _address(target)


def _page(pk):
    page = Page.objects.filter(pk=pk).only("live", "title", "expired").first()
    if page is None:
        return State.BROKEN, _("The page is deleted."), ""
    if not page.live:
        return State.BROKEN, _("The page “%(title)s” is not published.") % {"title": page.title}, ""
    return State.GOOD, "", ""


def _address(target):
    """Check an address by calling its view as for a reader."""
    parts = _parts(target)
    if parts is None:
        return State.BROKEN, _("The address cannot be read."), ""
    if parts.netloc == "" and not parts.path.startswith("/"):
        return State.BROKEN, _("The address lacks https:// or a slash at its beginning."), ""
    host = parts.netloc or _default_host()
    path, moved_to = parts.path + (f"?{parts.query}" if parts.query else ""), ""
    for _hop in range(MOST_HOPS):
        status, location = _ask(host, path or "/")
        if status not in (301, 302, 303, 307, 308):
            break
        there = urlsplit(location)
        if there.netloc and there.netloc != host and there.netloc not in own_hosts():
            # A redirect of ours to elsewhere is asked for in the night, if at all.
            return State.GOOD, "", ""
        if status in (301, 308):
            moved_to = location
        path = there.path + (f"?{there.query}" if there.query else "")
    else:
        return State.BROKEN, _("The address redirects in circles."), ""
    if status in (404, 410):
        return (
            State.BROKEN,
            _("There is nothing at this address (%(status)d).") % {"status": status},
            "",
        )
    if status >= 500:
        return State.BROKEN, _("The address shows an error (%(status)d).") % {"status": status}, ""
    return (State.MOVED, "", moved_to) if moved_to else (State.GOOD, "", "")


def _ask(host, path) -> tuple[int, str]:
    """(status, Location) of a GET through the whole of Django, without a socket."""
    request = RequestFactory(headers={"user-agent": USER_AGENT}).get(
        path, SERVER_NAME=host.partition(":")[0], HTTP_HOST=host, secure=True
    )
    handler = BaseHandler()
    handler.load_middleware()
    try:
        # What the view does must spoil neither the transaction in which this page is published
        # nor the language of the editor.
        with transaction.atomic(), translation.override(translation.get_language()):
            response = handler.get_response(request)
    except Exception:
        logger.exception("%s could not be asked", path)
        return 500, ""
    for close in getattr(response, "_resource_closers", ()):
        close()
    return response.status_code, response.headers.get("Location", "")


def _default_host() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return site.hostname if site else "localhost"


def _parts(target):
    try:
        parts = urlsplit(target)
        parts.hostname, parts.port  # noqa: B018
    except ValueError:
        return None
    return parts
