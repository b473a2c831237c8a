"""The editor's form of an event, posted to the real admin."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.news.models import EventPage
from tests.pages import folded, parse

pytestmark = pytest.mark.django_db


def form(skipped=(), extra=(), **fields):
    values = {
        "title": "Wochenmarkt",
        "slug": "wochenmarkt",
        "introduction": "",
        "starts_on": "2027-01-05",
        "starts_at": "10:00",
        "repeats": "weekly",
        "interval": "1",
        "body": streamfield([]),
        "skipped_dates": inline_formset([{"date": day, "reason": ""} for day in skipped]),
        "extra_dates": inline_formset([{"date": day} for day in extra]),
        "comments": inline_formset([]),
        "asks_for_feedback": "on",
        "action-publish": "1",
        **fields,
    }
    return {**nested_form_data(values), "weekdays": ["1"]}


@pytest.fixture
def send(admin_client, event_index, settings):
    settings.LANGUAGE_CODE = "en"
    address = reverse("wagtailadmin_pages:add", args=["news", "eventpage", event_index.pk])

    def post(**fields):
        return admin_client.post(address, form(**fields), headers={"Accept-Language": "en"})

    return post


def test_a_repeating_event_is_published_with_its_dates(send):
    response = send(skipped=["2027-01-12"], extra=["2027-01-14"], count="3")
    assert response.status_code == 302, folded(parse(response))
    page = EventPage.objects.get()
    assert page.weekdays == [1]
    days = [row.span.first_day for row in page.occurrences.order_by("start")]
    assert days == [date(2027, 1, 5), date(2027, 1, 14), date(2027, 1, 19)]


def test_a_day_without_a_date_cannot_be_left_out_and_the_next_one_is_named(send):
    response = send(skipped=["2027-01-13"])
    assert not EventPage.objects.exists()
    text = folded(parse(response))
    assert "There is no date on this day. The next one is on Tue, 19 January 2027." in text


def test_not_every_date_can_be_left_out(send):
    response = send(skipped=["2027-01-05", "2027-01-12"], count="2")
    assert not EventPage.objects.exists()
    assert "All dates are left out." in folded(parse(response))


def test_a_wrong_form_is_told_and_keeps_what_was_typed(send):
    response = send(
        starts_on="", interval="x", skipped=["2027-01-12", "quatsch"], until="2026-01-01"
    )
    assert response.status_code == 200
    assert not EventPage.objects.exists()
    assert parse(response).select_one("#id_title")["value"] == "Wochenmarkt"


def test_the_editor_is_shown_the_rule_and_the_next_dates(send, admin_client):
    send(skipped=["2027-01-12"])
    page = EventPage.objects.get()
    shown = parse(admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    dates = [folded(item) for item in shown.select("[data-next-dates] li")]
    assert len(dates) == 10
    assert "12" not in dates[1].split(".")[0]


@pytest.fixture
def typed(admin_client, db, settings):
    """What the editor is shown while the form is not saved."""
    settings.LANGUAGE_CODE = "en"

    def post(**fields):
        response = admin_client.post(reverse("news_next_dates"), form(**fields))
        assert response.status_code == 200
        assert not EventPage.objects.exists()
        return parse(response)

    return post


def test_the_next_dates_follow_the_form(typed):
    shown = typed(skipped=["2027-01-12"], extra=["2027-01-14"], count="3")
    dates = [folded(item) for item in shown.select("li")]
    assert [one.partition(",")[2].split(" January")[0].strip() for one in dates] == [
        "5",
        "14",
        "19",
    ]
    assert "every week: Tuesday, 3 dates" in folded(shown)
    assert "no end" not in folded(shown)


def test_a_row_that_is_taken_away_counts_no_longer(typed):
    row = {"skipped_dates-0-DELETE": "1"}
    shown = typed(skipped=["2027-01-12"], count="3", **row)
    assert len(shown.select("li")) == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_on": ""},
        {"starts_on": "5.1."},
        {"interval": "0"},
        {"until": "2026-01-01"},
        {"skipped": ["quatsch"]},
        {"skipped_dates": {"TOTAL_FORMS": "x"}},
    ],
)
def test_what_makes_no_date_is_waited_for(typed, fields):
    shown = typed(**fields)
    assert "as soon as the fields above make a date" in folded(shown)


def test_only_editors_are_told(client, db):
    response = client.post(reverse("news_next_dates"), form())
    assert response.status_code == 302
    assert "/login/" in response["Location"]
