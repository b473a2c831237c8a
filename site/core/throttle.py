"""How often one reader may do something, without keeping who they are.

Counts live in the cache under a keyed hash of the reader's network; the key changes every day. With
Redis all processes share the counts, with local memory each process has its own.
"""

import ipaddress

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

# A household has at least one such network of its own (RFC 6177).
IPV6_PREFIX = 64


def allow(what: str, who: str, limit: int, seconds: int) -> bool:
    """Count one more attempt; False when `who` has had `limit` attempts within `seconds`."""
    day = timezone.now().date().isoformat()
    digest = salted_hmac(f"core.throttle.{day}", f"{what}\0{who}", algorithm="sha256").hexdigest()
    key = f"throttle-{digest}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= limit
    except ValueError:
        # It ran out between the two lines.
        cache.set(key, 1, seconds)
        return True


def network_of(request) -> str:
    """The reader's IPv4 address or IPv6 network; "" when unknown.

    X-Forwarded-For counts only when the request comes from this machine's own web server (a Unix
    socket or loopback) or from one in TRUSTED_PROXIES, and of it only what that server wrote.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if _is_our_proxy(address):
        forwarded = request.headers.get("X-Forwarded-For", "")
        address = forwarded.rsplit(",", 1)[-1].strip() or address
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if found.version == 6 and found.ipv4_mapped:
        found = found.ipv4_mapped
    prefix = IPV6_PREFIX if found.version == 6 else found.max_prefixlen
    return str(ipaddress.ip_network((found, prefix), strict=False))


def _is_our_proxy(address: str) -> bool:
    if not address or address in settings.TRUSTED_PROXIES:
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
