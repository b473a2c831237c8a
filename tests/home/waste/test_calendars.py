"""The calendar of a house, read by ical.js (tests.readers) and given back to the import."""

import datetime as dt

import pytest

from home.waste import importing
from home.waste.models import CollectionDate, Kind
from tests.pages import links
from tests.readers import calendars

from . import building
from .conftest import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client, city):
    def dates(query="", slug="lindenallee"):
        response = client.get(f"/abfall/{slug}/ical/{query}")
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
        return calendars.dates(response.content)

    return dates


def test_dates_are_whole_days_and_lately_past_ones_stay(read):
    found = [(one["start"], one["end"], one["summary"]) for one in read()]
    assert found == [
        ("2026-12-20", "2026-12-21", "Restmüll"),
        ("2027-01-03", "2027-01-04", "Restmüll"),
        ("2027-01-04", "2027-01-05", "Papier"),
        ("2027-01-18", "2027-01-19", "Restmüll"),
        ("2027-02-01", "2027-02-02", "Verpackungen"),
    ]


def test_number_and_kinds_choose(read):
    assert [one["summary"] for one in read("?art=papier&art=verpackungen")] == [
        "Papier",
        "Verpackungen",
    ]
    assert [one["start"] for one in read("?nr=4", "bahnhofstrasse")] == ["2027-01-09"]


def test_the_page_links_the_calendar_that_rings_on_the_evening_before(client, city, read):
    ways = links(client.get("/abfall/lindenallee/"), ".waste-ways")
    address = ways["Kalender mit Wecker am Vorabend um 18 Uhr"]
    assert all(one["alarms"] == [] for one in read())
    rings = calendars.dates(client.get(address).content)
    assert {one["alarms"][0]["trigger"] for one in rings} == {"-PT6H"}
    assert rings[1]["alarms"][0]["description"] == "Morgen: Restmüll"


def test_notes_and_address_are_told_as_they_were_written(city, read):
    odd = "Eins; zwei, drei\\vier „Äpfel“ <b>"
    Kind.objects.update(note=f"{odd}\nSechs")
    last = read()[-1]
    assert last["description"].startswith(f"verschoben wegen Karneval\n{odd}\nSechs\nhttp")
    assert last["url"].endswith("/abfall/lindenallee/")


def test_names_stay_when_the_day_moves_and_the_number_of_changes_grows(city, read):
    before = {one["uid"]: one for one in read()}
    date = city.dates[3]
    with_later = NOW + dt.timedelta(hours=1)
    date.day, date.note = dt.date(2027, 1, 19), "verschoben"
    date.save()
    CollectionDate.objects.filter(pk=date.pk).update(changed_at=with_later)
    after = {one["uid"]: one for one in read()}
    assert before.keys() == after.keys()
    moved = after[str(date.uuid)]
    assert moved["start"] == "2027-01-19"
    assert moved["sequence"] > before[str(date.uuid)]["sequence"]


def test_what_we_give_out_is_taken_back_without_a_change(client, city):
    content = client.get("/abfall/lindenallee/ical/").content
    made = importing.plan(building.upload("termine", content, area=city.areas[0], is_whole=True))
    assert (made.faults, made.number, made.unchanged) == ([], 0, 5)
    assert TODAY.year in made.years
