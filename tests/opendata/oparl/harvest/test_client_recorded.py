"""A recorded server and real objects of many cities. Needs STADTTOR_REFERENCE_DATA."""

from collections import Counter

import orjson
import pytest

from harvest.report import Warnings
from opendata.oparl.schema import normalise, parse, type_name
from tests.fakes.oparl_recorded import RecordedOparl
from tests.fakes.server import running

from .reading import client_for, read_all

pytestmark = pytest.mark.reference_data

# Live objects that the lists tell of. With 35 places that are only referred to they are 17,369.
COUNTS = {
    "Body": 1,
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
TOMBSTONES = {"Meeting": 21, "Paper": 18}
# What the validator of another project found there, apart from what only asking can tell.
FOUND_BY_VALIDATOR = {
    "missing/Body.legislativeTerm": 1,
    "missing/Meeting.type": 21,
    "missing/Paper.type": 18,
    "empty/AgendaItem.number": 1,
}


@pytest.fixture
def server(reference_data):
    with running(RecordedOparl(reference_data / "oparl" / "huertgenwald")) as server:
        yield server


@pytest.fixture
def real(reference_data):
    return reference_data / "oparl"


def test_every_object_of_the_recorded_server_is_read(server):
    found = read_all(server)
    live = Counter(one.type for one in found.objects.values() if not one.deleted)
    assert live == COUNTS
    assert Counter(one.type for one in found.objects.values() if one.deleted) == TOMBSTONES
    assert all(found.complete.values())
    places = {one.fields.location for one in found.of_type("Person") if one.fields.location}
    unlisted = places - {one.id for one in found.of_type("Location")}
    assert len(unlisted) == 35 and live.total() + len(unlisted) == 17_369


def test_what_an_outside_validator_found_is_counted(server):
    counts = read_all(server).warnings.counts
    assert {kind: counts[kind] for kind in FOUND_BY_VALIDATOR} == FOUND_BY_VALIDATOR
    assert counts.total() == sum(FOUND_BY_VALIDATOR.values()) + 3


def test_what_only_asking_can_tell(server):
    """12 lists of meetings and 35 places do not answer."""
    found = read_all(server)
    lists = {one.fields.meeting for one in found.of_type("Organization")} - {""}
    places = {one.fields.location for one in found.of_type("Person")} - {""}
    with client_for(server) as client:
        assert len(lists) == 12
        assert {client.get(url).reason for url in lists | places} == {"missing"}


def test_each_object_answers_by_its_id(server):
    with client_for(server) as client:
        for path in ("/body/1/paper/60", "/body/1/agendaitem/3540", "/body/1/file/1-145"):
            assert client.get(server.id(path)).id == server.id(path)


def test_a_change_and_a_deletion_are_seen(server):
    first, second = ("/body/1/" + raw["id"].partition("/body/1/")[2] for raw in listed(server)[:2])
    server.touch(first, name="Neuer Name")
    server.delete(second)
    # Younger than everything in the recording.
    since = parse(server.object(first))[0].fields.modified
    with client_for(server) as client:
        [body] = client.bodies()
        pages = list(client.walk(body.fields.paper, modified_since=since))
        objects = [parse(raw, type="Paper")[0] for page in pages for raw in page.objects]
        assert {(one.id, one.deleted) for one in objects} == {
            (server.id(first), False),
            (server.id(second), True),
        }
        assert client.get(server.id(second)).reason == "deleted"
        meetings = list(client.walk(body.fields.meeting, modified_since=since))
        assert [page.objects for page in meetings] == [()] and meetings[0].complete


def listed(server):
    return [raw for raw in server.lists["/body/1/paper"] if not raw.get("deleted")]


def every_object(value):
    """Every JSON object with an id, at any depth."""
    if isinstance(value, list):
        for item in value:
            yield from every_object(item)
    elif isinstance(value, dict):
        if "id" in value and type_name(value):
            yield value
        else:
            for inner in value.values():
                yield from every_object(inner)


@pytest.mark.parametrize(
    ("folder", "number"),
    [("systems", 29), ("bodies", 29), ("allris-samples", 6), ("mst-objects", 8)]
    + [("examples-1.0", 7)],
)
def test_real_objects_of_many_cities_are_read(real, folder, number):
    read = 0
    for path in sorted((real / folder).glob("*.json")):
        for raw in every_object(normalise.loads(path.read_bytes())[0]):
            [own, *_embedded] = parse(raw)
            assert own.id == raw["id"] and own.type == type_name(raw)
            read += 1
    assert read >= number


def test_broken_json_of_a_real_server_is_read(real):
    data, odd = normalise.loads((real / "broken_json.broken_json").read_bytes())
    assert odd == "control_characters"
    [paper] = parse(data)
    assert paper.fields.name.startswith("Volkshochschule Braunschweig e. V. Umwandlung")
    assert paper.fields.name.isprintable()


def test_real_changes_of_a_server_of_1_1_are_read(real):
    warnings, read = Warnings(), Counter()
    for line in (real / "karlsruhe_deltas.jsonl").read_bytes().splitlines():
        delta = orjson.loads(line)
        for state in ("old", "new"):
            for parsed in parse(delta[state] or {}, warnings=warnings) if delta.get(state) else ():
                read[parsed.type] += 1
    assert read["Paper"] + read["Meeting"] >= 364
    assert not {kind for kind in warnings.counts if kind.startswith(("wrong_type", "unknown"))}
