"""Real councils: a whole recorded server over HTTP, and 364 real changes, one run after another."""

import itertools
from collections import defaultdict

import orjson
import pytest

from opendata.oparl.harvest import quality_report
from opendata.oparl.models import MODELS, Paper, RawObject
from tests.fakes.oparl_changes import ChangingOparl
from tests.fakes.oparl_recorded import RecordedOparl
from tests.fakes.server import running
from tests.opendata.oparl.harvest.harvesting import harvest, live, source_at, state

pytestmark = [pytest.mark.django_db, pytest.mark.reference_data]

# What was counted in the recorded server by hand.
COUNTS = {
    "System": 1,
    "Body": 1,
    "LegislativeTerm": 0,
    "Organization": 22,
    "Person": 49,
    "Membership": 533,
    "Meeting": 346,
    "AgendaItem": 5106,
    "Paper": 2097,
    "Consultation": 2228,
    "File": 6947,
    "Location": 5,
}
TOMBSTONES = 39
# What an outside validator found there.
ODD = {
    ("missing", "Body", "legislativeTerm"): 1,
    ("missing", "Meeting", "type"): 21,
    ("missing", "Paper", "type"): 18,
    ("empty", "AgendaItem", "number"): 1,
    ("dangling", "Person", "location"): 35,
    ("list_unreachable", "Organization", "meeting"): 12,
}


@pytest.fixture
def huertgenwald(reference_data):
    with running(RecordedOparl(reference_data / "oparl" / "huertgenwald")) as server:
        yield server


def test_a_whole_recorded_server_is_harvested_counted_and_found_odd(huertgenwald):
    source = source_at(huertgenwald.system_url)
    report = harvest(source).report
    assert {type: live(type) for type in MODELS} == COUNTS
    assert report.created == sum(COUNTS.values())
    assert RawObject.objects.filter(state="deleted").count() == TOMBSTONES
    found = {
        (one["kind"], one["object_type"], one["prop"]): one["number"]
        for one in quality_report.summary(source)
    }
    assert ODD.items() <= found.items()
    before = {type: list(model.objects.values()) for type, model in MODELS.items()}
    for full in (True, False):
        again = harvest(source, full=full).report
        assert (again.created, again.updated, again.withdrawn) == (0, 0, 0)
    assert {type: list(model.objects.values()) for type, model in MODELS.items()} == before


def test_a_touched_and_a_deleted_paper_are_followed_through(huertgenwald):
    source = source_at(huertgenwald.system_url)
    harvest(source)
    touched, deleted = Paper.objects.order_by("pk")[:2]
    base = f"{huertgenwald.url}{huertgenwald.base}"
    huertgenwald.touch(touched.url.removeprefix(base), name="Neuer Titel")
    huertgenwald.delete(deleted.url.removeprefix(base))
    report = harvest(source).report
    touched.refresh_from_db()
    deleted.refresh_from_db()
    assert touched.name == "Neuer Titel"
    assert deleted.withdrawn_at
    assert not deleted.main_file or deleted.main_file.withdrawn_at
    assert not deleted.consultation.published().exists()
    assert report.by_kind["paper"] == {"updated": 1, "withdrawn": 1, "unchanged": 0} or (
        report.by_kind["paper"]["updated"],
        report.by_kind["paper"]["withdrawn"],
    ) == (1, 1)


def test_after_every_real_change_the_state_equals_a_full_harvest(reference_data):
    lines = (reference_data / "oparl" / "karlsruhe_deltas.jsonl").read_bytes().splitlines()
    changes = [orjson.loads(line) for line in lines]
    assert len(changes) == 364
    with running(ChangingOparl(changes)) as server:
        source = source_at(server.system_url, withdrawal_percent=100)
        harvest(source)
        grouped = itertools.groupby(server.changes, key=lambda change: change["commit"])
        for number, (_commit, together) in enumerate(grouped):
            server.apply(together)
            harvest(source)
            fresh = source_at(server.system_url, name=f"neu-{number}")
            harvest(fresh)
            assert differences(state(source), state(fresh)) == {}
            forget(fresh)


def differences(ours, theirs) -> dict:
    found = defaultdict(list)
    for type in MODELS:
        for url in ours[type].keys() | theirs[type].keys():
            if ours[type].get(url) != theirs[type].get(url):
                found[type].append((url, ours[type].get(url), theirs[type].get(url)))
    return dict(found)


def forget(source):
    for model in MODELS.values():
        model.objects.filter(source=source).delete()
    source.delete()
