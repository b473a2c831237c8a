"""Redaction of secrets in messages, logs and reprs. No Django here."""

import base64
import logging
import re
import threading
from urllib.parse import quote, quote_plus, urlsplit, urlunsplit

MASK = "•••"
# Variables that hold the site's own secrets: no source may name them.
FORBIDDEN_SECRET_NAMES = frozenset(
    {
        "SECRET_KEY",
        "DATABASE_URL",
        "TEST_DATABASE_URL",
        "EMAIL_URL",
        "REDIS_URL",
        "SEARCH_URL",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "PGPASSWORD",
    }
)
# Shorter ones would mask ordinary words.
_SHORTEST_SECRET = 4
_SECRET_PARAMETER = re.compile(
    r"(?i)\b((?:api[_-]?key|key|(?:access_|refresh_|id_)?token|client_secret|secret|password|sig)=)"
    r"[^&\s\"'<>]+"
)
_lock = threading.Lock()
_known: set[str] = set()


def remember_secret(secret: str):
    """From now on this process masks `secret`, plain and in the encodings that HTTP uses."""
    if not secret or len(secret) < _SHORTEST_SECRET:
        return
    encoded = base64.b64encode(secret.encode()).decode()
    with _lock:
        _known.update({secret, quote(secret, safe=""), quote_plus(secret), encoded})


def redact(text: object) -> str:
    """`text` with every known secret, password in an address and key parameter masked."""
    text = str(text)
    with _lock:
        known = sorted(_known, key=len, reverse=True)
    for secret in known:
        text = text.replace(secret, MASK)
    text = re.sub(r"(?i)(https?://)[^/@\s]+@", rf"\1{MASK}@", text)
    return _SECRET_PARAMETER.sub(rf"\1{MASK}", text)


def shown_url(url: str) -> str:
    """The address for messages: without user, password, query and fragment values of secrets."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return redact(url)
    host = parts.netloc.rpartition("@")[2]
    return redact(urlunsplit((parts.scheme, host, parts.path, parts.query, "")))


class RedactingFilter(logging.Filter):
    """Masks secrets in what a library logs, e.g. the request lines of urllib3 at DEBUG."""

    def filter(self, record):
        record.msg, record.args = redact(record.getMessage()), ()
        return True


def guard_library_logs():
    """Put the filter on the loggers that print addresses; once is enough."""
    for name in ("urllib3.connectionpool", "urllib3.connection", "urllib3.util.retry"):
        logger = logging.getLogger(name)
        if not any(isinstance(one, RedactingFilter) for one in logger.filters):
            logger.addFilter(RedactingFilter())
