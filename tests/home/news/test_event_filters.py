"""Events by weekend and span, for children, free of charge; feeds and calendar follow."""

import datetime as dt

import pytest
from icalendar import Calendar
from lxml import etree

from home.news import periods
from tests.pages import parse

from . import building

SATURDAY = dt.date(2027, 1, 9)


@pytest.fixture
def events(event_index):
    """A free event for children on Saturday, one for grown-ups on Sunday, one much later."""

    def make(title, day, **fields):
        return building.event(event_index, title=title, starts_on=day, **fields)

    make("Kasperle", SATURDAY, for_children=True, is_free=True)
    make("Weinprobe", SATURDAY + dt.timedelta(days=1))
    make("Osterfeuer", dt.date(2027, 3, 27), is_free=True)
    return event_index


def titles(response):
    assert response.status_code == 200
    return [item.a.get_text() for item in parse(response).select(".event-row__what h2, h4")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Kasperle", "Weinprobe", "Osterfeuer"]),
        ("wochenende=2027-W01", ["Kasperle", "Weinprobe"]),
        ("wochenende=2027-W01&kinder=1", ["Kasperle"]),
        ("kinder=1", ["Kasperle"]),
        ("kostenlos=1", ["Kasperle", "Osterfeuer"]),
        ("von=2027-01-10&bis=2027-01-31", ["Weinprobe"]),
        ("von=2027-01-31&bis=2027-01-10", ["Weinprobe"]),
        ("von=2027-03-01", ["Osterfeuer"]),
        ("von=&bis=", ["Kasperle", "Weinprobe", "Osterfeuer"]),
        ("bis=2027-01-09", ["Kasperle"]),
        ("von=2027-01-01&bis=2027-12-31&kostenlos=1", ["Kasperle", "Osterfeuer"]),
    ],
)
def test_one_finds_what_one_looks_for(browse, events, query, found):
    assert titles(browse(f"{events.url}?{query}")) == found


@pytest.mark.parametrize(
    "query",
    ["kinder=ja", "kostenlos=x", "von=gestern", "bis=2027-02-30", "wochenende=2027-01"],
)
def test_what_is_no_choice_is_not_there(browse, events, query):
    assert browse(f"{events.url}?{query}").status_code == 404


def test_the_form_keeps_what_was_chosen_and_leads_to_it(browse, events):
    page = parse(browse(f"{events.url}?von=2027-01-01&bis=2027-01-31&kinder=1"))
    form = page.select_one("form.event-filter")
    chosen = {
        field["name"]: field.get("value")
        for field in form.select("input")
        if field.get("type") != "checkbox" or field.has_attr("checked")
    }
    assert chosen == {"von": "2027-01-01", "bis": "2027-01-31", "kinder": "1"}
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    assert titles(browse(f"{events.url}?{query}")) == ["Kasperle"]
    # Search engines know the list itself.
    assert page.select_one("link[rel=canonical]")["href"].endswith(events.url)


def test_earlier_and_later_keep_the_choice(browse, events):
    page = parse(browse(f"{events.url}?wochenende=2027-W01&kostenlos=1"))
    later = page.select_one("a[rel=next]")["href"]
    earlier = page.select_one("a[rel=prev]")["href"]
    assert later == "?wochenende=2027-W02&kostenlos=1"
    assert earlier == "?wochenende=2026-W53&kostenlos=1"


def test_a_weekend_is_saturday_and_sunday_and_a_span_moves_by_its_length():
    weekend = periods.containing("wochenende", dt.date(2027, 1, 6))
    assert (weekend.first, weekend.last) == (SATURDAY, dt.date(2027, 1, 10))
    assert weekend.before.last == dt.date(2027, 1, 3)
    assert weekend.after.first == dt.date(2027, 1, 16)
    span = periods.Period("von", dt.date(2027, 1, 1), dt.date(2027, 1, 10))
    assert span.after.first == dt.date(2027, 1, 11)
    assert span.before.last == dt.date(2026, 12, 31)
    assert span.before.first == dt.date(2026, 12, 22)


def test_calendar_and_feeds_hold_what_the_list_shows(browse, events):
    page = parse(browse(f"{events.url}?kinder=1"))
    ways = {a["href"].rsplit("/", 1)[0].rsplit("/", 1)[-1]: a["href"]
            for a in page.select(".follow a")}  # fmt: skip
    calendar = Calendar.from_ical(browse(ways["ical"]).content)
    assert [str(one["SUMMARY"]) for one in calendar.walk("VEVENT")] == ["Kasperle"]
    for kind in ("atom", "rss"):
        feed = etree.fromstring(browse(ways[kind]).content)
        entries = feed.xpath("//*[local-name()='entry' or local-name()='item']")
        assert len(entries) == 1


def test_rows_say_for_whom_and_that_it_is_free(browse, events):
    row = parse(browse(f"{events.url}?kinder=1")).select_one(".event-row")
    assert [tag.get_text() for tag in row.select(".kern-badge")] == [
        "For children",
        "Free of charge",
    ]
