"""Events: dates, lists by period, archive, page."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from core.registries import periodic
from directory.contact_cache import refresh
from home.news import schedule
from home.news.models import EventPage, ExtraDate, Occurrence, SkippedDate
from home.news.recurrence import BERLIN, Repeats
from tests import factories
from tests.pages import links, parse, schemas, text_of

from . import feeds
from .building import add, category, event

pytestmark = pytest.mark.django_db
LIST = "/veranstaltungen/"
TUESDAY = date(2027, 1, 5)
WEEKLY = {"starts_on": TUESDAY, "starts_at": time(10), "repeats": Repeats.WEEKLY}


def titles(response, heading="h2"):
    rows = parse(response).select(f".event-row {heading} a")
    return [row.get_text(strip=True) for row in rows]


def rows_of(page):
    return [row.span.first_day for row in page.occurrences.order_by("start")]


class TestDates:
    def test_are_kept_for_the_lists_when_an_event_is_published(self, event_index):
        page = event(event_index, **WEEKLY, count=3)
        assert rows_of(page) == [TUESDAY + timedelta(days=7 * week) for week in range(3)]
        assert page.last_day == date(2027, 1, 19)

    def test_a_draft_changes_none(self, event_index):
        page = event(event_index, **WEEKLY, count=3)
        page.count = 1
        page.save_revision()
        assert page.occurrences.count() == 3
        page.get_latest_revision().publish()
        assert page.occurrences.count() == 1

    def test_go_when_the_event_is_taken_down(self, event_index):
        page = event(event_index, **WEEKLY, count=3)
        page.unpublish()
        assert not Occurrence.objects.exists()

    def test_a_new_draft_has_none(self, event_index):
        draft = EventPage(title="Entwurf", live=False, **WEEKLY)
        event_index.add_child(instance=draft)
        assert not Occurrence.objects.exists()

    def test_skipped_days_and_further_dates(self, event_index):
        page = EventPage(title="Markt", **WEEKLY, ends_at=time(12), count=3)
        page.skipped_dates = [SkippedDate(date=date(2027, 1, 12))]
        page.extra_dates = [
            ExtraDate(date=date(2027, 1, 14)),
            ExtraDate(date=date(2027, 2, 1), starts_at=time(18)),
        ]
        page = add(event_index, page)
        assert [f"{one.start:%d.%m. %H:%M}" for one in schedule.upcoming(page)] == [
            "05.01. 10:00",
            "14.01. 10:00",
            "19.01. 10:00",
            "01.02. 18:00",
        ]
        assert page.occurrences.count() == 4
        assert page.last_day == date(2027, 2, 1)

    def test_an_event_without_end_has_one_in_the_rows_and_the_job_moves_it_on(self, event_index):
        page = event(event_index, **WEEKLY)
        before = page.occurrences.count()
        assert 70 < before < 90
        assert page.last_day is None
        with time_machine.travel(datetime(2027, 6, 1, tzinfo=BERLIN)):
            assert periodic.run("news.event-dates").summary
            assert page.occurrences.count() > before
            assert periodic.run("news.event-dates").summary == ""

    def test_rare_events_are_found_far_ahead(self, event_index):
        page = event(event_index, starts_on=date(2024, 7, 1), repeats=Repeats.YEARLY, interval=10)
        assert schedule.upcoming(page)[0].first_day == date(2034, 7, 1)

    def test_a_copy_has_dates_of_its_own(self, event_index):
        page = event(event_index, **WEEKLY, count=2)
        copy = page.copy(update_attrs={"slug": "kopie", "title": "Kopie"}).specific
        assert copy.uuid != page.uuid
        assert copy.occurrences.count() == 2

    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"ends_on": date(2027, 1, 4)}, "ends_on"),
            ({"starts_at": None, "ends_at": time(12)}, "starts_at"),
            ({"ends_at": time(9)}, "ends_at"),
            ({"until": date(2027, 2, 1)}, "until"),
            ({"count": 3}, "count"),
            ({"repeats": "daily", "until": date(2027, 2, 1), "count": 3}, "count"),
            ({"repeats": "daily", "until": date(2027, 1, 4)}, "until"),
            ({"repeats": "weekly", "weekdays": [0, 3]}, "weekdays"),
            ({"repeats": "weekly", "weekdays": [7]}, "weekdays"),
            ({"repeats": "daily", "interval": 0}, "interval"),
            ({"repeats": "daily", "count": 1001}, "count"),
            ({"latitude": 50.0}, "longitude"),
            ({"latitude": 91.0, "longitude": 8.0}, "latitude"),
            ({"accessibility": ["moon"]}, "accessibility"),
        ],
    )
    def test_what_cannot_be_meant_is_told_at_its_field(self, fields, wrong):
        page = EventPage(
            title="Markt", slug="m", path="00010001", depth=2, **{**WEEKLY, "repeats": "", **fields}
        )
        with pytest.raises(ValidationError) as told:
            page.full_clean(exclude=["content_type", "locale", "path"])
        assert [*told.value.message_dict] == [wrong]


class TestComing:
    def test_shows_each_event_once_with_its_next_date(self, browse, event_index):
        event(event_index, "Markt", **WEEKLY, count=3)
        event(event_index, "Lesung", starts_on=date(2027, 1, 4))
        event(event_index, "War schon", starts_on=date(2027, 1, 2))
        event(event_index, "Heute früh", starts_on=date(2027, 1, 3), ends_at=time(11))
        response = browse(LIST)
        assert titles(response) == ["Lesung", "Markt"]
        assert "and 2 further dates" in text_of(response)

    def test_an_exhibition_under_way_is_still_to_be_seen(self, browse, event_index):
        event(
            event_index,
            "Ausstellung",
            starts_on=date(2026, 12, 1),
            ends_on=date(2027, 1, 31),
            starts_at=None,
        )
        assert titles(browse(LIST)) == ["Ausstellung"]

    def test_what_is_pinned_comes_first(self, browse, event_index):
        event(event_index, "Morgen", starts_on=date(2027, 1, 4))
        event(event_index, "Stadtfest", starts_on=date(2027, 6, 4), pinned=True)
        assert titles(browse(LIST)) == ["Stadtfest", "Morgen"]

    def test_a_cancelled_event_stays_and_says_so(self, browse, event_index):
        event(event_index, "Konzert", status="cancelled")
        assert "Konzert cancelled" in text_of(browse(LIST))

    def test_costs_the_same_for_few_and_many(
        self, browse, event_index, django_assert_max_num_queries
    ):
        office = factories.UnitFactory(name="Bürgerbüro")
        for number in range(15):
            kind = category("events", f"K{number}")
            event(event_index, f"Termin {number}", **WEEKLY, venue=office, categories=[kind])
        browse(LIST + "archiv/")
        with django_assert_max_num_queries(15):
            browse(LIST)
        with django_assert_max_num_queries(16):
            browse(LIST + "?monat=2027-01")


class TestPeriods:
    def test_a_day_a_week_a_month(self, browse, event_index):
        event(event_index, "Markt", **WEEKLY)
        event(event_index, "Sonntag", starts_on=date(2027, 1, 10))
        assert titles(browse(f"{LIST}?tag=2027-01-05"), "h4") == ["Markt"]
        assert titles(browse(f"{LIST}?tag=2027-01-06"), "h4") == []
        assert titles(browse(f"{LIST}?woche=2027-W01"), "h4") == ["Markt", "Sonntag"]
        assert titles(browse(f"{LIST}?monat=2027-01"), "h4").count("Markt") == 4

    def test_what_lasts_several_days_stands_on_each(self, browse, event_index):
        event(event_index, "Messe", starts_on=date(2027, 1, 8), ends_on=date(2027, 1, 10))
        for day, expected in (("07", []), ("08", ["Messe"]), ("10", ["Messe"]), ("11", [])):
            assert titles(browse(f"{LIST}?tag=2027-01-{day}"), "h4") == expected
        page = parse(browse(f"{LIST}?woche=2027-W02"))
        assert not page.select(".event-day")

    def test_lead_to_their_neighbours_and_keep_the_category(self, browse, event_index):
        category("events", "Musik")
        response = browse(f"{LIST}?monat=2027-01&kategorie=musik")
        found = links(response, ".event-period")
        assert found["← December 2026"] == "?monat=2026-12&kategorie=musik"
        assert found["February 2027 →"] == "?monat=2027-02&kategorie=musik"
        hidden = parse(response).select_one("form.news-filter input[name=monat]")
        assert hidden["value"] == "2027-01"

    def test_today_is_one_click_away(self, browse, event_index):
        found = links(browse(LIST), ".news-ways")
        assert found["Today"] == "?tag=2027-01-03"
        assert found["This week"] == "?woche=2026-W53"
        assert found["This month"] == "?monat=2027-01"

    @pytest.mark.parametrize(
        "query",
        [
            *("tag=gestern", "tag=2027-02-30", "woche=2027-W60", "woche=27-W1", "monat=2027-13"),
            *(
                "monat=0000-01",
                "tag=0001-01-01",
                "tag=9999-12-31",
                "monat=1999-01",
                "woche=9999-W52",
            ),
        ],
    )
    def test_what_is_no_period_or_far_away_is_not_there(self, browse, event_index, query):
        assert browse(f"{LIST}?{query}").status_code == 404

    def test_an_empty_period_is_not_for_search_engines(self, browse, event_index):
        page = parse(browse(f"{LIST}?monat=2027-03"))
        assert page.select_one("meta[name=robots]")["content"] == "noindex"


class TestArchive:
    def test_shows_what_is_over_by_year(self, browse, event_index):
        event(event_index, "2025er", starts_on=date(2025, 1, 2))
        event(event_index, "2026er", starts_on=date(2026, 12, 2))
        event(event_index, "Kommt")
        event(event_index, "Immer", starts_on=date(2025, 1, 7), repeats=Repeats.WEEKLY)
        assert titles(browse(f"{LIST}archiv/")) == ["2026er", "2025er"]
        assert titles(browse(f"{LIST}archiv/?jahr=2025")) == ["2025er"]

    def test_has_an_address_of_its_own(self, browse, event_index):
        page = parse(browse(f"{LIST}archiv/?jahr=2026"))
        own = f"http://testserver{LIST}archiv/"
        assert page.select_one("link[rel=canonical]")["href"] == own
        assert page.select_one("meta[property='og:url']")["content"] == own
        way = [item.get_text() for item in page.select(".breadcrumb li")]
        assert way[1:] == ["Veranstaltungen", "Past events"]

    def test_asks_for_nothing_that_is_to_come(
        self, browse, event_index, django_assert_max_num_queries
    ):
        for number in range(5):
            event(event_index, f"Termin {number}", starts_on=date(2026, 5, 1), repeats="daily")
            event(event_index, f"Vorbei {number}", starts_on=date(2026, 5, 2))
        browse(LIST)
        with django_assert_max_num_queries(13) as queries:
            browse(f"{LIST}archiv/")
        assert not [one for one in queries if "news_occurrence" in one["sql"]]

    def test_search_engines_forget_after_a_year(self, browse, event_index):
        old = event(event_index, "Alt", starts_on=date(2026, 1, 2))
        recent = event(event_index, "Neulich", starts_on=date(2026, 1, 4))
        assert parse(browse(old.url)).select_one("meta[name=robots]")["content"] == "noindex"
        assert parse(browse(recent.url)).select_one("meta[name=robots]") is None
        sitemap = browse("/sitemap.xml").content.decode()
        assert recent.url in sitemap
        assert old.url not in sitemap


class TestPage:
    def test_shows_what_a_visitor_needs(self, browse, event_index):
        page = EventPage(
            title="Konzert",
            **WEEKLY,
            ends_at=time(12),
            until=date(2027, 2, 2),
            organiser="Musikverein",
            organiser_url="https://musik.example/",
            place_name="Stadthalle",
            place_street="Am Markt 2",
            place_town="60999 Lindenfurt",
            price="8 Euro",
            accessibility=["wheelchair", "hearing-loop"],
            accessibility_note="Seiteneingang",
            registration_url="https://karten.example/",
            registration_until=date(2027, 1, 31),
        )
        page.skipped_dates = [SkippedDate(date=date(2027, 1, 19), reason="Ferien")]
        page = add(event_index, page)
        response = browse(page.url)
        text = text_of(response)
        for part in (
            "Tue, 5 January 2027, 10:00–12:00",
            "every week: Tuesday, until 2 February 2027",
            "Stadthalle Am Markt 2 60999 Lindenfurt",
            "8 Euro",
            "accessible by wheelchair hearing loop Seiteneingang",
            "Tue, 19 January 2027: Ferien",
            "until 31 January 2027",
        ):
            assert part in text
        found = links(response)
        assert found["Registration or tickets"] == "https://karten.example/"
        assert found["Take over into your calendar"] == f"{page.url}ical/"

    def test_takes_the_address_from_the_address_book(self, browse, event_index):
        office = factories.UnitFactory(name="Bürgerbüro Mitte")
        factories.AddressFactory(unit=office)
        refresh([office.pk])
        page = event(event_index, venue=office, place_name="Zimmer 3")
        response = browse(page.url)
        assert "Bürgerbüro Mitte, Zimmer 3" in text_of(response)
        assert "Am Stadttor 1 60999 Lindenfurt" in text_of(response)
        assert page.place.points[0]["lat"] == 50.1234
        assert parse(response).select_one("figure.map")

    def test_does_not_link_an_office_that_is_hidden(self, event_index):
        office = factories.UnitFactory(name="Archiv", hidden=True)
        assert event(event_index, venue=office).place.url == ""

    def test_nobody_registers_for_what_is_cancelled_over_or_closed(self, event_index):
        fields = {"registration_url": "https://karten.example/"}
        assert event(event_index, "a", **fields).can_register
        assert not event(event_index, "b", status="sold-out", **fields).can_register
        assert not event(event_index, "c", starts_on=date(2027, 1, 2), **fields).can_register
        closed = event(event_index, "d", registration_until=date(2027, 1, 2), **fields)
        assert not closed.can_register

    def test_tells_search_engines_of_the_next_date(self, browse, event_index):
        page = event(
            event_index,
            starts_on=date(2026, 12, 29),
            starts_at=time(19),
            ends_at=time(21),
            repeats=Repeats.WEEKLY,
            status="postponed",
            is_free=True,
            place_name="Stadthalle",
        )
        found = schemas(browse(page.url))["Event"]
        assert found["startDate"] == "2027-01-05T19:00:00+01:00"
        assert found["endDate"] == "2027-01-05T21:00:00+01:00"
        assert found["eventStatus"] == "https://schema.org/EventPostponed"
        assert found["location"]["name"] == "Stadthalle"
        assert found["offers"]["price"] == "0"

    def test_what_is_over_is_no_offer(self, browse, event_index):
        page = event(event_index, starts_on=date(2027, 1, 2))
        response = browse(page.url)
        assert "Event" not in schemas(response)
        assert "This event is over." in text_of(response)

    def test_costs_few_queries(self, browse, event_index, django_assert_max_num_queries):
        page = event(event_index, **WEEKLY, categories=[category("events", "Musik")])
        browse(LIST)
        with django_assert_max_num_queries(22):
            browse(page.url)


class TestHomePage:
    def test_shows_the_next_three(self, browse, event_index):
        for number in range(4):
            event(event_index, f"Termin {number}", starts_on=TUESDAY + timedelta(days=number))
        section = parse(browse("/")).find(id="teaser-termine").parent
        assert [h.get_text() for h in section.select("h3")] == ["Termin 0", "Termin 1", "Termin 2"]


class TestFeed:
    def test_tells_date_place_and_status(self, client, event_index):
        page = event(event_index, "Konzert", place_name="Stadthalle", status="cancelled")
        event(event_index, "Vorbei", starts_on=date(2026, 12, 1))
        [entry] = feeds.entries(client.get(f"{LIST}atom/").content)
        assert entry["id"] == page.uuid.urn
        assert "Stadthalle" in entry["text"]
        assert entry["title"].endswith(": Konzert")
        assert len(feeds.entries(client.get(f"{LIST}rss/").content)) == 1
