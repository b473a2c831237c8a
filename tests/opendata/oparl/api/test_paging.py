"""Lists: pages, filters, tombstones, omit_internal; what cannot be understood is refused."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opendata.oparl.models import AgendaItem, BodyChoice, Meeting, Paper, PaperFile
from tests.opendata.oparl.api import builders
from tests.opendata.oparl.api.builders import IMPORTED, link, make, withdraw
from tests.opendata.oparl.api.conftest import ROOT

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def body(db):
    return builders.body()


@pytest.fixture
def papers(body):
    """Changed at one hour after the other."""
    return [
        make(
            Paper,
            body=body,
            name=f"Vorlage {number}",
            created=IMPORTED - HOUR + number * HOUR,
            changed_at=IMPORTED + number * HOUR,
        )
        for number in range(5)
    ]


@pytest.fixture
def names(body, walk):
    def told(**filters):
        found = walk(f"body/{body.pk}/paper", **filters)
        return [one.get("name", "deleted") for one in found]

    return told


def test_a_long_list_comes_in_pages_of_a_hundred(body, get, walk):
    rows = builders.meetings(250, body)
    path = f"body/{body.pk}/meeting"
    first = get(path)
    assert len(first["data"]) == 100
    assert first["pagination"] == {"totalElements": 250, "elementsPerPage": 100}
    assert first["links"]["self"] == first["links"]["first"] == ROOT + path
    last = get(get(first["links"]["next"])["links"]["next"])
    assert len(last["data"]) == 50
    assert "next" not in last["links"]
    assert last["links"]["first"] == ROOT + path
    assert [one["id"] for one in walk(path)] == [f"{ROOT}meeting/{row.pk}" for row in rows]


def test_pages_end_where_the_list_does(body, get):
    builders.meetings(200, body)
    second = get(get(f"body/{body.pk}/meeting")["links"]["next"])
    assert len(second["data"]) == 100
    assert "next" not in second["links"]


def test_nothing_is_missed_when_the_list_changes_between_two_pages(body, get):
    rows = builders.meetings(250, body)
    first = get(f"body/{body.pk}/meeting")
    for row in rows[:60]:
        withdraw(row)
    Meeting.objects.filter(pk=rows[120].pk).update(name="Geändert", start=None)
    second = get(first["links"]["next"])
    assert [one["id"] for one in second["data"]] == [
        f"{ROOT}meeting/{row.pk}" for row in rows[100:200]
    ]


def test_limit_is_followed_up_to_a_hundred(body, papers, get):
    page = get(f"body/{body.pk}/paper", limit="2")
    assert len(page["data"]) == 2
    assert parse_qs(urlsplit(page["links"]["next"]).query)["limit"] == ["2"]
    assert get(f"body/{body.pk}/paper", limit="5000")["pagination"]["elementsPerPage"] == 100


def test_filters_by_time_of_change_are_inclusive(papers, names):
    def at(number):
        moment = (IMPORTED + number * HOUR).replace(microsecond=0)
        return moment.isoformat()

    assert names(modified_since=at(3)) == ["Vorlage 3", "Vorlage 4"]
    assert names(modified_until=at(1)) == ["Vorlage 0", "Vorlage 1"]
    assert names(modified_since=at(1), modified_until=at(2)) == ["Vorlage 1", "Vorlage 2"]
    assert names(modified_since=at(5)) == []


def test_filters_by_time_of_creation(papers, names):
    def at(number):
        return (IMPORTED - HOUR + number * HOUR).replace(microsecond=0).isoformat()

    assert names(created_since=at(3)) == ["Vorlage 3", "Vorlage 4"]
    assert names(created_until=at(0)) == ["Vorlage 0"]
    assert names(created_since=at(1), modified_until=at(3)) == ["Vorlage 1", "Vorlage 2"]


def test_what_the_source_did_not_date_was_created_when_it_was_imported(body, names, get):
    row = make(Paper, body=body, name="Undatiert", created=None)
    assert get(f"paper/{row.pk}")["created"] == "2026-02-01T10:00:00+01:00"
    assert names(created_since="2026-02-01T09:00:00Z") == ["Undatiert"]
    assert names(created_since="2026-02-01T09:00:01Z") == []


@pytest.mark.parametrize(
    "spelling",
    [
        "2026-02-01T13:00:00+01:00",
        "2026-02-01T12:00:00Z",
        "2026-02-01T12:00:00.000+00:00",
        "2026-02-01T13:00:00 01:00",
        "2026-02-01T13:00:00+0100",
    ],
)
def test_times_may_be_spelt_in_several_ways(papers, names, spelling):
    assert names(modified_since=spelling) == ["Vorlage 3", "Vorlage 4"]


def test_the_next_page_keeps_the_filters(body, papers, get):
    since = IMPORTED.isoformat(timespec="seconds")
    page = get(f"body/{body.pk}/paper", modified_since=since, limit="2", omit_internal="true")
    assert "%2B" in page["links"]["next"]
    query = parse_qs(urlsplit(page["links"]["next"]).query)
    assert query["modified_since"] == [since]
    assert query["omit_internal"] == ["true"]
    assert [one["name"] for one in get(page["links"]["next"])["data"]] == ["Vorlage 2", "Vorlage 3"]


# --- Tombstones ----------------------------------------------------------------------------


def test_tombstones_are_in_a_list_only_if_changes_are_asked_for(papers, names):
    withdraw(papers[1], IMPORTED + 10 * HOUR)
    left = ["Vorlage 0", "Vorlage 2", "Vorlage 3", "Vorlage 4"]
    long_ago = "2000-01-01T00:00:00Z"
    assert names() == left
    assert names(created_since=long_ago) == names(modified_until="2030-01-01T00:00:00Z") == left
    everything = ["Vorlage 0", "deleted", "Vorlage 2", "Vorlage 3", "Vorlage 4"]
    assert names(modified_since=long_ago) == everything


def test_a_tombstone_is_as_new_as_the_withdrawal(body, papers, names, walk):
    withdraw(papers[1], IMPORTED + 10 * HOUR)
    since = (IMPORTED + 9 * HOUR).isoformat(timespec="seconds")
    assert walk(f"body/{body.pk}/paper", modified_since=since) == [
        {
            "id": f"{ROOT}paper/{papers[1].pk}",
            "type": "https://schema.oparl.org/1.1/Paper",
            "created": "2026-02-01T10:00:00+01:00",
            "modified": "2026-02-01T20:00:00+01:00",
            "deleted": True,
        }
    ]
    later = (IMPORTED + 11 * HOUR).isoformat(timespec="seconds")
    assert names(modified_since=later) == []


def test_a_gone_body_and_gone_files_leave_tombstones_too(body, walk, client):
    paper = make(Paper, body=body)
    gone = builders.file()
    link(PaperFile, paper, gone)
    withdraw(gone)
    since = {"modified_since": "2000-01-01T00:00:00Z"}
    assert [one["deleted"] for one in walk(f"body/{body.pk}/file", **since)] == [True]
    withdraw(body)
    assert walk("body") == []
    assert [one["deleted"] for one in walk("body", **since)] == [True]
    assert client.get(f"{ROOT}body/{body.pk}").json()["deleted"] is True
    assert client.get(f"{ROOT}body/{body.pk}/paper").status_code == 404


def test_a_hidden_body_leaves_a_tombstone_for_those_who_ask_for_changes(body, papers, walk, client):
    BodyChoice.objects.create(body=body, visible=False)
    assert walk("body") == []
    assert [one["deleted"] for one in walk("body", modified_since="2000-01-01T00:00:00Z")] == [True]
    assert client.get(f"{ROOT}paper/{papers[0].pk}").json()["deleted"] is True
    assert client.get(f"{ROOT}body/{body.pk}/paper").status_code == 404


# --- omit_internal ---------------------------------------------------------------------------


def test_what_has_a_list_of_its_own_may_be_left_out(council, get):
    body = council.body.pk
    left_out = {
        "meeting": ("agendaItem", "auxiliaryFile"),
        "agendaitem": ("auxiliaryFile",),
        "paper": ("auxiliaryFile", "location"),
        "person": ("membership",),
    }
    for name, properties in left_out.items():
        full = {key for one in get(f"body/{body}/{name}")["data"] for key in one}
        less = {
            key for one in get(f"body/{body}/{name}", omit_internal="true")["data"] for key in one
        }
        assert full - less == set(properties)
    assert "legislativeTerm" not in get("body", omit_internal="true")["data"][0]
    assert "agendaItem" in get(f"body/{body}/meeting", omit_internal="false")["data"][0]


# --- Hostile -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("modified_since", "gestern"),
        ("modified_since", "2026-02-01"),
        ("modified_since", "2026-02-01T12:00:00"),
        ("modified_since", "2026-02-31T12:00:00Z"),
        ("modified_since", "2026-02-01T25:00:00Z"),
        ("modified_since", "0001-01-01T00:00:00+14:00"),
        ("created_until", "9999-12-31T23:59:59-12:00"),
        ("modified_until", "2026-02-01T12:00:00Z\\x00"),
        ("created_since", "' OR 1=1 --"),
        ("created_since", "٢٠٢٦-٠٢-٠١T12:00:00Z"),
        ("limit", "0"),
        ("limit", "-1"),
        ("limit", "many"),
        ("limit", "9" * 40),
        ("after", "-5"),
        ("after", "1; DROP TABLE"),
        ("after", "9" * 30),
        ("omit_internal", "maybe"),
    ],
)
def test_what_cannot_be_understood_is_refused_by_name(body, client, name, value):
    response = client.get(f"{ROOT}body/{body.pk}/paper", {name: value})
    assert response.status_code == 400
    error = response.json()
    assert error["type"] == "https://schema.oparl.org/1.1/Error"
    assert error["message"].startswith(f"{name}: ")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_other_peoples_parameters_and_empty_ones_are_ignored(papers, names):
    assert len(names(page="7", q="\x00'\"", modified_since="", limit="")) == 5


def test_the_largest_page_number_is_an_empty_page(body, papers, get):
    assert get(f"body/{body.pk}/paper", after="9" * 18)["data"] == []


# --- Queries -------------------------------------------------------------------------------


def counted(get, path) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert get(path)["data"]
    return len(queries)


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("organization", 13),
        ("person", 12),
        ("membership", 10),
        ("meeting", 21),
        ("paper", 22),
        ("agendaitem", 14),
        ("consultation", 13),
        ("file", 11),
        ("locationlist", 9),
        ("legislativetermlist", 9),
    ],
)
def test_a_page_costs_the_same_few_queries_however_long(council, client, get, name, most):
    client.get("/gibt-es-nicht/")  # the site is known
    path = f"body/{council.body.pk}/{name}"
    few = counted(get, path)
    for _one in range(3):
        builders._meeting_and_paper(council)
    AgendaItem.objects.filter(order=1).update(consultation=council.consultation)
    assert counted(get, path) <= few <= most
