import socket

import pytest

from outbound.client import Client
from outbound.errors import SourceInvalid, SourceUnavailable
from outbound.ssrf import Guard, is_public

from .server import send_json


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - judged, not bound
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2002:5db8:d70e::",
        "fec0::1",
        "feff:ffff::1",
        "fd00:ec2::254",
        "100::1",
        "100:0:0:1::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:30::1",
        "2001:db8::1",
        "3fff::1",
        "5f00::1",
        "64:ff9b:1::5db8:d70e",
        "64:ff9b::a00:1",
        "::7f00:1",
        "::ffff:0:7f00:1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "4000::1",
        "0.1.2.3",
        "100.100.100.200",
        "192.0.0.8",
        "192.0.0.170",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "239.255.255.250",
    ],
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "93.184.215.14",
        "172.15.255.255",
        "100.63.255.255",
        "192.0.1.1",
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c%eth0",
        "2001:200::1",
        "2a02:908::1",
        "::ffff:93.184.215.14",
        "64:ff9b::5db8:d70e",
    ],
)
def test_addresses_that_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize("listed", ["katalog.intern", "KATALOG.intern.", "10.1.2.3", "10.1.0.0/16"])
def test_listed_hosts_and_networks_may_be_private(listed):
    assert Guard([listed]).allows("katalog.intern", "10.1.2.3")


def test_a_listed_name_does_not_open_other_names():
    assert not Guard(["katalog.intern"]).allows("boese.example", "10.1.2.3")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://127.1:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f.0.0.1:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://[::ffff:7f00:1]:{port}/",
        "http://[::127.0.0.1]:{port}/",
        "http://[64:ff9b::127.0.0.1]:{port}/",
        "http://[::1%25lo]:{port}/",
        "http://0177.0.0.1:{port}/",
        "http://017700000001:{port}/",
        "http://0x7f000001:{port}/",
        "http://127.0.0.1.:{port}/",
        "http://①②⑦.⓪.⓪.①:{port}/",
        "http://127。0。0。1:{port}/",
        "http://user@127.0.0.1:{port}/",
        "http://0:{port}/",
    ],
)
def test_no_spelling_of_a_private_address_gets_through(server, url):
    server.answers["/"] = send_json("1")
    client = Client(url.format(port=server.port), retries=0)
    with pytest.raises((SourceInvalid, SourceUnavailable)):
        client.get("/")
    assert server.requests == []


def test_one_private_address_among_several_refuses_the_host(server, monkeypatch):
    resolve(monkeypatch, ["93.184.215.14", "127.0.0.1"])
    with pytest.raises(SourceInvalid):
        Client(f"http://katalog.example:{server.port}", retries=0).get("/")
    assert server.requests == []


def test_a_name_is_resolved_once_and_the_judged_address_is_used(server, monkeypatch):
    """DNS rebinding: public when judged, private when used. There is no second look-up."""
    asked = resolve(monkeypatch, ["127.0.0.1"], ["10.9.9.9"])
    server.answers["/"] = send_json("1")
    client = Client(f"http://katalog.example:{server.port}", private_hosts=["127.0.0.1"], retries=0)
    assert client.get_json("/")[0] == 1
    assert asked == ["katalog.example"]
    assert server.headers_of(0)["Host"] == f"katalog.example:{server.port}"


def test_a_second_address_is_tried_when_the_first_refuses(server, monkeypatch):
    resolve(monkeypatch, ["127.0.0.9", "127.0.0.1"])
    server.answers["/"] = send_json("1")
    client = Client(
        f"http://katalog.example:{server.port}", private_hosts=["127.0.0.0/8"], retries=0
    )
    assert client.get_json("/")[0] == 1


def test_behind_a_proxy_a_private_address_is_refused_too(server, monkeypatch):
    monkeypatch.setenv("http_proxy", server.url)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with pytest.raises(SourceInvalid):
        Client("http://10.1.2.3/", retries=0).get("/")
    assert server.requests == []


def test_a_proxy_of_the_environment_is_used(server, monkeypatch):
    monkeypatch.setenv("http_proxy", server.url)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    server.answers["http://katalog.invalid/liste"] = send_json("1")
    assert Client("http://katalog.invalid", retries=0).get_json("/liste")[0] == 1


def resolve(monkeypatch, *answers):
    """Names under .example resolve to these addresses, one answer after the other."""
    asked, left, real = [], list(answers), socket.getaddrinfo

    def getaddrinfo(host, port, *args, **kwargs):
        if not str(host).endswith(".example"):
            return real(host, port, *args, **kwargs)
        asked.append(host)
        addresses = left.pop(0)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked
