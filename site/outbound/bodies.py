"""Reading of response bodies within limits."""

import io
import time

from django.utils.translation import gettext as _
from requests import Response
from requests.exceptions import RequestException
from urllib3.exceptions import HTTPError

from .errors import SourceInvalid, SourceUnavailable

CHUNK = 64 * 1024
NETWORK_ERRORS = (RequestException, HTTPError, OSError)


class TooLarge(SourceInvalid):
    """The source sends more than the limit; a retry would not help."""

    def __init__(self, url: str, max_bytes: int):
        super().__init__(
            _("%(url)s sends more than the limit of %(limit)s kB.")
            % {"url": url, "limit": f"{max_bytes / 1024:.0f}"}
        )


def refuse_if_announced_too_large(response: Response, url: str, max_bytes: int):
    """Raise TooLarge by the Content-Length header, before anything is read."""
    announced = response.headers.get("Content-Length", "")
    if announced.isdigit() and int(announced) > max_bytes:
        raise TooLarge(url, max_bytes)


def read_all(response: Response, url: str, max_bytes: int, max_seconds: float):
    """Read the body into `response`, so that `.content`, `.text` and `.json()` work.

    The limit holds for the decoded size: a small compressed body may unfold to gigabytes.
    Raises TooLarge, SourceUnavailable when it trickles for longer than `max_seconds`, and the
    network errors of urllib3.
    """
    refuse_if_announced_too_large(response, url, max_bytes)
    deadline = time.monotonic() + max_seconds
    parts, size = [], 0
    for part in response.raw.stream(CHUNK, decode_content=True):
        size += len(part)
        if size > max_bytes:
            raise TooLarge(url, max_bytes)
        if time.monotonic() > deadline:
            raise SourceUnavailable(
                _("%(url)s is too slow: no end after %(seconds)s seconds.")
                % {"url": url, "seconds": f"{max_seconds:g}"}
            )
        parts.append(part)
    response._content = b"".join(parts)
    response._content_consumed = True


def beginning(response: Response, size: int = 4096) -> bytes:
    """The beginning of an error response's body, as far as it arrives."""
    try:
        return response.raw.read(size, decode_content=True)
    except NETWORK_ERRORS:
        return b""


class LimitedReader(io.RawIOBase):
    """A body as a readable binary file that stops at the limit.

    Raises TooLarge or SourceUnavailable while being read.
    """

    def __init__(self, response: Response, url: str, max_bytes: int):
        super().__init__()
        self.url = url
        self.max_bytes = max_bytes
        self.size = 0
        self._parts = response.raw.stream(CHUNK, decode_content=True)
        self._rest = b""

    def readable(self):
        return True

    def readinto(self, buffer):
        if not self._rest:
            self._rest = self._next_part()
        taken = self._rest[: len(buffer)]
        self._rest = self._rest[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)

    def _next_part(self) -> bytes:
        try:
            # An empty part is no end: a compressed stream may begin with nothing to show.
            part = next((part for part in self._parts if part), b"")
        except NETWORK_ERRORS as error:
            raise SourceUnavailable(
                _("%(url)s broke off after %(size)s kB (%(error)s).")
                % {
                    "url": self.url,
                    "size": f"{self.size / 1024:.0f}",
                    "error": type(error).__name__,
                }
            ) from None
        self.size += len(part)
        if self.size > self.max_bytes:
            raise TooLarge(self.url, self.max_bytes)
        return part
