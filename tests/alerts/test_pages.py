"""Alerts at addresses of their own, for readers and for programs."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import etree

from tests.frame.conftest import OTHER_HOST
from tests.pages import links, parse, text_of

from .conftest import make

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def past(city):
    now = timezone.now()
    return make("Hochwasser", starts_at=now - timedelta(days=3), ends_at=now - timedelta(days=1))


@pytest.fixture
def planned(city):
    start = timezone.now() + timedelta(days=1)
    return make("Stadtfest", starts_at=start, ends_at=start + timedelta(days=1))


def test_the_list_shows_what_runs_once(get, alert, past, planned):
    page = parse(get("/hinweise/"))
    assert len(page.select(".alert")) == 1
    assert "Stadtwald" in page.get_text()


def test_the_list_says_when_there_is_nothing(get, city):
    assert get("/hinweise/").status_code == 200
    assert not parse(get("/hinweise/")).select(".alert")


def test_the_archive_keeps_what_is_over(get, alert, past, planned):
    response = get("/hinweise/archiv/")
    assert "Hochwasser" in text_of(response)
    assert not {"Sturmwarnung", "Stadtfest"} & set(text_of(response).split())
    assert past.get_absolute_url() in links(response).values()


def test_the_archive_has_pages(get, city):
    now = timezone.now()
    for number in range(21):
        ends = now - timedelta(days=number + 1)
        make(f"Alt {number}", starts_at=ends - timedelta(days=1), ends_at=ends)
    assert len(parse(get("/hinweise/archiv/")).select(".alert")) == 20
    assert len(parse(get("/hinweise/archiv/?seite=2")).select(".alert")) == 1
    assert get("/hinweise/archiv/?seite=quatsch").status_code == 200


def test_an_alert_has_an_address_from_its_beginning_on(get, alert, past, planned, other):
    assert "Sturmwarnung" in text_of(get(alert.get_absolute_url()))
    assert get(past.get_absolute_url()).status_code == 200
    assert b"noindex" in get(past.get_absolute_url()).content
    assert get(planned.get_absolute_url()).status_code == 404
    only_there = make("Wasser", sites=[other.site])
    assert get(only_there.get_absolute_url()).status_code == 404
    assert get(only_there.get_absolute_url(), OTHER_HOST).status_code == 200


def test_what_was_ended_before_it_began_was_never_seen(get, planned):
    planned.end_now(user=None)
    assert "Stadtfest" not in text_of(get("/hinweise/archiv/"))


def test_the_feed_holds_what_runs(get, alert, past):
    response = get("/hinweise/feed.xml")
    feed = etree.fromstring(response.content)
    (entry,) = feed.findall("a:entry", ATOM)
    assert entry.findtext("a:title", namespaces=ATOM).endswith("Sturmwarnung")
    assert entry.findtext("a:summary", namespaces=ATOM) == "Meiden Sie den Stadtwald."
    link = entry.find("a:link", namespaces=ATOM).get("href")
    assert link.endswith(alert.get_absolute_url())


def test_programs_get_the_same_as_json(get, alert, city):
    make("Umzug", severity="info", link_page=city.offices)
    first, second = get("/hinweise/hinweise.json").json()["alerts"]
    assert first["severity"] == "warning"
    assert first["link"] is None
    assert first["url"].endswith(alert.get_absolute_url())
    assert second["link"].endswith("/rathaus/wegweiser/")


def test_a_link_to_a_page_that_is_gone_is_left_out(get, city):
    make(link_page=city.offices)
    city.offices.unpublish()
    assert not parse(get("/hinweise/")).select(".alert__more")


def test_hostile_text_stays_text(get, city):
    make("<script>alert(1)</script>")
    assert b"<script>alert(1)" not in get("/rathaus/").content
