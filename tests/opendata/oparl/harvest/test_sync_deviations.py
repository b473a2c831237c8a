"""Every deviation of real servers, through the whole harvest: nothing is lost or half."""

import pytest

from harvest.models import Run
from opendata.oparl.models import MODELS
from tests.fakes.oparl_quirks import QUIRKS
from tests.opendata.oparl.harvest.harvesting import harvest, live, outcome_of, source_at

pytestmark = pytest.mark.django_db

# Which objects these leave behind differs by what the switch takes away or adds.
REFUSED = {"error_page_200", "no_objects_in_data", "path_moved"}
ADDRESSES_DIFFER = {"ids_in_query"}
# The rest of the list cannot be had.
IN_CIRCLES = {"next_is_self", "repeats_page"}


def numbers() -> dict[str, int]:
    return {type: live(type) for type in MODELS}


@pytest.mark.parametrize("quirk", sorted(set(QUIRKS) - REFUSED - ADDRESSES_DIFFER - IN_CIRCLES))
def test_a_deviating_server_brings_the_whole_council(server, source, quirk):
    expected = server.council.counts()
    server.switch_on(quirk)
    harvest(source)
    for type in ("Organization", "Person", "Meeting", "Paper", "AgendaItem", "Membership"):
        assert live(type) == expected[type], type
    before = numbers()
    # A second run in full finds the same.
    report = harvest(source, full=True).report
    assert numbers() == before
    assert (report.withdrawn, report.held) == (0, 0)
    # The server is mended: what was odd is put right, nothing goes.
    server.quirks.clear()
    harvest(source, full=True)
    assert {type: live(type) for type in expected} == expected


@pytest.mark.parametrize("quirk", sorted(REFUSED))
def test_a_server_that_fails_is_no_empty_one(server, source, quirk):
    harvest(source)
    before = numbers()
    server.switch_on(quirk)
    outcome = outcome_of(source, full=True)
    assert outcome.run.status == Run.Status.FAILED
    assert outcome.run.error
    assert numbers() == before


@pytest.mark.parametrize("quirk", sorted(IN_CIRCLES))
def test_a_list_in_circles_is_told_and_takes_nothing_away(server, source, quirk):
    harvest(source)
    before = numbers()
    server.switch_on(quirk)
    report = harvest(source, full=True).report
    assert numbers() == before
    assert report.warnings.counts["list_without_end"] > 0


def test_a_moved_path_is_rewritten_by_the_sources_option(server, db):
    server.switch_on("path_moved")
    address = server.system_url.replace("/oparl/", "/ris/oparl/")
    source = source_at(address, options={"rewrite": {"/oparl": "/ris/oparl"}})
    harvest(source)
    assert live("Paper") == 12


def test_ids_in_the_query_are_other_objects(server, source):
    server.switch_on("ids_in_query")
    harvest(source)
    expected = server.council.counts()
    assert {type: live(type) for type in expected} == expected


@pytest.mark.parametrize("quirk", ["filter_is_503", "plus_raw_only"])
def test_where_the_filter_fails_the_option_reads_whole_lists(server, source, quirk):
    harvest(source)
    server.switch_on(quirk)
    assert outcome_of(source).run.status == Run.Status.FAILED
    source.options = {"filters": False} if quirk == "filter_is_503" else {"plus": "raw"}
    source.save()
    harvest(source)
    assert live("Paper") == 12
