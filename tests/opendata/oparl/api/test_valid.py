"""Every page of the endpoint against the standard's own schemas, embedded objects included."""

from datetime import datetime
from functools import cache

import orjson
import pytest
from jsonschema import Draft7Validator, FormatChecker, ValidationError

from opendata.oparl.api.links import BODY_LISTS
from opendata.oparl.models import MODELS
from opendata.oparl.schema import is_web_address
from tests.fakes.oparl_recorded import RecordedOparl
from tests.fakes.server import running
from tests.opendata.oparl.api.builders import withdraw
from tests.opendata.oparl.api.test_harvested import (
    COMPARED,
    council_of,
    mirror_of,
    without_license,
)
from tests.opendata.oparl.harvest.harvesting import harvest, source_at

pytestmark = pytest.mark.reference_data
FORMATS = FormatChecker(formats=["date"])


@FORMATS.checks("url")
def _is_url(value):
    return is_web_address(value)


@FORMATS.checks("date-time", raises=ValueError)
def _is_moment(value):
    """As the standard wants it: with an offset, without fractions."""
    moment = datetime.fromisoformat(value)
    return moment.tzinfo is not None and moment.microsecond == 0 and "T" in value


@pytest.fixture
def judge(reference_data):
    """Raises when an object, or one embedded in it, is not what its schema says."""

    @cache
    def validator(type):
        path = reference_data / "oparl" / "schema-1.1" / f"{type}.json"
        schema = orjson.loads(path.read_bytes())
        return schema, Draft7Validator(schema, format_checker=FORMATS)

    def check(one):
        type = one["type"].rpartition("/")[2]
        schema, valid = validator(type)
        valid.validate(one)
        assert one.keys() <= schema["properties"].keys()
        # The text of 1.1 demands them of every object.
        assert one["created"] <= one["modified"]
        for name, value in one.items():
            told = schema["properties"][name]
            embedded = told.get("schema") or told.get("items", {}).get("schema")
            if embedded and told.get("references") != "externalList":
                for inner in value if isinstance(value, list) else [value]:
                    assert inner["type"].rpartition("/")[2] == embedded.removesuffix(".json")
                    check(inner)
            # Empty values are left out, but for what must be there.
            assert value not in ("", None, [], {}) or name in schema["required"]

    return check


def judged(judge, get, walk) -> int:
    """Everything from the way in on; how many objects stood in lists."""
    system = get()
    judge(system)
    number = 0
    for body in walk(system["body"]):
        judge(body)
        for name in BODY_LISTS:
            for one in walk(body[name]):
                judge(one)
                number += 1
    return number


def test_one_of_everything_is_valid(council, judge, get, walk):
    assert judged(judge, get, walk) == sum(
        MODELS[type].objects.count() for type in BODY_LISTS.values()
    )
    for name, one in (("body", council.body), ("organization", council.board)):
        lists = {"body": BODY_LISTS, "organization": ("meeting", "consultation")}[name]
        for kind in lists:
            for found in walk(f"{name}/{one.pk}/{kind.lower()}", omit_internal="true"):
                judge(found)


@pytest.mark.parametrize(
    "wrong",
    [{"modified": "2026-02-01T10:00:00"}, {"web": "N/A"}, {"date": "1.2.2026"}, {"name": None}],
)
def test_what_is_invalid_is_noticed(council, judge, get, wrong):
    paper = get(f"paper/{council.paper.pk}")
    judge(paper)
    with pytest.raises(ValidationError):
        judge({**paper, **wrong})
    with pytest.raises(ValidationError):
        judge({**paper, "mainFile": {**paper["mainFile"], **wrong}})


def test_tombstones_keep_what_every_object_must_have(council, get, walk, reference_data):
    for row in (council.paper, council.meeting):
        withdraw(row)
    for type, row in (("paper", council.paper), ("meeting", council.meeting)):
        (one,) = (
            found
            for found in walk(
                f"body/{council.body.pk}/{type}", modified_since="2000-01-01T00:00:00Z"
            )
            if found.get("deleted")
        )
        path = reference_data / "oparl" / "schema-1.1" / f"{type.capitalize()}.json"
        Draft7Validator(orjson.loads(path.read_bytes()), format_checker=FORMATS).validate(one)
        assert one["id"].endswith(f"/{row.pk}")


@pytest.mark.django_db(transaction=True)
def test_a_whole_recorded_council_is_valid_and_comes_back_the_same(
    reference_data, live_server, judge, get, walk
):
    with running(RecordedOparl(reference_data / "oparl" / "huertgenwald")) as server:
        source = source_at(server.system_url)
        harvest(source)
    # Counted by hand: 17,369 with the system, the body, and 35 places that are never delivered.
    assert judged(judge, get, walk) == 17_333
    mirror = mirror_of(live_server)
    harvest(mirror)
    original = without_license(council_of(source, live_server))
    copy = without_license(council_of(mirror))
    for type in COMPARED:
        assert copy[type] == original[type]
    assert (len(copy["Paper"]), len(copy["Meeting"])) == (2097, 346)
