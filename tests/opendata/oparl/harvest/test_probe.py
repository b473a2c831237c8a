"""The self-test tells what a server understands before it is asked that way."""

import pytest

from opendata.oparl.harvest.probe import Findings, probe
from outbound.errors import SourceUnavailable
from tests.fakes.oparl import FakeOparl
from tests.fakes.server import running

from .reading import client_for


@pytest.fixture
def server():
    with running(FakeOparl()) as server:
        yield server


def findings(server):
    with client_for(server) as client:
        return probe(client, server.list_url("paper"))


def test_a_server_that_does_as_it_should(server):
    assert findings(server) == Findings(
        limit=True, omit_internal=True, plus="encoded", filters=True
    )


@pytest.mark.parametrize("quirk", ["limit_is_400", "limit_without_next", "limit_ignored"])
def test_limits_that_must_not_be_set(server, quirk):
    server.switch_on(quirk)
    assert not findings(server).limit


@pytest.mark.parametrize("quirk", ["empty_is_404", "empty_is_400", "empty_is_bare_list"])
def test_errors_for_empty_lists_are_filters_that_work(server, quirk):
    server.switch_on(quirk)
    assert findings(server).filters


def test_a_plus_sign_that_must_be_raw(server):
    server.switch_on("plus_raw_only")
    assert (findings(server).plus, findings(server).filters) == ("raw", True)


def test_filters_that_do_not_work(server):
    server.switch_on("filter_is_503")
    assert (findings(server).plus, findings(server).filters) == ("", False)


def test_filters_that_are_ignored(server):
    with client_for(server) as client:
        server.switch_on("organizations_ignore_filter")
        assert not probe(client, server.list_url("organization")).filters


def test_a_list_that_does_not_answer_tells_nothing(server):
    server.fail("/oparl/v1/body/1/paper", status=503)
    with pytest.raises(SourceUnavailable):
        findings(server)
