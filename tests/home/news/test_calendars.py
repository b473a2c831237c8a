"""Calendars: RFC 5545, read back."""

from datetime import date, datetime, time

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from directory.contact_cache import refresh
from home.news.models import EventPage, ExtraDate, SkippedDate
from home.news.recurrence import BERLIN, Repeats
from tests import factories

from .building import add, category, event

pytestmark = pytest.mark.django_db
LIST = "/veranstaltungen/"


def read(client, path):
    response = client.get(path)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    return Calendar.from_ical(response.content)


def test_a_repeating_event_is_one_entry_with_rule_and_exceptions(client, event_index):
    page = EventPage(
        title="Sprechstunde, offen; für alle",
        starts_on=date(2027, 3, 16),
        starts_at=time(17),
        ends_at=time(18, 30),
        repeats=Repeats.WEEKLY,
        until=date(2027, 4, 6),
        place_name="Rathaus",
        latitude=50.1,
        longitude=8.5,
    )
    page.skipped_dates = [SkippedDate(date=date(2027, 3, 23))]
    page = add(event_index, page)
    [entry] = read(client, f"{page.url}ical/").walk("VEVENT")
    assert entry["UID"] == str(page.uuid)
    assert entry["SUMMARY"] == page.title
    assert entry["LOCATION"] == "Rathaus"
    assert entry["STATUS"] == "CONFIRMED"
    start = entry.decoded("DTSTART")
    assert start == datetime(2027, 3, 16, 17, tzinfo=BERLIN)
    assert entry["DTSTART"].params["TZID"] == "Europe/Berlin"
    rule = rrulestr(entry["RRULE"].to_ical().decode(), dtstart=start)
    skipped = {moment.dt for moment in entry["EXDATE"].dts}
    told = [moment for moment in rule if moment not in skipped]
    # Daylight saving begins on 28 March: the clock stays at 17:00.
    assert told == [datetime(2027, month, day, 17, tzinfo=BERLIN) for month, day in DAYS]


DAYS = ((3, 16), (3, 30), (4, 6))


def test_the_time_zone_comes_along(client, event_index):
    page = event(event_index)
    [zone] = read(client, f"{page.url}ical/").walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Berlin"


def test_whole_days_end_on_the_day_after(client, event_index):
    page = event(event_index, starts_on=date(2027, 5, 1), ends_on=date(2027, 5, 3), starts_at=None)
    [entry] = read(client, f"{page.url}ical/").walk("VEVENT")
    assert entry.decoded("DTSTART") == date(2027, 5, 1)
    assert entry.decoded("DTEND") == date(2027, 5, 4)


def test_whole_days_that_repeat_end_and_skip_by_day(client, event_index):
    page = EventPage(
        title="Markttag",
        starts_on=date(2027, 5, 1),
        repeats=Repeats.MONTHLY_DAY,
        until=date(2027, 7, 1),
    )
    page.skipped_dates = [SkippedDate(date=date(2027, 6, 1))]
    page = add(event_index, page)
    [entry] = read(client, f"{page.url}ical/").walk("VEVENT")
    assert entry["RRULE"]["UNTIL"] == [date(2027, 7, 1)]
    assert [one.dt for one in entry["EXDATE"].dts] == [date(2027, 6, 1)]


def test_a_further_date_is_an_entry_of_its_own_that_stays(client, event_index):
    page = EventPage(title="Lesung", starts_on=date(2027, 2, 1), starts_at=time(19))
    page.extra_dates = [ExtraDate(date=date(2027, 2, 8), starts_at=time(20))]
    page = add(event_index, page)

    def uids():
        return [one["UID"] for one in read(client, f"{page.url}ical/").walk("VEVENT")]

    before = uids()
    assert len(set(before)) == 2
    page.title = "Lesung und Gespräch"
    page.save_revision().publish()
    assert uids() == before


def test_a_single_date_that_is_skipped_leaves_nothing_but_further_dates(client, event_index):
    page = EventPage(title="Verlegt", starts_on=date(2027, 2, 1), starts_at=time(19))
    page.skipped_dates = [SkippedDate(date=date(2027, 2, 1))]
    page.extra_dates = [ExtraDate(date=date(2027, 2, 8))]
    page = add(event_index, page)
    [entry] = read(client, f"{page.url}ical/").walk("VEVENT")
    assert entry.decoded("DTSTART") == datetime(2027, 2, 8, 19, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("status", "told"),
    [("cancelled", "CANCELLED"), ("postponed", "TENTATIVE"), ("sold-out", "CONFIRMED")],
)
def test_the_status_is_told(client, event_index, status, told):
    page = event(event_index, status=status)
    [entry] = read(client, f"{page.url}ical/").walk("VEVENT")
    assert entry["STATUS"] == told
    assert entry["SUMMARY"].endswith(f": {page.title}")


def test_the_list_holds_what_is_to_come_and_was_until_lately(client, event_index):
    music = category("events", "Musik")
    event(event_index, "Kommt", categories=[music])
    event(event_index, "Immer", starts_on=date(2020, 1, 7), repeats=Repeats.WEEKLY)
    event(event_index, "Neulich", starts_on=date(2026, 12, 1))
    event(event_index, "Lange her", starts_on=date(2026, 10, 1))
    names = {entry["SUMMARY"] for entry in read(client, f"{LIST}ical/").walk("VEVENT")}
    assert names == {"Kommt", "Immer", "Neulich"}
    chosen = read(client, f"{LIST}ical/?kategorie=musik")
    assert [entry["SUMMARY"] for entry in chosen.walk("VEVENT")] == ["Kommt"]
    assert chosen["X-WR-CALNAME"] == "Veranstaltungen: Musik"
    assert client.get(f"{LIST}ical/?kategorie=x").status_code == 404


def test_the_list_costs_the_same_for_few_and_many(
    client, event_index, django_assert_max_num_queries
):
    office = factories.UnitFactory(name="Bürgerbüro")
    factories.AddressFactory(unit=office)
    refresh([office.pk])
    for number in range(12):
        event(event_index, f"Termin {number}", repeats=Repeats.WEEKLY, venue=office)
    client.get(LIST)
    with django_assert_max_num_queries(12):
        entries = read(client, f"{LIST}ical/").walk("VEVENT")
    assert {entry["LOCATION"] for entry in entries} == {
        "Bürgerbüro, Am Stadttor 1, 60999 Lindenfurt"
    }


def test_the_list_and_the_event_tell_the_same(client, event_index):
    page = event(event_index, repeats=Repeats.WEEKLY, categories=[category("events", "Musik")])
    [alone] = read(client, f"{page.url}ical/").walk("VEVENT")
    [listed] = read(client, f"{LIST}ical/").walk("VEVENT")
    assert alone == listed
    assert alone["URL"] == page.full_url
    assert [str(name) for name in alone["CATEGORIES"].cats] == ["Musik"]


def test_is_not_sent_again_when_nothing_changed(client, event_index):
    event(event_index)
    etag = client.get(f"{LIST}ical/")["ETag"]
    assert client.get(f"{LIST}ical/", headers={"If-None-Match": etag}).status_code == 304


def test_control_characters_and_line_ends_break_nothing(client, event_index):
    page = event(event_index, "Eins\x07\r\nEND:VCALENDAR", introduction="a\nb\x01c\x7f")
    [entry] = read(client, f"{page.url}ical/").walk("VEVENT")
    assert "END:VCALENDAR" in entry["SUMMARY"]
