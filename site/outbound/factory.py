"""Factory of the client for one source, with the site's settings and the source's key."""

import os

from django.conf import settings
from django.utils.translation import gettext as _

from .client import Client
from .errors import SourceUnavailable
from .redaction import FORBIDDEN_SECRET_NAMES, remember_secret
from .ssrf import split_url


def client_for(source, **kwargs) -> Client:
    """A client for `source.url` with the settings' User-Agent and private hosts.

    Raises SourceInvalid when the source has no http(s) address.
    """
    split_url(source.url)
    kwargs.setdefault("private_hosts", settings.HARVEST_PRIVATE_HOSTS)
    kwargs.setdefault("user_agent", settings.HARVEST_USER_AGENT)
    return Client(source.url, **kwargs)


def secret_of(source) -> str:
    """The source's key from the environment, "" when it needs none.

    Raises SourceUnavailable when the variable is named but not set.
    """
    name = source.secret_name
    if not name:
        return ""
    secret = "" if name in FORBIDDEN_SECRET_NAMES else os.environ.get(name, "").strip()
    if not secret:
        raise SourceUnavailable(
            _("The key is missing: the environment variable %(name)s is not set.") % {"name": name}
        )
    remember_secret(secret)
    return secret
