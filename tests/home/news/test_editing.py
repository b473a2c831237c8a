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
