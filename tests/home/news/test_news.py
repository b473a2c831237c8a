"""News: list, archive, page, feeds."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.news.models import RelatedPage
from tests.pages import links, parse, schemas, text_of

from . import feeds
from .building import category, news

pytestmark = pytest.mark.django_db
LIST = "/aktuelles/"


def titles(response):
    return [heading.get_text(strip=True) for heading in parse(response).select(".news-row h2")]


class TestList:
    def test_shows_the_latest_first_and_the_pinned_before_them(self, browse, news_index):
        news(news_index, "Alt", published_on=date(2026, 5, 1))
        news(news_index, "Neu", published_on=date(2027, 1, 2))
        news(
            news_index,
            "Wichtig",
            published_on=date(2026, 3, 1),
            pinned_until=date(2027, 1, 3),
        )
        news(
            news_index, "War wichtig", published_on=date(2026, 2, 1), pinned_until=date(2027, 1, 2)
        )
        assert titles(browse(LIST)) == ["Wichtig", "Neu", "Alt", "War wichtig"]

    def test_has_an_archive_by_year(self, browse, news_index):
        news(news_index, "Alt", published_on=date(2025, 5, 1))
        news(news_index, "Neu", published_on=date(2027, 1, 2))
        assert [*links(browse(LIST), ".news-years")] == ["all", "2027", "2025"]
        assert titles(browse(f"{LIST}?jahr=2025")) == ["Alt"]
        assert titles(browse(f"{LIST}?jahr=2026")) == []

    def test_is_filtered_by_category(self, browse, news_index):
        building = category("news", "Bauen & Wohnen")
        news(news_index, "Kita", categories=[building])
        news(news_index, "Fest")
        assert titles(browse(f"{LIST}?kategorie=bauen-wohnen")) == ["Kita"]

    @pytest.mark.parametrize(
        "query", ["jahr=20x7", "jahr=0000", "jahr=²²²²", "kategorie=x", "kategorie=%00x"]
    )
    def test_what_cannot_be_asked_for_is_not_there(self, browse, news_index, query):
        assert browse(f"{LIST}?{query}").status_code == 404

    def test_hides_drafts_and_what_is_not_for_everybody(self, browse, news_index):
        news(news_index, "Entwurf").unpublish()
        secret = news(news_index, "Intern")
        PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
        assert titles(browse(LIST)) == []
        assert "There is no news here yet." in text_of(browse(LIST))

    def test_turns_pages_and_keeps_the_filter(self, browse, news_index):
        for number in range(21):
            news(news_index, f"Nachricht {number}", published_on=date(2026, 1, 1 + number))
        response = browse(f"{LIST}?jahr=2026")
        assert len(titles(response)) == 20
        following = links(response, ".pagination")["next page →"]
        assert titles(browse(LIST + following)) == ["Nachricht 0"]

    def test_costs_the_same_for_few_and_many(
        self, browse, news_index, django_assert_max_num_queries
    ):
        for number in range(15):
            news(news_index, f"Nachricht {number}", categories=[category("news", f"K{number}")])
        browse(LIST + "?jahr=2020")
        with django_assert_max_num_queries(16):
            browse(LIST)


class TestPage:
    def test_shows_date_author_and_what_an_editor_relates(self, browse, news_index):
        other, draft = news(news_index, "Anderes"), news(news_index, "Weg")
        page = news(news_index, author="Presseamt", published_on=date(2026, 12, 24))
        page.related = [RelatedPage(page=other), RelatedPage(page=draft), RelatedPage(page=other)]
        page.save_revision().publish()
        draft.unpublish()
        response = browse(page.url)
        text = text_of(response)
        assert "24 December 2026 · Presseamt" in text
        assert text.count("Anderes") == 1
        assert "Weg" not in text

    def test_says_when_it_may_be_out_of_date(self, browse, news_index):
        old = news(news_index, "Alt", published_on=date(2025, 1, 1))
        recent = news(news_index, "Neu", published_on=date(2025, 1, 5))
        assert "No longer up to date" in text_of(browse(old.url))
        assert "No longer up to date" not in text_of(browse(recent.url))
        news_index.outdated_after = 0
        news_index.save_revision().publish()
        assert "No longer up to date" not in text_of(browse(old.url))

    def test_is_told_to_search_engines(self, browse, news_index):
        page = news(news_index, introduction="Zwölf Bänke.", published_on=date(2026, 12, 24))
        found = schemas(browse(page.url))["NewsArticle"]
        assert found["headline"] == page.title
        assert found["datePublished"] == "2026-12-24T00:00:00+01:00"
        assert found["url"] == "http://localhost" + page.url

    def test_hostile_text_stays_text(self, browse, news_index):
        page = news(news_index, "<script>alert(1)</script>", introduction="</script><b>x")
        for path in (page.url, LIST, LIST + "atom/", LIST + "rss/", "/"):
            assert b"<script>alert" not in browse(path).content

    def test_cannot_be_pinned_into_the_past(self, news_index):
        with pytest.raises(ValidationError) as told:
            news(news_index, published_on=date(2027, 1, 2), pinned_until=date(2027, 1, 1))
        assert "pinned_until" in told.value.message_dict

    def test_a_copy_is_another_entry(self, news_index):
        page = news(news_index)
        copy = page.copy(update_attrs={"slug": "kopie"})
        assert copy.specific.uuid != page.uuid


class TestFeeds:
    @pytest.mark.parametrize(
        ("name", "kind"), [("atom", "application/atom+xml"), ("rss", "application/rss+xml")]
    )
    def test_can_be_read_and_keep_their_ids(self, client, news_index, name, kind):
        first = news(news_index, "Erste", published_on=date(2026, 12, 1), author="Presseamt")
        page = news(
            news_index,
            "Bänke & mehr",
            introduction="Zwölf < dreizehn",
            categories=[category("news", "Stadtgrün")],
        )
        response = client.get(f"{LIST}{name}/")
        assert response["Content-Type"].startswith(f"{kind}; charset=utf-8")
        entry, other = feeds.entries(response.content)
        assert entry["title"] == "Bänke & mehr"
        assert entry["text"] == "Zwölf < dreizehn"
        assert entry["link"] == "http://localhost" + page.url
        assert entry["categories"] == ["Stadtgrün"]
        assert other["title"] == "Erste"
        page.title = "Anders"
        page.save_revision().publish()
        again = feeds.entries(client.get(f"{LIST}{name}/").content)
        assert [one["id"] for one in again] == [page.uuid.urn, first.uuid.urn]

    def test_are_not_sent_again_when_nothing_changed(self, client, news_index):
        for path in (f"{LIST}atom/", f"{LIST}rss/"):
            etag = client.get(path)["ETag"]
            assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
        news(news_index)
        assert client.get(f"{LIST}atom/").status_code == 200

    def test_an_empty_feed_stays_the_same(self, client, news_index):
        before = client.get(f"{LIST}atom/").content
        from django.core.cache import cache

        cache.clear()
        assert client.get(f"{LIST}atom/").content == before

    def test_are_named_in_the_head_of_the_list(self, browse, news_index):
        found = parse(browse(LIST)).select("link[rel=alternate][type]")
        kinds = {link["type"]: link["href"] for link in found}
        assert kinds["application/atom+xml"] == f"{LIST}atom/"
        assert kinds["application/rss+xml"] == f"{LIST}rss/"

    def test_control_characters_break_nothing(self, client, news_index):
        news(news_index, "Eins\x07zwei", introduction="a\x0bb")
        [entry] = feeds.entries(client.get(f"{LIST}atom/").content)
        assert entry["title"] == "Einszwei"


class TestHomePage:
    def test_shows_three(self, browse, news_index):
        for number in range(4):
            news(news_index, f"Nachricht {number}", published_on=date(2026, 1, 1 + number))
        page = parse(browse("/"))
        section = page.find(id="teaser-aktuelles").parent
        assert [h.get_text() for h in section.select("h3")] == [
            "Nachricht 3",
            "Nachricht 2",
            "Nachricht 1",
        ]
        assert section.select_one("a.go")["href"] == LIST

    def test_shows_nothing_without_news(self, browse, news_index):
        assert "teaser-aktuelles" not in browse("/").content.decode()


def test_categories_keep_their_address(db):
    one = category("news", "Straßen")
    one.title = "Wege"
    one.save()
    assert one.slug == "strassen"
    assert category("events", "Straßen").slug == "strassen"


def test_old_drafts_and_lost_pins_are_told(rf, admin_user, news_index, event_index):
    from home.news.integrations import worklist
    from home.news.models import NewsPage

    from .building import event

    draft = news_index.add_child(instance=NewsPage(title="Liegt", live=False))
    draft.save_revision()
    NewsPage.objects.filter(pk=draft.pk).update(
        latest_revision_created_at=timezone.now() - timedelta(days=31)
    )
    young = news_index.add_child(instance=NewsPage(title="Jung", live=False))
    young.save_revision()
    event(event_index, "Fest", starts_on=date(2026, 12, 1), pinned=True)
    event(event_index, "Kommt", pinned=True)
    request = rf.get("/")
    request.user = admin_user
    texts = [item.text for item in worklist.items(request)]
    assert len(texts) == 2
    assert any("Liegt" in text for text in texts)
    assert any("Fest" in text for text in texts)


def test_a_stranger_to_the_pages_is_told_nothing(rf, django_user_model, news_index):
    from home.news.integrations import worklist

    request = rf.get("/")
    request.user = django_user_model.objects.create_user("gast")
    assert worklist.items(request) == []
