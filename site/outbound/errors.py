"""Errors of sources. "Down" never looks like "empty". No Django here."""


class SourceError(Exception):
    """A harvest cannot go on; nothing was written."""


class SourceUnavailable(SourceError):
    """The source cannot be reached or refuses us: network, time-out, 401, 403, 429, 5xx.

    status: the HTTP status of a refusal, None when there was no answer.
    said: the beginning of the response body, for clients that know their servers; never shown.
    """

    status: int | None = None
    said: bytes = b""


class SourceInvalid(SourceError):
    """The source responds with invalid data: HTML for JSON, broken XML, half a listing."""


class AlreadyRunning(SourceError):
    """Another run of the same source is under way."""


class NotReleasable(SourceError):
    """The run is not held, is released already, or a later run has made it obsolete."""
