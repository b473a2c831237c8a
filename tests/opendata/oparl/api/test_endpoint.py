"""The endpoint: structure of every type, references, what is embedded, what is hidden, headers."""

from datetime import timedelta

import pytest

from harvest.models import Run
from opendata.oparl.api.links import BODY_LISTS
from opendata.oparl.models import (
    MODELS,
    AgendaItem,
    BodyChoice,
    Location,
    Meeting,
    MeetingOrganization,
    Organization,
    OrganizationChoice,
    Paper,
    Person,
)
from tests.opendata.oparl.api import builders
from tests.opendata.oparl.api.builders import link, make, withdraw
from tests.opendata.oparl.api.conftest import ROOT

pytestmark = pytest.mark.django_db
SCHEMA = "https://schema.oparl.org/1.1/"


def id_of(row) -> str:
    return f"{ROOT}{type(row).__name__.lower()}/{row.pk}"


def test_the_way_in_names_the_list_of_bodies(council, get):
    system = get()
    assert system["id"] == ROOT
    assert system["type"] == f"{SCHEMA}System"
    assert system["oparlVersion"] == SCHEMA
    assert system["modified"] == "2026-02-01T10:00:00+01:00"
    assert [body["id"] for body in get(system["body"])["data"]] == [id_of(council.body)]


def test_without_bodies_the_endpoint_is_there_and_empty(get):
    assert get(get()["body"])["data"] == []


@pytest.mark.parametrize("short", ["/oparl", "/oparl/", "/oparl/v1.1"])
def test_shorter_addresses_lead_to_the_way_in(council, client, short):
    response = client.get(short, follow=True)
    assert response.redirect_chain[-1][0] == "/oparl/v1.1/"
    assert response.json()["id"] == ROOT


def test_a_body_names_the_lists_of_one_point_one(council, get):
    body = get(id_of(council.body))
    lists = {name: body[name] for name in BODY_LISTS}
    assert len(set(lists.values())) == 10
    for name, type in BODY_LISTS.items():
        found = get(lists[name])["data"]
        assert {one["type"] for one in found} == {SCHEMA + type}
        assert len(found) == MODELS[type].objects.published().count()
    assert body["system"] == ROOT
    assert body["license"] == council.system.license
    assert body["legislativeTerm"][0]["name"] == "2024–2029"
    assert "body" not in body["legislativeTerm"][0]
    assert body["location"]["id"] == id_of(council.hall)


def test_every_object_and_every_embedded_one_answers_by_its_id(council, get):
    def ids(value):
        if isinstance(value, dict):
            if "id" in value:
                yield value["id"], value["type"]
            for one in value.values():
                yield from ids(one)
        elif isinstance(value, list):
            for one in value:
                yield from ids(one)

    body = get(id_of(council.body))
    seen = {pair for name in BODY_LISTS for pair in ids(get(body[name]))}
    assert len(seen) > 15
    for id, type in seen:
        one = get(id)
        assert (one["id"], one["type"]) == (id, type)
        assert one["created"] and one["modified"]


def test_every_reference_leads_to_an_object(council, get, walk):
    body = get(id_of(council.body))
    known = {one["id"] for name in BODY_LISTS for one in walk(body[name])} | {body["id"], ROOT}

    def references(value, name=""):
        if isinstance(value, dict):
            for key, one in value.items():
                yield from references(one, key)
        elif isinstance(value, list):
            for one in value:
                yield from references(one, name)
        elif isinstance(value, str) and value.startswith(ROOT):
            yield value

    lists = {body[name] for name in BODY_LISTS}
    for name in BODY_LISTS:
        for one in get(body[name])["data"]:
            more = {one["meeting"], one["consultation"]} if "Organization" in one["type"] else set()
            assert set(references(one)) <= known | lists | more


def test_a_paper_embeds_and_refers_as_the_standard_says(council, get):
    paper = get(id_of(council.paper))
    assert paper["name"] == "Neubau der Brücke"
    assert paper["date"] == "2026-02-01"
    assert paper["keyword"] == ["Verkehr"]
    assert paper["mainFile"]["size"] == 1234
    assert [one["id"] for one in paper["auxiliaryFile"]] == [id_of(council.plan)]
    assert paper["auxiliaryFile"][0]["derivativeFile"] == [id_of(council.picture)]
    assert paper["location"][0]["geojson"]["geometry"]["coordinates"] == [10.5, 50.9]
    assert paper["originatorPerson"] == [id_of(council.person)]
    assert paper["originatorOrganization"] == [id_of(council.faction)]
    assert paper["underDirectionOf"] == [id_of(council.board)]
    assert paper["relatedPaper"] == [id_of(council.earlier)]
    (consultation,) = paper["consultation"]
    assert consultation["authoritative"] is True
    assert consultation["meeting"] == id_of(council.meeting)
    assert consultation["agendaItem"] == id_of(council.item)
    assert consultation["organization"] == [id_of(council.board)]
    assert "paper" not in consultation
    assert "paper" not in paper["mainFile"]


def test_a_meeting_embeds_its_agenda_in_order(council, get):
    AgendaItem.objects.filter(pk=council.items[0].pk).update(order=5)
    meeting = get(id_of(council.meeting))
    assert [item["name"] for item in meeting["agendaItem"]] == ["Neubau der Brücke", "Eröffnung"]
    first = meeting["agendaItem"][0]
    assert first["consultation"] == id_of(council.consultation)
    assert first["resolutionFile"]["id"] == id_of(council.resolution)
    assert first["auxiliaryFile"][0]["id"] == id_of(council.plan)
    assert "meeting" not in first
    assert meeting["participant"] == [id_of(council.person)]
    assert meeting["invitation"]["name"] == "Einladung"
    assert meeting["start"] == "2026-03-02T18:30:00+01:00"
    assert "body" not in meeting


def test_a_listed_file_and_place_tell_who_holds_them(council, get):
    plan = get(id_of(council.plan))
    assert plan["meeting"] == [id_of(council.meeting)]
    assert plan["agendaItem"] == [id_of(council.item)]
    assert plan["paper"] == [id_of(council.paper)]
    assert get(id_of(council.proposal))["paper"] == [id_of(council.paper)]
    hall = get(id_of(council.hall))
    assert hall["bodies"] == [id_of(council.body)]
    assert hall["organizations"] == [id_of(council.board)]
    assert hall["papers"] == [id_of(council.paper)]
    assert hall["meetings"] == [id_of(council.meeting)]
    assert "persons" not in hall


def test_a_person_embeds_memberships_an_organization_refers_to_them(council, get):
    person = get(id_of(council.person))
    assert person["title"] == ["Dr."]
    (membership,) = person["membership"]
    assert membership["organization"] == id_of(council.board)
    assert membership["onBehalfOf"] == id_of(council.faction)
    assert "person" not in membership
    assert get(membership["id"])["person"] == id_of(council.person)
    board = get(id_of(council.board))
    assert board["membership"] == [membership["id"]]
    assert get(id_of(council.faction))["subOrganizationOf"] == id_of(council.board)


def test_contact_data_is_told_as_far_as_the_models_hold_it(council, get):
    assert not {"email", "phone", "location", "locationObject"} & get(id_of(council.person)).keys()
    home = make(Location, street_address="Lindenweg 3")
    Person.objects.filter(pk=council.person.pk).update(email=["ada@example.org"], location=home)
    person = get(id_of(council.person))
    assert person["email"] == ["ada@example.org"]
    assert person["location"] == id_of(home)
    assert person["locationObject"]["streetAddress"] == "Lindenweg 3"


def test_an_organization_lists_its_meetings_and_consultations(council, get):
    board = get(id_of(council.board))
    assert [one["id"] for one in get(board["meeting"])["data"]] == [id_of(council.meeting)]
    (one,) = get(board["consultation"])["data"]
    assert (one["id"], one["paper"]) == (id_of(council.consultation), id_of(council.paper))
    assert get(get(id_of(council.faction))["meeting"])["data"] == []


def test_what_the_vendor_adds_is_not_passed_on(council, get):
    Paper.objects.filter(pk=council.paper.pk).update(raw='{"STERNBERG:sortierung": 7}')
    assert not [name for name in get(id_of(council.paper)) if ":" in name]


def test_what_one_point_one_demands_is_there_even_if_the_source_was_silent(council, get):
    bare = make(AgendaItem, meeting=council.meeting)
    assert get(id_of(bare))["order"] == 0
    nameless = builders.file(access_url="", download_url="https://rat.example/d/1")
    assert get(id_of(nameless))["accessUrl"] == "https://rat.example/d/1"
    assert get(id_of(builders.body(name="")))["name"]


def test_created_is_never_after_modified(council, get):
    late = council.paper.changed_at + timedelta(days=400)
    Paper.objects.filter(pk=council.paper.pk).update(created=late)
    paper = get(id_of(council.paper))
    assert paper["created"] == paper["modified"]


# --- Hidden and withdrawn ------------------------------------------------------------------


def test_what_was_withdrawn_is_a_tombstone_and_nothing_refers_to_it(council, get):
    withdraw(council.meeting)
    stone = get(id_of(council.meeting))
    assert stone.keys() == {"id", "type", "created", "modified", "deleted"}
    assert stone["deleted"] is True
    assert stone["modified"] == "2026-02-02T10:00:00+01:00"
    assert "meeting" not in get(id_of(council.consultation))
    assert "meeting" not in get(id_of(council.plan))
    withdraw(council.plan)
    paper = get(id_of(council.paper))
    assert "auxiliaryFile" not in paper


def test_a_hidden_organization_is_a_tombstone_with_all_that_is_its_own(council, client, get):
    OrganizationChoice.objects.create(organization=council.board, visible=False)
    hidden = (council.board, council.meeting, council.membership, council.item)
    for row in (*hidden, council.invitation, council.resolution):
        assert get(id_of(row)).keys() == {"id", "type", "created", "modified", "deleted"}
    body = get(id_of(council.body))
    assert get(body["meeting"])["data"] == get(body["agendaItem"])["data"] == []
    assert str(id_of(council.board) + '"') not in str(get(body["paper"])).replace("'", '"')
    assert {one["id"] for one in get(body["file"])["data"]} == {
        id_of(one) for one in (council.proposal, council.plan, council.picture)
    }
    assert "membership" not in get(id_of(council.person))
    assert client.get(f"{id_of(council.board)}/meeting").status_code == 404


def test_a_meeting_that_somebody_else_holds_too_stays(council, get):
    OrganizationChoice.objects.create(organization=council.board, visible=False)
    MeetingOrganization.objects.create(
        meeting=council.meeting, organization=council.faction, position=1, key="x"
    )
    assert get(id_of(council.meeting))["organization"] == [id_of(council.faction)]


def test_a_hidden_body_takes_all_that_is_its_own(council, client, get):
    other = builders.body(name="Bezirk Süd")
    kept = make(Paper, body=other, name="Spielplatz")
    BodyChoice.objects.create(body=council.body, visible=False)
    assert [one["id"] for one in get("body")["data"]] == [id_of(other)]
    hidden = (council.body, council.paper, council.item, council.person, council.term)
    for row in (*hidden, council.consultation, council.proposal, council.hall, council.membership):
        assert get(id_of(row))["deleted"] is True
    assert get(id_of(kept))["name"] == "Spielplatz"


def test_bodies_of_one_source_have_lists_of_their_own(council, walk):
    other = builders.body(name="Bezirk Süd")
    paper = make(Paper, body=other, name="Spielplatz", main_file=builders.file("Spielplatz"))
    meeting = make(Meeting, body=other, name="Bezirksrat")
    item = make(AgendaItem, meeting=meeting, order=0)
    council_member = make(Organization, body=other, name="Bezirksrat")
    link(MeetingOrganization, meeting, council_member)
    expected = {"paper": paper, "meeting": meeting, "agendaitem": item, "file": paper.main_file}
    expected["organization"] = council_member
    for name, row in expected.items():
        assert [one["id"] for one in walk(f"body/{other.pk}/{name}")] == [id_of(row)]
        assert id_of(row) not in {one["id"] for one in walk(f"body/{council.body.pk}/{name}")}
    for name in ("person", "membership", "consultation", "locationlist", "legislativetermlist"):
        assert walk(f"body/{other.pk}/{name}") == []
        assert walk(f"body/{council.body.pk}/{name}")


def test_what_has_no_body_is_in_the_list_of_the_only_one(council, walk):
    stray = make(Paper, name="Ohne Körperschaft")
    assert id_of(stray) in {one["id"] for one in walk(f"body/{council.body.pk}/paper")}


# --- HTTP ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "paper/999999",
        "paper/99999999999999999999999999",
        "paper/x",
        "nonsense/1",
        "system/1",
        "body/999999/paper",
        "nonsense",
        "body/1/nonsense",
        "organization/1/paper",
        "../v1.0/",
    ],
)
def test_what_is_unknown_is_missing_in_json(db, client, path):
    response = client.get(ROOT + path)
    assert response.status_code == 404
    assert response.json() == {
        "type": f"{SCHEMA}Error",
        "message": response.json()["message"],
    }
    assert response["Access-Control-Allow-Origin"] == "*"


def test_lists_of_what_does_not_belong_to_it_are_missing(council, client):
    assert client.get(f"{id_of(council.body)}/system").status_code == 404
    assert client.get(f"{id_of(council.board)}/paper").status_code == 404


def test_answers_are_open_and_conditional(council, client):
    first = client.get(id_of(council.paper))
    assert first["Access-Control-Allow-Origin"] == "*"
    assert first["X-Robots-Tag"] == "noindex"
    again = client.get(id_of(council.paper), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Paper.objects.update(name="Anders")
    changed = client.get(id_of(council.paper), headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_the_end_of_a_run_is_the_last_change(council, client):
    assert "Last-Modified" not in client.get(id_of(council.paper))
    Run.objects.create(
        source=council.body.source, trigger="command", finished_at=council.paper.changed_at
    )
    first = client.get(id_of(council.paper))
    assert first["Last-Modified"] == "Sun, 01 Feb 2026 09:00:00 GMT"
    headers = {"if-modified-since": first["Last-Modified"]}
    assert client.get(id_of(council.paper), headers=headers).status_code == 304


def test_head_options_and_nothing_else(council, client):
    assert client.head(id_of(council.paper)).status_code == 200
    asked = client.options(id_of(council.paper))
    assert asked.status_code == 204
    assert "GET" in asked["Access-Control-Allow-Methods"]
    refused = client.post(id_of(council.paper), {"name": "x"})
    assert refused.status_code == 405
    assert refused.json()["type"] == f"{SCHEMA}Error"


# --- Pages for people ----------------------------------------------------------------------


def test_web_is_our_page_where_there_is_one_and_the_sources_where_not(council, get):
    assert get(id_of(council.paper))["web"] == f"http://testserver/rat/vorlagen/{council.paper.pk}/"
    assert get(id_of(council.meeting))["web"].startswith("http://testserver/rat/")
    type(council.consultation).objects.update(web="https://rat.example/web/beratung/1")
    assert get(id_of(council.consultation))["web"] == "https://rat.example/web/beratung/1"
    assert "web" not in get(id_of(council.hall))
