"""Calendars, read back: identity, time zone, what is cancelled stays."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar

from opendata.oparl.api.calendars import HIDDEN_TOLD
from opendata.oparl.models import Meeting, MeetingOrganization, Organization, OrganizationChoice
from tests.opendata.oparl.api import builders
from tests.opendata.oparl.api.builders import IMPORTED, START, link, make, withdraw

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
ALL = "/rat/kalender/sitzungen.ics"


@pytest.fixture
def events(client):
    def fetch(path=ALL):
        response = client.get(path)
        assert response.status_code == 200
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        for line in response.content.split(b"\r\n"):
            assert len(line) <= 75
        return list(Calendar.from_ical(response.content).walk("VEVENT"))

    return fetch


def test_a_meeting_is_an_event_in_the_citys_time(council, events):
    (event,) = events()
    assert event["SUMMARY"] == "12. Sitzung"
    assert event.decoded("DTSTART") == datetime(2026, 3, 2, 18, 30, tzinfo=BERLIN)
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event.decoded("DTEND") == datetime(2026, 3, 2, 20, 30, tzinfo=BERLIN)
    assert event["LOCATION"] == "Rathaus, Ratssaal, Markt 1, 99998 Lindenfurt"
    assert event["STATUS"] == "CONFIRMED"
    assert event["SEQUENCE"] == 0
    assert event.decoded("LAST-MODIFIED") == IMPORTED.replace(microsecond=0)
    assert [str(one) for one in event["CATEGORIES"].cats] == ["Ausschuss für Planen und Bauen"]
    assert event["URL"]


def test_summer_and_winter_are_told_apart(council, client, events):
    Meeting.objects.update(start=datetime(2026, 7, 1, 16, 0, tzinfo=ZoneInfo("UTC")), end=None)
    assert events()[0].decoded("DTSTART").utcoffset() == timedelta(hours=2)
    zones = Calendar.from_ical(client.get(ALL).content).walk("VTIMEZONE")
    assert [zone["TZID"] for zone in zones] == ["Europe/Berlin"]


def test_a_change_keeps_the_uid_and_raises_the_sequence(council, events):
    (before,) = events()
    changed = IMPORTED + timedelta(hours=2)
    Meeting.objects.update(start=START + timedelta(days=7), changed_at=changed)
    (after,) = events()
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == 7200 > before["SEQUENCE"]
    assert after.decoded("LAST-MODIFIED") == changed.replace(microsecond=0)


@pytest.mark.parametrize("change", [{"cancelled": True}, {"meeting_state": "Abgesagt"}])
def test_a_cancelled_meeting_stays_and_says_so(council, events, change):
    Meeting.objects.update(**change)
    (event,) = events()
    assert event["STATUS"] == "CANCELLED"
    assert "12. Sitzung" in event["SUMMARY"] != "12. Sitzung"


def test_a_withdrawn_meeting_stays_under_its_uid_and_tells_nothing_more(council, events):
    (before,) = events()
    withdraw(council.meeting)
    for path in (
        ALL,
        f"/rat/kalender/gremium/{council.board.pk}.ics",
        f"/rat/kalender/sitzung/{council.meeting.pk}.ics",
    ):
        (event,) = events(path)
        assert event["UID"] == before["UID"]
        assert event["STATUS"] == "CANCELLED"
        assert event["SEQUENCE"] > before["SEQUENCE"]
        assert event.decoded("DTSTART") == before.decoded("DTSTART")
        assert "12. Sitzung" not in event["SUMMARY"]
        assert not {"LOCATION", "URL", "CATEGORIES", "DESCRIPTION"} & event.keys()


def test_midnight_is_an_unknown_time(council, events):
    midnight = datetime(2026, 3, 2, tzinfo=BERLIN)
    Meeting.objects.update(end=midnight + timedelta(days=1))
    assert "DTEND" not in events()[0]
    Meeting.objects.update(start=midnight, end=None)
    (event,) = events()
    assert event.decoded("DTSTART") == date(2026, 3, 2)


def test_an_end_before_the_start_is_left_out(council, events):
    Meeting.objects.update(end=START - timedelta(hours=1))
    assert "DTEND" not in events()[0]


def test_meetings_without_a_start_are_in_no_calendar(council, events):
    Meeting.objects.update(start=None)
    assert events() == []


def test_an_organization_and_a_meeting_have_calendars_of_their_own(council, client, events):
    make(Meeting, body=council.body, name="Andere Sitzung", start=START)
    nameless = make(Meeting, body=council.body, start=START + timedelta(days=1))
    link(MeetingOrganization, nameless, council.board)
    assert len(events()) == 3
    of_board = events(f"/rat/kalender/gremium/{council.board.pk}.ics")
    assert [event["SUMMARY"] for event in of_board] == [
        "12. Sitzung",
        "Ausschuss für Planen und Bauen",
    ]
    assert len(events(f"/rat/kalender/sitzung/{council.meeting.pk}.ics")) == 1
    assert events(f"/rat/kalender/gremium/{council.faction.pk}.ics") == []
    calendar = Calendar.from_ical(
        client.get(f"/rat/kalender/gremium/{council.board.pk}.ics").content
    )
    assert calendar["X-WR-CALNAME"] == "Ausschuss für Planen und Bauen"
    assert client.get("/rat/kalender/gremium/99999.ics").status_code == 404
    assert client.get("/rat/kalender/sitzung/99999.ics").status_code == 404


def test_meetings_that_an_editor_hides_are_cancelled_and_come_back(council, client, events):
    (before,) = events()
    choice = OrganizationChoice.objects.create(organization=council.board, visible=False)
    for address in (
        ALL,
        f"/rat/kalender/gremium/{council.board.pk}.ics",
        f"/rat/kalender/sitzung/{council.meeting.pk}.ics",
    ):
        (event,) = events(address)
        assert event["UID"] == before["UID"]
        assert event["STATUS"] == "CANCELLED"
        assert event["SEQUENCE"] > before["SEQUENCE"]
        assert council.meeting.name not in client.get(address).content.decode()
        assert council.board.name not in client.get(address).content.decode()
    choice.visible = True
    choice.save()
    (event,) = events()
    assert event["STATUS"] == "CONFIRMED"
    assert event["SUMMARY"] == before["SUMMARY"]


def test_what_was_hidden_long_ago_is_told_no_longer(council, events):
    OrganizationChoice.objects.create(organization=council.board, visible=False)
    Meeting.objects.update(changed_at=timezone.now() - HIDDEN_TOLD - timedelta(days=1))
    assert events() == []


def test_hostile_names_stay_one_text(council, events):
    name = "Rat; Teil 1, \r\nBEGIN:VEVENT\r\nUID:x\x08\x07" + "ä" * 200
    Meeting.objects.update(name=name, web="https://rat.example/\r\nX-EVIL:1")
    (event,) = events()
    assert event["SUMMARY"].startswith("Rat; Teil 1,")
    assert event["SUMMARY"].endswith("ä" * 200)
    assert "X-EVIL" not in event


def test_unchanged_calendars_are_not_sent_again(council, client):
    first = client.get(ALL)
    again = client.get(ALL, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_a_calendar_of_2600_meetings_takes_few_queries(db, client, django_assert_max_num_queries):
    body = builders.body()
    organization = make(Organization, body=body, name="Ausschuss für Planen und Bauen")
    builders.meetings(2600, body, organization)
    client.get(ALL)
    with django_assert_max_num_queries(8):
        content = client.get(ALL).content
    assert content.count(b"BEGIN:VEVENT") == 2600
