import pytest

from harvest.models import Source
from outbound.errors import SourceInvalid, SourceUnavailable
from outbound.factory import client_for, secret_of

from .server import send_json

KEY = "geheimer-schluessel-4711"


def test_the_key_of_a_source_comes_from_the_environment(monkeypatch):
    source = Source(name="he", secret_name="HESSEN_API_KEY")
    monkeypatch.setenv("HESSEN_API_KEY", f" {KEY} ")
    assert secret_of(source) == KEY
    assert secret_of(Source(name="offen")) == ""


@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_key_that_is_not_set_is_named(monkeypatch, value):
    monkeypatch.delenv("HESSEN_API_KEY", raising=False)
    if value is not None:
        monkeypatch.setenv("HESSEN_API_KEY", value)
    with pytest.raises(SourceUnavailable, match="HESSEN_API_KEY"):
        secret_of(Source(name="he", secret_name="HESSEN_API_KEY"))


def test_the_sites_own_secrets_are_no_keys_of_a_source(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "die-seite-selbst")
    with pytest.raises(SourceUnavailable):
        secret_of(Source(name="x", secret_name="SECRET_KEY"))


def test_client_for_takes_address_user_agent_and_private_hosts(server, settings):
    settings.HARVEST_PRIVATE_HOSTS = ["127.0.0.1"]
    settings.HARVEST_USER_AGENT = "Stadttor/2 (+mailto:amt@example.org)"
    server.answers["/"] = send_json("1")
    assert client_for(Source(url=server.url)).get_json("/")[0] == 1
    assert server.headers_of(0)["User-Agent"] == settings.HARVEST_USER_AGENT


@pytest.mark.parametrize("url", ["", "/var/katalog.xml", "file:///etc/passwd", "http://"])
def test_a_source_without_a_web_address_has_no_client(url):
    with pytest.raises(SourceInvalid):
        client_for(Source(url=url))
