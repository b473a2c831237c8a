"""Our own client and harvest read our own endpoint over HTTP, and get the same objects."""

import pytest

from harvest.models import Source
from opendata.oparl.harvest.client import client_of
from opendata.oparl.harvest.probe import Findings, probe
from opendata.oparl.models import (
    MODELS,
    BodyChoice,
    Meeting,
    Organization,
    OrganizationChoice,
    Paper,
)
from tests.opendata.oparl.harvest.harvesting import at, from_now_on, harvest, source_at, state

# What differs because it is the site's own: identity, addresses, what is derived from them.
OWN = {"url", "key", "content_hash", "web", "lists"}
COMPARED = [type for type in MODELS if type != "System"]


def endpoint(live_server) -> str:
    return f"{live_server.url}/oparl/v1.1/"


def council_of(source, live_server=None) -> dict:
    """{type: {id at our endpoint: values}}; live_server: where `source` is the original."""
    told = state(source)
    ids = {}
    if live_server:
        ids = {
            url: f"{endpoint(live_server)}{type.lower()}/{pk}"
            for type, model in MODELS.items()
            for url, pk in model.objects.filter(source=source).values_list("url", "pk")
        }

    def renamed(name, value):
        if isinstance(value, list) and value and isinstance(value[0], tuple):
            # What dangles at the source is no reference for others.
            return [ids.get(url, url) for _key, url in value if url]
        return ids.get(value, value) if name.endswith("__url") else value

    return {
        type: {
            ids.get(url, url): {
                name: found
                for name, value in row.items()
                if name not in OWN
                and not name.endswith("_key")
                and name != "system__url"
                and (found := renamed(name, value)) != []
            }
            for url, row in told[type].items()
        }
        for type in COMPARED
    }


def mirror_of(live_server):
    return source_at(endpoint(live_server), name="spiegel")


def hide(source):
    """So that the mirror does not appear in the endpoint that it mirrors."""
    for body in MODELS["Body"].objects.filter(source=source):
        BodyChoice.objects.get_or_create(body=body, visible=False)


def without_license(council):
    """A body's licence may come from its system."""
    for row in council["Body"].values():
        row.pop("license")
    return council


@pytest.mark.django_db(transaction=True)
def test_a_harvest_of_our_endpoint_brings_the_same_council(source, live_server):
    harvest(source)
    mirror = mirror_of(live_server)
    outcome = harvest(mirror)
    original = without_license(council_of(source, live_server))
    assert without_license(council_of(mirror)) == original
    assert all(original[type] for type in COMPARED)
    assert not outcome.run.warnings


@pytest.mark.django_db(transaction=True)
def test_the_old_version_is_offered_as_one_point_one(old_source, live_server):
    harvest(old_source)
    mirror = mirror_of(live_server)
    harvest(mirror)
    original = without_license(council_of(old_source, live_server))
    assert without_license(council_of(mirror)) == original


@pytest.mark.django_db(transaction=True)
def test_changes_and_deletions_arrive_by_an_incremental_harvest(server, source, live_server):
    harvest(source)
    mirror = mirror_of(live_server)
    harvest(mirror)
    hide(mirror)
    from_now_on(server)
    server.council.touch("paper/1", name="Ganz neuer Name")
    server.council.delete("paper/2")
    server.council.delete("meeting/1")
    gone = [at(server, path) for path in ("paper/2", "meeting/1")]
    harvest(source)
    report = harvest(mirror).report
    assert Paper.objects.get(source=mirror, name="Ganz neuer Name").is_published
    for row in gone:
        copy = type(row).objects.get(
            source=mirror, url=f"{endpoint(live_server)}{row._meta.model_name}/{row.pk}"
        )
        assert not copy.is_published
    assert report.withdrawn >= 2
    assert Meeting.objects.published().for_source(mirror).exists()
    original = without_license(council_of(source, live_server))
    assert without_license(council_of(mirror)) == original


@pytest.mark.django_db(transaction=True)
def test_what_editors_hide_and_show_again_arrives_by_an_incremental_harvest(
    server, source, live_server
):
    harvest(source)
    mirror = mirror_of(live_server)
    harvest(mirror)
    hide(mirror)
    before = council_of(mirror)
    mirror.refresh_from_db()
    Source.objects.filter(pk=mirror.pk).update(withdrawal_percent=100)
    committee = at(server, "organization/2")
    choice = OrganizationChoice.objects.create(organization=committee, visible=False)
    harvest(mirror)
    copies = Organization.objects.for_source(mirror).filter(url__endswith=f"/{committee.pk}")
    assert not copies.get().is_published
    fresh = source_at(endpoint(live_server), name="frisch")
    harvest(fresh)
    hide(fresh)
    assert council_of(mirror) == council_of(fresh)
    assert council_of(mirror) != before
    choice.visible = True
    choice.save()
    harvest(mirror)
    assert copies.get().is_published
    assert council_of(mirror) == before


@pytest.mark.django_db(transaction=True)
def test_a_second_harvest_of_an_unchanged_endpoint_writes_nothing(source, live_server):
    harvest(source)
    mirror = mirror_of(live_server)
    harvest(mirror)
    hide(mirror)
    for full in (False, True):
        report = harvest(mirror, full=full).report
        assert (report.created, report.updated, report.withdrawn) == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_our_endpoint_passes_the_self_test_for_every_wish(source, live_server):
    harvest(source)
    with client_of(mirror_of(live_server)) as client:
        (body,) = client.bodies()
        findings = probe(client, body.fields.main_lists["Paper"])
    assert findings == Findings(limit=True, omit_internal=True, plus="encoded", filters=True)
