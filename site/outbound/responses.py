"""Checks of responses, with error messages for editors."""

import json
import ssl
import time
from email.utils import parsedate_to_datetime

import requests
from django.utils.translation import gettext as _

from core.text.normalise import clean_json

from .bodies import beginning
from .errors import SourceInvalid, SourceUnavailable
from .redaction import shown_url
from .ssrf import split_url

GONE = frozenset({404, 410})


def origin(url):
    """(scheme, host, port), or None for anything but http(s) addresses."""
    try:
        parts = split_url(url)
    except SourceInvalid:
        return None
    scheme = parts.scheme.lower()
    return scheme, parts.hostname.lower(), parts.port or {"http": 80, "https": 443}[scheme]


def same_origin(ours, theirs) -> bool:
    """Also true for the step from http to https on one host's standard ports."""
    upgrade = ours and theirs and (ours[0], theirs[0]) == ("http", "https")
    if upgrade and (ours[2], theirs[2]) == (80, 443):
        return ours[1] == theirs[1]
    return ours is not None and ours == theirs


def parsed_json(response):
    """The value of an answer in JSON, fit for the database.

    NUL and halves of surrogate pairs go; NaN and infinite numbers become null.
    """
    refuse_web_page(response)
    shown = shown_url(response.url)
    try:
        text = response.content.decode("utf-8-sig")
        return clean_json(json.loads(text, object_pairs_hook=_unambiguous))
    except (ValueError, RecursionError) as error:
        raise SourceInvalid(
            _("%(url)s answers, but not with JSON (%(error)s).")
            % {"url": shown, "error": _position(error)}
        ) from None


def _unambiguous(pairs):
    """Reject duplicate names: every reader would take another value (RFC 8259, section 4)."""
    found = dict(pairs)
    if len(found) < len(pairs):
        for name, value in pairs:
            if found[name] != value:
                raise _Ambiguous(name)
    return found


class _Ambiguous(ValueError):
    """A name stands twice in one object."""


def _position(error):
    if isinstance(error, _Ambiguous):
        return _("“%(name)s” stands twice in one object") % {"name": str(error)[:80]}
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, {error.lineno}:{error.colno}"
    return type(error).__name__


def refuse_web_page(response):
    """Raise SourceInvalid for a login page or an error page with status 200."""
    if "html" in response.headers.get("Content-Type", "").lower():
        raise SourceInvalid(
            _("%(url)s answers with a web page instead of data.") % {"url": shown_url(response.url)}
        )


def unreachable(shown, error):
    if isinstance(error, (requests.Timeout, TimeoutError)) or "timed out" in str(error):
        return SourceUnavailable(_("%(url)s does not answer in time.") % {"url": shown})
    if isinstance(error, requests.exceptions.SSLError):
        return SourceUnavailable(_no_certificate(error) % {"url": shown})
    return SourceUnavailable(
        _("%(url)s cannot be reached (%(error)s).") % {"url": shown, "error": type(error).__name__}
    )


# OpenSSL's X509_V_ERR_…: the issuer is not known, of the first certificate or of all.
_UNKNOWN_ISSUER = frozenset({20, 21})
_EXPIRED = 10
_OTHER_HOST = 62


def _no_certificate(error) -> str:
    """The fault of the certificate, as far as OpenSSL reports it, and what to do."""
    code = getattr(_cause(error, ssl.SSLCertVerificationError), "verify_code", None)
    if code in _UNKNOWN_ISSUER:
        return _(
            "%(url)s has a certificate of an unknown issuer. Most likely its server does not send "
            "the intermediate certificate: its operator has to add it. Until then, a file with it "
            "can be named in REQUESTS_CA_BUNDLE."
        )
    if code == _EXPIRED:
        return _("The certificate of %(url)s has expired. Its operator has to renew it.")
    if code == _OTHER_HOST:
        return _("%(url)s has a certificate for another host. Is the address right?")
    return _("%(url)s has no valid certificate.")


def _cause(error, kind):
    """The error of this kind that is wrapped in another, at any depth; None if there is none."""
    while error is not None and not isinstance(error, kind):
        wrapped = [getattr(error, "reason", None), *error.args, error.__cause__, error.__context__]
        error = next((one for one in wrapped if isinstance(one, BaseException)), None)
    return error


def refusal(response) -> SourceUnavailable:
    """The error for a response with this status; reads the beginning of its body."""
    error = SourceUnavailable(_refusal_in_words(response))
    error.status, error.said = response.status_code, beginning(response)
    return error


def _refusal_in_words(response):
    values = {"url": shown_url(response.url), "status": response.status_code}
    if response.status_code in (401, 403):
        return _("%(url)s refuses access (%(status)s). Is the key right?") % values
    if response.status_code == 429:
        return _("%(url)s asks us to slow down (429), also after several tries.") % values
    if response.status_code in GONE:
        return _("%(url)s does not exist (%(status)s). Is the address right?") % values
    return _("%(url)s reports an error (%(status)s).") % values


def retry_after(response) -> float | None:
    """Seconds by the Retry-After header, a number or a date (RFC 9110, section 10.2.3)."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, moment.timestamp() - time.time())
