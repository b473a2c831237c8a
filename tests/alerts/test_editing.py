"""Writing alerts: in full by editors, in a hurry by whoever is on duty."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts import groups
from alerts.models import LONGEST_TIME, Alert
from alerts.worklist import ending_soon
from tests.pages import parse, text_of

from .conftest import make

DESK = "/admin/eilmeldung/"
TYPED = {
    "severity": "danger",
    "title": "Gasgeruch in der Altstadt",
    "text": "Verlassen Sie die Häuser.\n\nRufen Sie <112>.",
    "hours": "12",
    "link_url": "",
}


def user_in(group):
    groups.setup_groups()
    user = User.objects.create_user(f"in-{group}", password="geheim")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def on_duty(client, city):
    user = user_in(groups.EMERGENCY_PUBLISHER)
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    "start, end",
    [
        (timedelta(), timedelta()),
        (timedelta(hours=2), timedelta(hours=1)),
        (timedelta(), LONGEST_TIME + timedelta(minutes=1)),
        (timedelta(days=-2), timedelta(days=-1)),
    ],
)
def test_an_end_that_makes_no_sense_is_said(db, start, end):
    now = timezone.now()
    with pytest.raises(ValidationError) as caught:
        Alert(title="x", starts_at=now + start, ends_at=now + end).full_clean()
    assert set(caught.value.message_dict) == {"ends_at"}


def test_it_ends_after_seven_days_unless_told_otherwise(db):
    with time_machine.travel("2026-11-30T12:00Z", tick=False):
        alert = Alert(title="x")
    assert alert.ends_at - alert.starts_at == timedelta(days=7)
    alert.full_clean()


def test_a_word_of_one_that_is_over_can_be_corrected(alert):
    alert.end_now(user=None)
    Alert.objects.get(pk=alert.pk).full_clean()


def test_it_has_a_page_or_an_address_not_both(city):
    alert = Alert(title="x", link_page=city.offices, link_url="https://example.org/")
    with pytest.raises(ValidationError):
        alert.full_clean()


def test_whoever_is_on_duty_finds_the_desk_and_nothing_else(client, on_duty):
    page = parse(client.get(reverse("wagtailadmin_home")))
    assert page.select_one(f'form[action="{DESK}"] [name=title]')
    menu = text_of(client.get(reverse("wagtailadmin_home")))
    assert "Gasgeruch" not in menu
    for name in ("wagtailusers_users:index", "wagtailimages:index", "wagtailsites:index"):
        assert client.get(reverse(name)).status_code == 302, name
    root = reverse("wagtailadmin_explore_root")
    assert client.get(root).status_code == 302


def test_an_alert_is_looked_at_then_published(client, on_duty, get):
    seen = client.post(DESK, TYPED | {"action": "preview"})
    assert parse(seen).select_one(".alert--danger")
    assert not Alert.objects.exists()
    fields = {
        field["name"]: field["value"] for field in parse(seen).select("form.alert-decide input")
    }
    back = parse(client.post(DESK, fields | {"action": "edit"}))
    assert back.select_one("[name=title]")["value"] == TYPED["title"]
    assert client.post(DESK, fields | {"action": "publish"}).status_code == 302
    alert = Alert.objects.get()
    assert alert.live
    assert alert.ends_at - alert.starts_at == timedelta(hours=12)
    assert alert.live_revision.user == on_duty
    shown = parse(get("/rathaus/")).select_one(".alert--danger")
    assert "<112>" in shown.get_text()
    assert len(shown.select(".alert__text p")) == 2


@pytest.mark.parametrize("field, value", [("title", ""), ("severity", "x"), ("hours", "9999"),
                                          ("link_url", "javascript:alert(1)")])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, on_duty, field, value):
    answer = client.post(DESK, TYPED | {field: value, "action": "publish"})
    assert answer.status_code == 200
    page = parse(answer)
    assert page.select(".desk__error")
    assert page.select_one("textarea").get_text().strip() == TYPED["text"].strip()
    assert not Alert.objects.exists()


def test_it_is_ended_with_one_button(client, on_duty, get, city):
    alert = make()
    assert parse(client.get(DESK)).select_one(
        f'form[action="/admin/eilmeldung/{alert.pk}/beenden/"]'
    )
    end = reverse("alerts_end", args=[alert.pk])
    assert client.get(end).status_code == 405
    client.post(end)
    ended = Alert.objects.get()
    assert ended.live and ended.ends_at <= timezone.now()
    client.post(end)
    assert Alert.objects.get().ends_at == ended.ends_at


def test_without_the_right_there_is_no_desk(client, city):
    alert = make()
    client.force_login(user_in(groups.DATA_STEWARD))
    assert client.post(DESK, TYPED | {"action": "publish"}).status_code == 302
    client.post(reverse("alerts_end", args=[alert.pk]))
    assert Alert.objects.get().ends_at > timezone.now()


def test_the_desk_asks_for_the_site_where_there_are_several(client, on_duty, other, get):
    client.post(DESK, TYPED | {"sites": [other.site.pk], "action": "publish"})
    assert list(Alert.objects.get().sites.all()) == [other.site]


@pytest.fixture
def editor(client, city):
    user = user_in(groups.EDITORIAL_TEAM)
    client.force_login(user)
    return user


def form_of(**fields):
    now = timezone.localtime()
    return {
        "severity": "info",
        "title": "Bauarbeiten",
        "text": '{"blocks": [], "entityMap": {}}',
        "language": "de",
        "link_page": "",
        "link_url": "",
        "link_text": "",
        "starts_at": now.strftime("%Y-%m-%d %H:%M"),
        "ends_at": (now + timedelta(days=3)).strftime("%Y-%m-%d %H:%M"),
        "everywhere": "on",
        "dismissable": "on",
        **fields,
    }


def test_editors_publish_with_one_click(client, editor):
    page = parse(client.get(reverse(Alert.snippet_viewset.get_url_name("add"))))
    first = page.select_one("form footer button[type=submit]")
    assert first["name"] == "action-publish"


def test_an_alert_begins_in_the_hour_that_comes_twice(client, editor):
    url = reverse(Alert.snippet_viewset.get_url_name("add"))
    night = {"starts_at": "2027-10-31 02:30", "ends_at": "2027-11-01 02:30"}
    assert client.post(url, form_of(**night)).status_code == 302
    assert Alert.objects.get().starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_editors_choose_parts_of_the_site(client, editor, get):
    url = reverse(Alert.snippet_viewset.get_url_name("add"))
    data = form_of(parts=["app:services"], **{"action-publish": "1"})
    del data["everywhere"]
    assert client.post(url, data).status_code == 302
    assert Alert.objects.get().parts == ["app:services"]
    assert parse(get("/dienstleistungen/")).select(".alert")


def test_an_alert_must_show_somewhere(client, editor):
    data = form_of(**{"action-publish": "1"})
    del data["everywhere"]
    answer = client.post(reverse(Alert.snippet_viewset.get_url_name("add")), data)
    assert answer.status_code == 200
    assert not Alert.objects.exists()


def test_editors_list_and_preview(client, editor, alert):
    assert "Sturmwarnung" in text_of(
        client.get(reverse(Alert.snippet_viewset.get_url_name("list")))
    )
    preview = alert.make_preview_request()
    assert parse(preview).select(".alert")


def test_two_days_before_its_end_somebody_is_told(editor, city):
    request = RequestFactory().get("/")
    request.user = User.objects.get(pk=editor.pk)
    now = timezone.now()
    make("bald", starts_at=now - timedelta(days=6), ends_at=now + timedelta(days=1))
    make("später", starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=6))
    make("kurz", starts_at=now, ends_at=now + timedelta(hours=5))
    (item,) = ending_soon(request)
    assert "bald" in item.text
    request.user = User.objects.create_user("niemand")
    assert ending_soon(request) == []
