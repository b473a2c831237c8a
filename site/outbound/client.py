"""HTTP for every source, with time-outs, retries, limits and a guard.

A client may be shared by threads. It never sends its own headers to another host than the one of
its base address, follows no redirect to a private address, and keeps no cookies.
"""

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BufferedReader
from urllib.parse import urljoin

import requests
from django.utils.translation import gettext as _

from .bodies import NETWORK_ERRORS, LimitedReader, read_all, refuse_if_announced_too_large
from .errors import SourceInvalid
from .redaction import guard_library_logs, remember_secret, shown_url
from .responses import (
    GONE,
    origin,
    parsed_json,
    refusal,
    refuse_web_page,
    retry_after,
    same_origin,
    unreachable,
)
from .retry import TryAgain, tries
from .ssrf import GuardedSession

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ABSOLUTE = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class Client:
    """One source over HTTP.

    base_url: what relative paths are appended to (not resolved against).
    headers: sent to the base address's origin only; put keys here.
    secrets: texts that no message, log or repr may show.
    timeout: (connect, read) in seconds; max_seconds: for one whole body.
    max_bytes: of one body, decoded. retries: further tries after 429, 5xx, network errors.
    backoff: seconds before the first further try, doubled each time.
    max_parallel: requests at once, over all threads that share the client; an open `stream`
        counts as one.
    private_hosts: names, addresses or networks that may be private.
    """

    def __init__(
        self,
        base_url: str,
        *,
        headers: Mapping[str, str] | None = None,
        secrets=(),
        timeout: tuple[float, float] = (5, 30),
        max_bytes: int = 100 * 2**20,
        retries: int = 4,
        backoff: float = 0.5,
        max_parallel: int = 3,
        private_hosts=(),
        user_agent: str = "",
        max_seconds: float = 600,
    ):
        self.base_url = base_url.strip()
        self.headers = dict(headers or {})
        self.timeout = timeout
        self.max_bytes = max_bytes
        self.retries = retries
        self.backoff = backoff
        self.max_seconds = max_seconds
        self._slots = threading.BoundedSemaphore(max_parallel)
        self._session = GuardedSession(private_hosts, max_parallel, user_agent)
        self._origin = origin(self.base_url)
        self.keep_secret(*secrets)
        guard_library_logs()

    def __repr__(self):
        return f"<Client {shown_url(self.base_url)}>"

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def close(self):
        self._session.close()

    def keep_secret(self, *secrets: str):
        """Mask these texts from now on, e.g. a token that a server has just given."""
        for secret in secrets:
            remember_secret(secret)

    def get(
        self, path_or_url: str, params=None, headers=None, missing_ok: bool = False
    ) -> requests.Response | None:
        """GET with the whole body read; also 204 and 304. None for 404 and 410 if missing_ok.

        `headers` go to the host of this address, whichever it is, but to no other.
        Raises SourceUnavailable (network, time-out, every 4xx, 5xx) or SourceInvalid (too large,
        refused address).
        """
        return self._with_retries(
            "GET", self._absolute(path_or_url), params=params, headers=headers, missing=missing_ok
        )

    def get_json(self, path_or_url: str, params=None, headers=None, missing_ok: bool = False):
        """(data, response); (None, None) for 404 and 410 if missing_ok. Raises as `get` does,
        and SourceInvalid when the answer is a web page, empty, or no JSON."""
        wish = {} if "Accept" in self.headers else {"Accept": "application/json"}
        response = self.get(path_or_url, params, {**wish, **(headers or {})}, missing_ok)
        if response is None:
            return None, None
        return parsed_json(response), response

    def get_if_changed(self, path_or_url: str, validators: Mapping[str, str], **kwargs):
        """(response or None when unchanged, validators for next time).

        `validators` is {} or what the last call returned: {"etag": …, "last_modified": …}
        (RFC 9110, section 13).
        """
        conditions = {
            "If-None-Match": validators.get("etag", ""),
            "If-Modified-Since": validators.get("last_modified", ""),
        }
        conditions = {name: value for name, value in conditions.items() if value}
        response = self.get(
            path_or_url, headers={**conditions, **kwargs.pop("headers", {})}, **kwargs
        )
        if response is None or response.status_code == 304:
            return None, dict(validators)
        names = {"etag": "ETag", "last_modified": "Last-Modified"}
        found = {key: response.headers.get(name, "") for key, name in names.items()}
        return response, {key: value for key, value in found.items() if value}

    def post_form(self, url: str, data: Mapping[str, str]):
        """The parsed JSON answer to a form, e.g. an OAuth token request (RFC 6749, 4.4).

        Follows no redirect: the form holds credentials. Tokens in the answer become secrets.
        """
        response = self._with_retries("POST", self._absolute(url), data=data)
        answer = parsed_json(response)
        if isinstance(answer, dict):
            tokens = ("access_token", "refresh_token", "id_token")
            self.keep_secret(*(str(answer[name]) for name in tokens if answer.get(name)))
        return answer

    def post(self, path_or_url: str, body: bytes, headers=None) -> requests.Response:
        """POST this body; the answer with its own body read. Follows no redirect.

        Raises SourceUnavailable and SourceInvalid as `get` does.
        """
        return self._with_retries("POST", self._absolute(path_or_url), headers=headers, data=body)

    @contextmanager
    def stream(self, path_or_url: str, params=None, headers=None) -> Iterator[BufferedReader]:
        """A readable binary file of the body, for parsers that read piece by piece.

        Opening it is retried, reading is not: it raises SourceUnavailable when the body breaks
        off, SourceInvalid above the limit. A web page is refused.
        """
        url = self._absolute(path_or_url)
        with self._slots:
            response = tries(
                lambda: self._follow("GET", url, params=params, headers=headers),
                self.retries,
                self.backoff,
            )
            shown = shown_url(response.url)
            try:
                refuse_web_page(response)
                refuse_if_announced_too_large(response, shown, self.max_bytes)
                yield BufferedReader(LimitedReader(response, shown, self.max_bytes))
            finally:
                response.close()

    # --- One request ---------------------------------------------------------------------

    def _absolute(self, path_or_url: str) -> str:
        if _ABSOLUTE.match(path_or_url):
            return path_or_url
        if not path_or_url:
            return self.base_url
        return f"{self.base_url.rstrip('/')}/{path_or_url.lstrip('/')}"

    def _with_retries(self, method, url, missing=False, **kwargs):
        def attempt():
            response = self._follow(method, url, missing=missing, **kwargs)
            with response:
                if response.status_code in GONE:
                    return None
                self._read(response)
            return response

        with self._slots:
            return tries(attempt, self.retries, self.backoff)

    def _read(self, response):
        shown = shown_url(response.url)
        try:
            read_all(response, shown, self.max_bytes, self.max_seconds)
        except NETWORK_ERRORS as error:
            raise TryAgain(unreachable(shown, error)) from None

    def _follow(self, method, url, *, params=None, headers=None, data=None, missing=False):
        """Send, and follow redirects by hand: each hop is judged and gets only its own headers."""
        own = headers or {}
        for _hop in range(MAX_REDIRECTS + 1):
            response = self._send(method, url, params, self._headers_for(url, own), data)
            target = response.headers.get("Location")
            if response.status_code not in REDIRECTS or not target:
                return self._checked(response, missing)
            response.close()
            if method != "GET":
                raise SourceInvalid(
                    _("%(url)s redirects a form elsewhere.") % {"url": shown_url(url)}
                )
            target = urljoin(response.url, target)
            if not same_origin(origin(url), origin(target)):
                own = _harmless(own)
            url, params = target, None
        raise SourceInvalid(_("%(url)s redirects in circles.") % {"url": shown_url(url)})

    def _headers_for(self, url, own):
        at_home = same_origin(self._origin, origin(url))
        return {**(self.headers if at_home else _harmless(self.headers)), **own}

    def _send(self, method, url, params, headers, data):
        try:
            return self._session.ask(
                method, url, params=params, headers=headers, data=data, timeout=self.timeout
            )
        except NETWORK_ERRORS as error:
            failure = unreachable(shown_url(url), error)
            if isinstance(error, (requests.exceptions.SSLError, ValueError)):
                raise failure from None
            raise TryAgain(failure) from None

    def _checked(self, response, missing):
        status = response.status_code
        if status < 300 or status == 304 or (missing and status in GONE):
            return response
        error = refusal(response)
        response.close()
        if status < 400:
            raise SourceInvalid(
                _("%(url)s redirects to nowhere.") % {"url": shown_url(response.url)}
            )
        if status == 429 or status >= 500:
            raise TryAgain(error, retry_after(response))
        raise error


def _harmless(headers):
    """The headers without secrets, which may be sent to any host."""
    names = {"accept", "accept-language", "if-none-match", "if-modified-since"}
    return {name: value for name, value in headers.items() if name.lower() in names}
