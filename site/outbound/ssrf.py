"""Protection against server-side request forgery: the addresses that a source may have.

A name is resolved once per connection, every address it has is judged, and the connection goes
to the very address that was judged: a name that changes between check and use (DNS rebinding)
gains nothing. Not covered: a proxy from the environment resolves names itself, so behind a proxy
only addresses written as numbers, and names this machine can resolve, are judged.
Source: OWASP SSRF Prevention Cheat Sheet; IANA special-purpose address registries.
"""

import ipaddress
import os
import socket
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import requests
from django.utils.translation import gettext as _
from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from .errors import SourceInvalid

# IANA special-purpose address registries (RFC 6890 and later), written out: what Python's
# `is_global` knows of them differs from version to version.
_SPECIAL = {
    4: tuple(
        ipaddress.ip_network(network)
        for network in (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",
            "100.64.0.0/10",  # shared by customers of a provider
            "127.0.0.0/8",
            "169.254.0.0/16",  # link-local, metadata of clouds
            "172.16.0.0/12",
            "192.0.0.0/24",  # IETF protocol assignments
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # 6to4 relays, given up
            "192.168.0.0/16",
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, broadcast
        )
    ),
    6: tuple(
        ipaddress.ip_network(network)
        for network in (
            "2001::/23",  # IETF protocol assignments: Teredo, ORCHID, benchmarks …
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4, given up: leads to the IPv4 address in it
            "3fff::/20",  # documentation
        )
    ),
}
# All that is given out. Outside lie loopback, link-local, site-local (fec0::/10), unique local,
# multicast, discard, SRv6 and the NAT64 prefix for local use.
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, also the IPv4 hidden in an IPv6."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip.version == 6:
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip not in _GLOBAL_UNICAST:
            return False
    return not any(ip in network for network in _SPECIAL[ip.version])


class Guard:
    """Judges hosts. `private_hosts`: names, addresses or networks that may be private."""

    def __init__(self, private_hosts=()):
        self.names = frozenset(_plain(host) for host in private_hosts)
        self.networks = tuple(filter(None, (_network(host) for host in private_hosts)))

    def allows(self, host: str, address: str) -> bool:
        ip = ipaddress.ip_address(address.partition("%")[0])
        listed = any(ip.version == net.version and ip in net for net in self.networks)
        return listed or _plain(host) in self.names or is_public(address)

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of `host`. Raises socket.gaierror; SourceInvalid if one is refused."""
        host = _plain(host)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(entry[4][0] for entry in found))
        for address in addresses:
            if not self.allows(host, address):
                raise SourceInvalid(
                    _(
                        "%(host)s lies at the private address %(address)s, "
                        "and HARVEST_PRIVATE_HOSTS does not list it."
                    )
                    % {"host": host, "address": address}
                )
        return addresses

    def check_url(self, url: str):
        """Raises SourceInvalid for anything but a public http(s) address, as far as known."""
        parts = split_url(url)
        try:
            self.addresses(parts.hostname, parts.port or 0)
        except (socket.gaierror, UnicodeError):
            # The proxy may know the name; nothing to judge here.
            return


def split_url(url: str):
    """The parts of an http(s) address. Raises SourceInvalid for anything else."""
    try:
        parts = urlsplit(url)
        readable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise SourceInvalid(_("The source's address cannot be read.")) from None
    if parts.scheme.lower() not in ("http", "https") or not readable:
        raise SourceInvalid(
            _("Only http and https addresses are read, not “%(scheme)s:”.")
            % {"scheme": parts.scheme}
        )
    return parts


class GuardedAdapter(HTTPAdapter):
    """An HTTPAdapter whose connections go only to addresses that `guard` has judged."""

    def __init__(self, guard: Guard, **kwargs):
        self.guard = guard
        super().__init__(**kwargs)

    def init_poolmanager(self, connections, maxsize, block=False, **kwargs):
        super().init_poolmanager(connections, maxsize, block, **kwargs)
        self.poolmanager = PoolManager(
            num_pools=connections, maxsize=maxsize, block=block, **kwargs
        )
        self.poolmanager.pool_classes_by_scheme = {
            "http": _pool_class(HTTPConnectionPool, HTTPConnection, self.guard),
            "https": _pool_class(HTTPSConnectionPool, HTTPSConnection, self.guard),
        }


class GuardedSession(requests.Session):
    """The only way out: it judges each address, keeps no cookies, takes no key from anywhere.

    private_hosts: see Guard. max_parallel: connections that it keeps to one host.
    """

    def __init__(self, private_hosts, max_parallel: int, user_agent: str):
        super().__init__()
        self.guard = Guard(private_hosts)
        # No ~/.netrc: a key must not go out because a file happens to name the host.
        self.trust_env = False
        self.verify = (
            os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True
        )
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self.headers["Accept-Encoding"] = "gzip, deflate"
        if user_agent:
            self.headers["User-Agent"] = user_agent
        adapter = GuardedAdapter(self.guard, pool_maxsize=max_parallel, max_retries=0)
        self.mount("http://", adapter)
        self.mount("https://", adapter)

    def ask(self, method: str, url: str, **kwargs) -> requests.Response:
        """The answer to one request, its body unread; a redirect is an answer like any other.

        Raises SourceInvalid for an address that is refused, and what requests raises.
        """
        split_url(url)
        proxies = requests.utils.get_environ_proxies(url)
        if proxies:
            self.guard.check_url(url)
        return self.request(
            method, url, allow_redirects=False, stream=True, proxies=proxies, **kwargs
        )


def _pool_class(pool, connection, guard):
    guarded = type("Guarded" + connection.__name__, (_GuardedConnection, connection), {})
    guarded.guard = guard
    return type("Guarded" + pool.__name__, (pool,), {"ConnectionCls": guarded})


class _GuardedConnection:
    """Resolves and judges by itself; TLS still verifies the certificate for the host's name."""

    guard: Guard

    def _new_conn(self):
        try:
            addresses = self.guard.addresses(self._dns_host, self.port)
        except (socket.gaierror, UnicodeError) as error:
            raise NameResolutionError(self.host, self, error) from error
        for address in addresses:
            last = address == addresses[-1]
            try:
                return create_connection(
                    (address, self.port),
                    self.timeout,
                    source_address=self.source_address,
                    socket_options=self.socket_options,
                )
            except TimeoutError as error:
                if last:
                    raise ConnectTimeoutError(self, f"{self.host} timed out") from error
            except OSError as error:
                if last:
                    raise NewConnectionError(self, f"{self.host} refused: {error}") from error
        raise NewConnectionError(self, f"{self.host} has no address")


def _plain(host: str) -> str:
    return host.strip().strip("[]").rstrip(".").lower()


def _network(host: str):
    try:
        return ipaddress.ip_network(host.strip().strip("[]"), strict=False)
    except ValueError:
        return None
