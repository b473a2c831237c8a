"""How often one reader may do something, without keeping who they are.

Counts live in the database under a keyed hash of the reader's network; the key changes every day.
So all processes share them, and nothing that is asked for in masses pushes them out, as it would in
a cache.
"""

import ipaddress
from datetime import timedelta

from django.conf import settings
from django.db import connections, router
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

# A household has at least one such network of its own (RFC 6177).
IPV6_PREFIX = 64
# One statement, so that of two processes at once each gets a number of its own.
_COUNT = """
    INSERT INTO {table} (key, count, ends_at) VALUES (%(key)s, 1, %(ends_at)s)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN {table}.ends_at <= %(now)s THEN 1 ELSE {table}.count + 1 END,
        ends_at = CASE WHEN {table}.ends_at <= %(now)s THEN excluded.ends_at
                       ELSE {table}.ends_at END
    RETURNING count
"""


def allow(what: str, who: str, limit: int, seconds: int) -> bool:
    """Count one more attempt; False when `who` has had `limit` attempts within `seconds`."""
    return count(what, who, seconds) <= limit


def count(what: str, who: str, seconds: int) -> int:
    """The number of this attempt of `who` within the `seconds` that began with the first one."""
    from core.models import ThrottleCount

    now = timezone.now()
    connection = connections[router.db_for_write(ThrottleCount)]
    moment = ThrottleCount._meta.get_field("ends_at").get_db_prep_value
    values = {
        "key": _key(what, who),
        "now": moment(now, connection),
        "ends_at": moment(now + timedelta(seconds=seconds), connection),
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(table=ThrottleCount._meta.db_table), values)
        [(number,)] = cursor.fetchall()
    return number


def uncount(what: str, who: str) -> None:
    """Take one attempt back that does not count after all."""
    from core.models import ThrottleCount

    rows = ThrottleCount.objects.filter(pk=_key(what, who), count__gt=0)
    rows.update(count=F("count") - 1)


def _key(what: str, who: str) -> str:
    day = timezone.now().date().isoformat()
    return salted_hmac(
        f"submissions.throttle.{day}", f"{what}\0{who}", algorithm="sha256"
    ).hexdigest()


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
