"""Following by mail, and finding by search."""

from datetime import date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from home.news.models import EventIndexPage, NewsIndexPage
from search.searching import search
from subscriptions import topics
from tests.pages import links

from ..building import add, category, event, news, notice

pytestmark = pytest.mark.django_db


def told(name, parameters, since=timedelta(hours=1), until=timedelta()):
    now = timezone.now()
    return topics.find(name).items(parameters, now - since, now + until)


class TestItems:
    def test_news_from_their_first_publication(self, news_index):
        page = news(news_index, "Kita", introduction="Neu gebaut.")
        [item] = told("news", {})
        assert (item.title, item.text, item.when) == (
            "Kita",
            "Neu gebaut.",
            page.first_published_at,
        )
        assert item.url.endswith(page.url)
        page.save_revision().publish()
        with time_machine.travel(timezone.now() + timedelta(days=1)):
            assert told("news", {}) == []

    def test_of_one_list_and_one_category(self, home, event_index):
        music = category("events", "Musik")
        other = add(home, EventIndexPage(title="Andere", slug="andere"))
        event(event_index, "Konzert", categories=[music])
        event(event_index, "Markt")
        event(other, "Fremd", categories=[music])
        wanted = {"liste": event_index.pk, "kategorie": "musik"}
        assert [item.title for item in told("events", wanted)] == ["Konzert"]
        assert len(told("events", {})) == 3
        event_index.unpublish()
        assert told("events", wanted) == []

    def test_that_an_event_is_called_off_and_takes_place_after_all(self, event_index):
        page = event(event_index, "Konzert")
        with time_machine.travel(datetime(2027, 1, 4, 12, tzinfo=timezone.get_default_timezone())):
            assert told("events", {}) == []
            page.status = "cancelled"
            page.save_revision().publish()
            [item] = told("events", {})
            assert item.title == page.title_with_status
        with time_machine.travel(datetime(2027, 1, 5, 9, tzinfo=timezone.get_default_timezone())):
            page.title = "Konzert im Park"
            page.save_revision().publish()
            assert told("events", {}) == []
            page.status = ""
            page.save_revision().publish()
            [item] = told("events", {})
            assert "Konzert im Park" in item.title

    def test_notices_of_a_kind(self, notice_index):
        notice(notice_index, "Wahl", kind="wahl")
        notice(notice_index, "Satzung", kind="satzung")
        assert [item.title for item in told("public-notices", {"art": "wahl"})] == ["Wahl"]

    def test_drafts_are_not_told(self, news_index):
        news(news_index).unpublish()
        assert told("news", {}) == []


class TestWishes:
    def test_are_read_from_the_address(self, news_index):
        category("news", "Bauen")
        topic = topics.find("news")
        raw = {"liste": str(news_index.pk), "kategorie": "bauen", "x": "y"}
        parameters = topic.clean(raw)
        assert parameters == {"liste": news_index.pk, "kategorie": "bauen"}
        assert topic.describe(parameters) == "Aktuelles: Bauen"
        assert topic.url(parameters).endswith("/aktuelles/?kategorie=bauen")

    @pytest.mark.parametrize(
        ("topic", "raw"),
        [
            ("news", {"liste": "x"}),
            ("news", {"liste": "9" * 40}),
            ("events", {"liste": "0"}),
            ("news", {"kategorie": "gibt-es-nicht"}),
            ("public-notices", {"art": "x"}),
        ],
    )
    def test_what_there_is_not_cannot_be_followed(self, news_index, topic, raw):
        with pytest.raises(ValidationError):
            topics.find(topic).clean(raw)

    def test_a_list_that_is_gone_still_has_a_name(self, news_index):
        topic, wanted = topics.find("news"), {"liste": news_index.pk}
        news_index.delete()
        assert topic.describe(wanted)
        assert topic.url(wanted) == "/"
        assert told("news", wanted) == []

    def test_each_list_links_to_following_it(self, browse, news_index, event_index, notice_index):
        for page, name in (
            (news_index, "news"),
            (event_index, "events"),
            (notice_index, "public-notices"),
        ):
            address = urlsplit(links(browse(page.url), ".follow")["Follow by mail"])
            assert f"/{name}/" in address.path
            raw = {key: value[0] for key, value in parse_qs(address.query).items()}
            assert topics.find(name).clean(raw) == {"liste": page.pk}
            assert browse(address.geturl()).status_code == 200

    def test_a_list_that_is_no_topic_offers_its_feeds_alone(self, browse, news_index, monkeypatch):
        monkeypatch.setattr(NewsIndexPage, "topic", "")
        ways = links(browse(news_index.url), ".follow")
        assert set(ways) == {"Feed (Atom)", "Feed (RSS)"}


class TestSearch:
    def found(self, query):
        return {
            group.kind.name: [hit.title for hit in group.hits] for group in search(query).groups
        }

    def test_each_kind_is_found_once_and_apart(self, news_index, event_index, notice_index):
        news(news_index, "Mühlbachbrücke gesperrt")
        event(event_index, "Mühlbachbrücke: Einweihung")
        notice(notice_index, "Mühlbachbrücke: Planfeststellung")
        assert self.found("Mühlbachbrücke") == {
            "news": ["Mühlbachbrücke gesperrt"],
            "events": ["Mühlbachbrücke: Einweihung"],
            "public-notices": ["Mühlbachbrücke: Planfeststellung"],
        }

    def test_events_that_are_over_are_not_found(self, event_index):
        event(event_index, "Mühlbachfest", starts_on=date(2026, 8, 1))
        assert self.found("Mühlbachfest") == {}

    def test_a_hit_says_when_and_where(self, event_index):
        event(event_index, "Mühlbachfest", place_name="Festwiese")
        [group] = search("Mühlbachfest").groups
        assert group.hits[0].teaser.endswith("Festwiese")
