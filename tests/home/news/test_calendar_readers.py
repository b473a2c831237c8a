"""Events in the calendars of people: read by ical.js, edited through the rendered form."""

from datetime import date, time

import pytest
from django.urls import reverse

from home.news.models import EventPage, ExtraDate, SkippedDate
from home.news.recurrence import Repeats
from tests import rendered
from tests.pages import parse
from tests.readers import calendars

from .building import add, category, event

pytestmark = pytest.mark.django_db
LIST = "/veranstaltungen/"


@pytest.fixture
def read(client):
    def dates(path=f"{LIST}ical/", most=50):
        return calendars.dates(client.get(path).content, most)

    return dates


def test_a_rule_over_the_change_of_the_clock_keeps_its_hour(event_index, read):
    page = EventPage(
        title="Sprechstunde",
        starts_on=date(2027, 3, 16),
        starts_at=time(17),
        ends_at=time(18, 30),
        repeats=Repeats.WEEKLY,
        until=date(2027, 4, 6),
    )
    page.skipped_dates = [SkippedDate(date=date(2027, 3, 23))]
    page.extra_dates = [ExtraDate(date=date(2027, 10, 31), starts_at=time(11))]
    add(event_index, page)
    assert sorted((one["start"], one["end"]) for one in read()) == [
        ("2027-03-16T16:00:00Z", "2027-03-16T17:30:00Z"),
        ("2027-03-30T15:00:00Z", "2027-03-30T16:30:00Z"),
        ("2027-04-06T15:00:00Z", "2027-04-06T16:30:00Z"),
        ("2027-10-31T10:00:00Z", "2027-10-31T10:00:00Z"),
    ]


def test_whole_days_are_days_and_skipped_by_day(event_index, read):
    page = EventPage(
        title="Markt",
        starts_on=date(2027, 3, 27),
        ends_on=date(2027, 3, 28),
        repeats=Repeats.WEEKLY,
        count=3,
    )
    page.skipped_dates = [SkippedDate(date=date(2027, 4, 3))]
    add(event_index, page)
    assert [(one["start"], one["end"]) for one in read()] == [
        ("2027-03-27", "2027-03-29"),
        ("2027-04-10", "2027-04-12"),
    ]


def test_an_open_rule_goes_on(event_index, read):
    event(event_index, repeats=Repeats.WEEKLY)
    assert len(read(most=200)) == 200


def test_names_with_commas_are_one_category(event_index, read):
    names = ["Musik, Tanz; Theater", "Für Kinder"]
    event(event_index, categories=[category("events", name) for name in names])
    [one] = read()
    assert sorted(one["categories"]) == sorted(names)


def test_texts_are_read_as_they_were_written(event_index, read):
    title = "Lesung; mit \\n, „Äpfeln“ <und> 🍐 " + "ü" * 90
    event(event_index, title, introduction="Eins\nZwei, drei; \\vier", place_name="Saal 1, EG")
    [one] = read()
    assert one["summary"] == title.strip()
    assert one["description"].startswith("Eins\nZwei, drei; \\vier\n")
    assert one["location"] == "Saal 1, EG"


def test_a_cancelled_event_keeps_its_name_and_counts_on(event_index, read):
    page = event(event_index)
    [before] = read()
    assert before["stamp"] == before["changed"]
    page.status = "cancelled"
    page.last_published_at = None
    page.save_revision().publish()
    EventPage.objects.filter(pk=page.pk).update(last_published_at="2027-01-04T10:00:00Z")
    [after] = read()
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["status"] == "CANCELLED"


def test_names_do_not_hang_on_what_may_change(event_index, read):
    page = EventPage(title="Lesung", starts_on=date(2027, 2, 1), starts_at=time(19))
    page.extra_dates = [ExtraDate(date=date(2027, 2, 8)), ExtraDate(date=date(2027, 2, 9))]
    page = add(event_index, page)
    before = sorted(one["uid"] for one in read())
    assert len(set(before)) == 3
    page.title, page.slug, page.starts_on = "Anders", "anders", date(2027, 2, 2)
    for row in page.extra_dates.all():
        row.date, row.starts_at = date(2027, 3, 1 + row.pk % 9), time(20)
    page.save_revision().publish()
    assert sorted(one["uid"] for one in read()) == before


def test_a_further_date_keeps_its_name_through_drafts_and_the_editors_form(
    admin_client, event_index, read
):
    page = EventPage(title="Lesung", starts_on=date(2027, 2, 1), starts_at=time(19))
    page = add(event_index, page)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    def send(action, **changed):
        form = rendered.form_in(admin_client.get(address), "#page-edit-form")
        values = {**rendered.filled(form).dict(), **changed, f"action-{action}": "1"}
        response = admin_client.post(address, values)
        assert response.status_code == 302, parse(response).select(".error-message")

    new = {"extra_dates-TOTAL_FORMS": "2"}
    for number, day in enumerate(("2027-02-08", "2027-02-09")):
        row = {"id": "", "uuid": "", "DELETE": "", "date": day, "starts_at": "", "ends_at": ""}
        new |= {f"extra_dates-{number}-{name}": value for name, value in row.items()}
    send("save", **new)  # as a draft: the rows are in no table yet
    send("publish")
    before = sorted(one["uid"] for one in read())
    assert len(set(before)) == 3
    send("publish", **{"extra_dates-0-date": "2027-03-08", "title": "Anders"})
    after = read()
    assert sorted(one["uid"] for one in after) == before
    assert "2027-03-08T18:00:00Z" in {one["start"] for one in after}


def test_a_copy_of_an_event_is_another(event_index, read):
    page = EventPage(title="Lesung", starts_on=date(2027, 2, 1), starts_at=time(19))
    page.extra_dates = [ExtraDate(date=date(2027, 2, 8))]
    page = add(event_index, page)
    page.copy(update_attrs={"slug": "kopie", "title": "Kopie"})
    uids = [one["uid"] for one in read()]
    assert len(uids) == len(set(uids)) == 4
