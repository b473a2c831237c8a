"""Real TLS on loopback: certificates that are wrong end as SourceUnavailable, and say why."""

import datetime as dt
import ssl

import pytest
import trustme
from django.utils import translation

from outbound.client import Client
from outbound.errors import SourceUnavailable
from tests.harvest.server import Server, send

HOST = "localhost"


@pytest.fixture
def authority():
    """A root that the machine trusts, and an intermediate authority that it has signed."""
    root = trustme.CA()
    return root, root.create_child_ca()


@pytest.fixture
def secure(tmp_path, monkeypatch, authority):
    """secure(certificate, chain): the address of a server with this certificate."""
    root, _intermediate = authority
    bundle = tmp_path / "roots.pem"
    root.cert_pem.write_to_path(bundle)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    servers = []

    def start(certificate, chain=slice(None)):
        path = tmp_path / "server.pem"
        path.write_bytes(
            certificate.private_key_pem.bytes()
            + b"".join(blob.bytes() for blob in certificate.cert_chain_pems[chain])
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        server = Server()
        servers.append(server)
        server.answers["/"] = send(200, b"{}")
        server.wrap(context)
        return f"https://{HOST}:{server.port}/"

    yield start
    for server in servers:
        server.stop()


def fetch(url):
    with Client(url, private_hosts=["127.0.0.1", HOST], retries=0) as client:
        return client.get("")


def refused(url) -> str:
    with translation.override("en"), pytest.raises(SourceUnavailable) as refusal:
        fetch(url)
    return str(refusal.value)


def test_a_whole_chain_is_trusted(secure, authority):
    _root, intermediate = authority
    assert fetch(secure(intermediate.issue_cert(HOST))).status_code == 200


def test_a_missing_intermediate_certificate_is_named(secure, authority):
    _root, intermediate = authority
    message = refused(secure(intermediate.issue_cert(HOST), chain=slice(1)))
    assert "intermediate certificate" in message
    assert "REQUESTS_CA_BUNDLE" in message


def test_the_missing_certificate_may_be_named_in_a_file(secure, authority, tmp_path, monkeypatch):
    root, intermediate = authority
    url = secure(intermediate.issue_cert(HOST), chain=slice(1))
    # What the server does not send, as its authority publishes it.
    missing = intermediate.issue_cert("other.example").cert_chain_pems[1]
    bundle = tmp_path / "all.pem"
    bundle.write_bytes(root.cert_pem.bytes() + missing.bytes())
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    assert fetch(url).status_code == 200


def test_an_expired_certificate_is_named(secure, authority):
    root, _intermediate = authority
    past = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    assert "expired" in refused(secure(root.issue_cert(HOST, not_after=past)))


def test_a_certificate_for_another_host_is_named(secure, authority):
    root, _intermediate = authority
    assert "another host" in refused(secure(root.issue_cert("other.example")))
