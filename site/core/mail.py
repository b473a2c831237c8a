"""Identifiers that all mails of the site share."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac


def host() -> str:
    """The name of the site, as it stands in identifiers."""
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"


def message_id(what: str, *about) -> str:
    """The Message-ID of one mail, the same whenever it is sent again.

    A process that is killed between the mail server's answer and our note sends it twice: by its
    identifier many mailboxes keep one, and a person sees that it is one. about: what distinguishes
    this mail from all others of its kind, and who it goes to; nothing of it can be read back.
    """
    key = "\0".join(map(str, about))
    digest = salted_hmac(f"core.mail.{what}", key, algorithm="sha256").hexdigest()
    return f"<{digest[:40]}@{host()}>"
