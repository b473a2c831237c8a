"""The city's own Matomo, if it has one: no cookies, no device data, no tracking on objection."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error


def script(request, page=None, **about) -> dict | None:
    """Teaser in the head; None without a Matomo, in previews and on error pages."""
    is_shown = settings.MATOMO_IS_ON and request is not None
    if not is_shown or getattr(request, "is_preview", False) or getattr(request, "is_error", False):
        return None
    return {"url": settings.MATOMO_URL.rstrip("/") + "/", "site": settings.MATOMO_SITE_ID}


def check_settings(app_configs=None, **kwargs) -> list[Error]:
    """System check: both settings or none, and an address that a policy can name."""
    if not settings.MATOMO_URL and not settings.MATOMO_SITE_ID:
        return []
    address = urlsplit(settings.MATOMO_URL)
    is_address = address.scheme in ("http", "https") and address.hostname
    is_plain = not any(sign in settings.MATOMO_URL for sign in " ;,'\"?#")
    if is_address and is_plain and str(settings.MATOMO_SITE_ID).isdecimal():
        return []
    return [
        Error(
            "Matomo is half set up.",
            hint="Set MATOMO_URL to its address (https://…/) and MATOMO_SITE_ID to the number of "
            "the website there, or neither.",
            id="quality.E001",
        )
    ]
