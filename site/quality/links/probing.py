"""Check of one address of another host: whether it responds, and whether it has moved.

HEAD first; servers that refuse HEAD get a GET, whose body is not read. Every hop of a redirect is
judged by the guard of the HTTP client: no address leads us into our own network. robots.txt does
not apply: a single page is requested because we link to it, not crawled.
"""

from dataclasses import dataclass
from urllib.parse import urljoin

import requests
from django.conf import settings
from django.utils.translation import gettext as _

from outbound.bodies import NETWORK_ERRORS
from outbound.errors import SourceError
from outbound.responses import retry_after
from outbound.ssrf import GuardedSession
from quality.models import Link

TIMEOUT = (5, 15)  # seconds to connect, and between two pieces of the answer
MOST_HOPS = 5
# They send programs away, or ask who we are: that says nothing about readers.
UNCLEAR = frozenset({401, 402, 403, 407, 418, 423, 429, 451, 503, 999})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
# Longer than this no host is waited for: it is left alone until the next night.
LONGEST_WAIT = 20
State = Link.State


@dataclass(frozen=True)
class Verdict:
    """The result of a check. later: seconds for which the host asks for a pause."""

    state: str
    answer: str = ""
    moved_to: str = ""
    later: float = 0


class Prober:
    """Checks one host after the other over one connection; use one per thread."""

    def __init__(self):
        self.session = GuardedSession(
            settings.HARVEST_PRIVATE_HOSTS, 1, settings.LINK_CHECK_USER_AGENT
        )
        self.session.headers["Accept"] = "text/html,application/xhtml+xml,*/*;q=0.8"

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.session.close()

    def check(self, url: str) -> Verdict:
        """Never raises, whatever the address is or the server sends."""
        try:
            return self._follow(url)
        except requests.exceptions.SSLError:
            return Verdict(State.BROKEN, _("The certificate of the server is not valid."))
        except requests.exceptions.Timeout:
            return Verdict(State.BROKEN, _("The server does not answer in time."))
        except SourceError:
            # Private, or no http(s) address: readers cannot reach it either.
            return Verdict(State.BROKEN, _("The address leads into a private network."))
        except NETWORK_ERRORS:
            return Verdict(State.BROKEN, _("The server cannot be reached."))
        except ValueError:
            # requests' and urllib3's faults about addresses are ValueErrors.
            return Verdict(State.BROKEN, _("The address cannot be read."))

    def _follow(self, url: str) -> Verdict:
        here, permanent, moved_to = url, True, ""
        for _hop in range(MOST_HOPS + 1):
            status, headers, later = self._ask(here)
            target = headers.get("Location", "")
            if status not in REDIRECTS:
                return self._verdict(status, moved_to, later)
            if not target:
                return Verdict(State.BROKEN, _("The address redirects to nowhere."))
            permanent = permanent and status in PERMANENT
            here = urljoin(here, target)
            # Only an unbroken chain of “moved for good” is a new address.
            moved_to = here if permanent else moved_to
        return Verdict(State.BROKEN, _("The address redirects in circles."))

    def _ask(self, url):
        """(status, headers, seconds to wait) of HEAD, or of GET where HEAD says no."""
        status, headers, later = self._send("HEAD", url)
        if status >= 400 and status != 429 and not later:
            status, headers, later = self._send("GET", url)
        return status, headers, later

    def _send(self, method, url):
        response = self.session.ask(method, url, timeout=TIMEOUT)
        try:
            later = (retry_after(response) or 0) if response.status_code in (429, 503) else 0
            return response.status_code, response.headers, later
        finally:
            # The body may be huge or endless; nobody needs it.
            response.close()

    def _verdict(self, status, moved_to, later) -> Verdict:
        if status < 300:
            return Verdict(State.MOVED if moved_to else State.GOOD, "", moved_to)
        message = _("The server answers %(status)d.") % {"status": status}
        if status in UNCLEAR:
            return Verdict(State.UNCLEAR, message, later=later)
        return Verdict(State.BROKEN, message)
