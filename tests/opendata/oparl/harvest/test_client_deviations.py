"""Every deviation of real servers, switched on: nothing is lost, nothing stops the reading."""

import pytest

from opendata.oparl.schema import key
from outbound.errors import SourceError
from tests.fakes.oparl import FakeOparl
from tests.fakes.oparl_quirks import QUIRKS
from tests.fakes.server import running

from .reading import client_for, read_all

# With these a whole reading cannot succeed, and fails loudly; or they need a setting.
LOUD = {"error_page_200", "no_objects_in_data", "path_moved"}
# With these the address of an object, or what there is to be found, is another.
OTHER_OBJECTS = {"ids_in_query", "repeats_page", "next_is_self", "dead_organization_lists"}


@pytest.fixture(params=["1.0", "1.1"])
def server(request):
    with running(FakeOparl(version=request.param)) as server:
        yield server


@pytest.mark.parametrize("quirk", sorted(set(QUIRKS) - LOUD - OTHER_OBJECTS))
def test_nothing_is_lost(server, quirk):
    expected = set(read_all(server).objects)
    server.switch_on(quirk)
    found = read_all(server)
    if quirk == "no_legislative_terms" and server.version == "1.0":
        # Nobody else tells of them there.
        expected -= {key(server.id(f"legislativeterm/{number}")) for number in (1, 2)}
    assert set(found.objects) == expected
    assert all(found.complete.values())


@pytest.mark.parametrize("more", [(), ("tombstones_without_type",), ("hollow_tombstones",)])
def test_tombstones_in_lists_are_told_from_objects(server, more):
    server.council.delete("paper/11")
    server.switch_on("lists_tombstones", *more)
    found = read_all(server)
    tombstone = found.objects[key(server.id("paper/11"))]
    assert (tombstone.type, tombstone.deleted, found.live("Paper")) == ("Paper", True, 11)
    assert tombstone.fields.modified and not tombstone.fields.name
    assert found.warnings.counts["missing/Paper.type"] == (more == ("tombstones_without_type",))


@pytest.mark.parametrize("quirk", sorted(LOUD))
def test_what_is_no_list_fails_loudly(server, quirk):
    server.switch_on(quirk)
    with pytest.raises(SourceError):
        read_all(server)


def test_every_deviation_at_once_that_only_bends_objects(server):
    """The counts of a council that says everything wrongly."""
    plain = read_all(server)
    quirks = {name for name in QUIRKS if name.startswith(("noisy", "nbsp", "short", "latitude"))}
    quirks |= {"html_names", "vendor_properties", "misspelt", "control_characters"}
    server.switch_on(*quirks, "location_without_type", "end_at_midnight", "zoneless_times")
    bent = read_all(server)
    for type in ("Paper", "Meeting", "Person", "File", "Location", "AgendaItem"):
        assert bent.live(type) == plain.live(type)
    assert bent.warnings.counts.total() > plain.warnings.counts.total() + 50


def test_ids_in_the_query_are_kept_to_the_letter(server):
    server.switch_on("ids_in_query")
    found = read_all(server)
    assert len(found.objects) == 105
    assert key(f"{server.url}/oparl/v1/papers?id=3") in found.objects


def test_lists_in_circles_are_never_taken_for_whole_ones(server):
    server.switch_on("repeats_page", "no_totals")
    assert not read_all(server).complete["Paper"]


def test_ten_thousand_members_are_read_in_one_go(server):
    server.per_page = 500
    server.council.crowd("organization/1", 10_000)
    found = read_all(server)
    organization = found.objects[key(server.id("organization/1"))]
    assert found.live("Person") == 10_008 and found.live("Membership") == 10_011
    assert len(organization.fields.membership) == 10_005


def test_a_consultation_may_change_without_its_paper(server):
    """Why 1.1's child lists are asked, too."""
    since = server.council.now
    server.council.touch("consultation/1", parents=False, role="Anhörung")
    server.council.touch("consultation/2", silently=True, role="Anhörung")
    with client_for(server) as client:
        changed = {}
        for kind in ("paper", "consultation"):
            pages = client.walk(server.list_url(kind), modified_since=since)
            changed[kind] = [raw["id"] for page in pages for raw in page.objects]
    assert server.id("paper/1") not in changed["paper"]
    assert server.id("consultation/1") in changed["consultation"]
    assert server.id("consultation/2") not in changed["consultation"]
