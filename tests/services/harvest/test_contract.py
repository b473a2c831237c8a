"""The contract of all adapters: what is delivered, what is left alone, and how they fail."""

import pytest

from outbound.errors import SourceInvalid, SourceUnavailable
from services import records
from services.harvest import source_kinds
from services.models import Service
from tests.fakes.city import AGENCY, SERVICES
from tests.fakes.infodienste import API_KEY
from tests.fakes.server import running

from .adapters import ADAPTERS, FETCHING, KEY_NAME, deliver

LATER = "2026-03-01T08:00:00Z"


@pytest.fixture(params=ADAPTERS, ids=lambda adapter: adapter.kind)
def adapter(request, db, monkeypatch):
    monkeypatch.setenv(KEY_NAME, API_KEY)
    with running(request.param.fake()) as server:
        yield request.param(server, request.param.make_source(server))


fetching = pytest.mark.parametrize(
    "adapter", FETCHING, indirect=True, ids=lambda adapter: adapter.kind
)


def by_id(found):
    """Services of the city by id, without those of the federation."""
    return {each.ref.id: each for each in found["service"] if each.ref.agency == AGENCY}


def test_every_adapter_is_held_to_the_contract():
    assert {adapter.kind for adapter in ADAPTERS} == set(source_kinds.KINDS)


def test_a_reading_brings_the_whole_catalogue(adapter):
    found, delivery = adapter.read()
    assert {
        kind: len({each.ref for each in some}) for kind, some in found.items()
    } == adapter.counts
    assert delivery.complete == set(adapter.counts)


def test_a_second_reading_fetches_nothing_but_listings(adapter):
    everything = sum(adapter.counts.values())
    assert adapter.synced().created == everything
    adapter.server.requests.clear()
    second = adapter.synced()
    assert (second.created, second.updated, second.withdrawn) == (0, 0, 0)
    assert second.unchanged == everything
    assert adapter.server.requests and adapter.beyond_listings() == []


def test_only_what_changed_is_fetched(adapter):
    adapter.synced()
    adapter.catalogue.change("1007", title="Sperrmüll bestellen", updated=LATER)
    found, _delivery = adapter.read()
    fetched = [each.ref.id for each in found["service"] if not isinstance(each, records.Seen)]
    assert fetched == ["1007"]


def test_only_what_changed_is_written(adapter):
    adapter.synced()
    adapter.catalogue.change("1007", title="Sperrmüll bestellen", updated=LATER)
    adapter.server.requests.clear()
    report = adapter.synced()
    assert (report.created, report.updated, report.withdrawn) == (0, 1, 0)
    assert Service.objects.get(external_id="1007").title == "Sperrmüll bestellen"
    services = adapter.detail("").partition(AGENCY)[0]
    fetched = [path for path in adapter.beyond_listings() if path.startswith(services)]
    assert fetched == [adapter.detail("1007")] * adapter.requests_of_a_service


def test_a_full_run_fetches_everything(adapter):
    adapter.synced()
    found, _delivery = adapter.read(full=True)
    assert set(found) == set(adapter.counts)
    assert not any(isinstance(each, records.Seen) for some in found.values() for each in some)


def test_a_service_taken_out_is_missing_and_the_rest_is_complete(adapter):
    adapter.synced()
    adapter.catalogue.remove("1001")
    found, delivery = adapter.read()
    assert "1001" not in by_id(found)
    assert len(found["service"]) == adapter.counts["service"] - 1
    assert delivery.complete == set(adapter.counts)
    assert adapter.synced().by_kind["service"]["withdrawn"] == 1


def test_a_withdrawn_service_that_returns_is_read_again(adapter):
    adapter.synced()
    entry = adapter.catalogue.services["1016"]
    adapter.catalogue.remove("1016")
    assert adapter.synced().withdrawn
    adapter.catalogue.services["1016"] = entry
    found, _delivery = adapter.read()
    assert isinstance(by_id(found)["1016"], records.Service)
    adapter.synced()
    assert Service.objects.get(external_id="1016").withdrawn_at is None


@pytest.mark.parametrize(
    ("adapter", "path"),
    [
        pytest.param(adapter, path, id=f"{adapter.kind}-{path}")
        for adapter in ADAPTERS
        for path in adapter.faults
    ],
    indirect=["adapter"],
)
@pytest.mark.parametrize("fault", ["refused", "web page"])
def test_a_fault_anywhere_ends_the_reading(adapter, path, fault):
    if fault == "refused":
        adapter.server.fail(path, status=403)
        expected = SourceUnavailable
    else:
        adapter.server.show_login_page(path)
        expected = SourceInvalid
    delivery = deliver(adapter.job())
    with pytest.raises(expected):
        list(delivery.records)
    assert not delivery.complete


def test_a_failed_sync_leaves_the_catalogue_alone(adapter):
    adapter.synced()
    adapter.catalogue.services.clear()
    adapter.server.fail(adapter.last_path, status=403)
    with pytest.raises(SourceUnavailable):
        adapter.synced()
    adapter.server.behave()
    adapter.catalogue.services.update({entry.id: entry for entry in SERVICES})
    assert adapter.synced().unchanged == sum(adapter.counts.values())


@fetching
def test_a_service_that_goes_while_we_read_is_told(adapter):
    def vanish(request, respond=adapter.server.respond):
        if request.path == adapter.detail("1025"):
            adapter.catalogue.services.pop("1025", None)
        return respond(request)

    adapter.server.respond = vanish
    found, delivery = adapter.read()
    assert len(found["service"]) == adapter.counts["service"] - 1
    assert delivery.warnings.counts["vanished"] == 1


@fetching
def test_at_most_three_requests_at_once(adapter):
    adapter.server.delay = 0.02
    adapter.read()
    assert adapter.server.most_at_once == 3


@fetching
def test_progress_is_told(adapter):
    told = []
    adapter.read(progress=lambda *step: told.append(step))
    services = adapter.counts["service"]
    assert (services, services) in [step[1:] for step in told]
    assert all(done <= total for _stage, done, total in told if total is not None)
