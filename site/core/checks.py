"""System checks of what all apps share (`manage.py check`)."""

from collections.abc import Iterator

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.urls import URLPattern, URLResolver, get_resolver

MAILS_THAT_GO_NOWHERE = ("console", "dummy", "locmem", "filebased", "mail_files")


def check_public_posts(app_configs=None, **kwargs) -> list[CheckMessage]:
    """Report views that are exempt from the CSRF token and do not check the origin of a request.

    A view that is exempt from the token says by `origin_rule` how it keeps foreign websites out
    (submissions.guards, core.public_api).
    """
    return [
        Error(
            f"{_name(view)} ({address}) takes forms without a CSRF token and does not ask where "
            "they come from.",
            hint="Use submissions.guards.form_page, or open_to_all for what only reads.",
            id="core.E010",
        )
        for address, view in views(get_resolver())
        # Wagtail's own views ask for the session's token by themselves.
        if not address.startswith("admin/")
        and getattr(view, "csrf_exempt", False)
        and not getattr(view, "origin_rule", "")
    ]


def check_mail_leaves(app_configs=None, **kwargs) -> list[CheckMessage]:
    """`check --deploy`: mails that only stand in a log reach nobody."""
    kind = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if kind not in MAILS_THAT_GO_NOWHERE:
        return []
    return [
        Warning(
            "Mails are not sent: they are only written into the log or a folder.",
            hint="Set EMAIL_URL to the city's mail server, for example smtp+tls://host:587.",
            id="core.W011",
        )
    ]


def views(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, object]]:
    """(pattern of the address, view) of all URL patterns."""
    for pattern in resolver.url_patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield address, pattern.callback
        else:
            yield from views(pattern, address)


def _name(view):
    return f"{getattr(view, '__module__', '')}.{getattr(view, '__qualname__', view)}"
