"""The admin's front page: what needs a hand today, on one screen."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from accounts import groups
from core.registries import worklist
from harvest.models import Run
from home.models import HomePage
from home.news.models import NewsIndexPage
from quality.dashboard.panel import greeting
from quality.models import Counted, DailyCount
from tests.factories import SourceFactory
from tests.pages import links, parse, text_of
from tests.services.editing.support import member_of

HOME = "/admin/"


@pytest.fixture
def home(db):
    root = Page.get_first_root_node()
    found = root.add_child(instance=HomePage(title="Lindenfurt", slug="stadt"))
    Site.objects.filter(is_default_site=True).update(root_page=found)
    found.add_child(instance=NewsIndexPage(title="Aktuelles", slug="aktuelles"))
    return found


@pytest.fixture
def work():
    """`work(item, …)`: a kind of work that waits; nothing else does."""
    kept, worklist._todos = worklist._todos, {}

    def wait(*items, name="probe", label="Probe"):
        worklist.register(worklist.Todo(name, label, lambda request: list(items)))

    yield wait
    worklist._todos = kept


def today(client):
    return parse(client.get(reverse("wagtailadmin_home"))).select_one(".today")


@pytest.mark.parametrize(
    ("hour", "name", "said"),
    [(7, "Anna", "Anna"), (12, "", ""), (20, "Anna", "Anna")],
)
def test_the_greeting_fits_the_hour_and_knows_the_name(hour, name, said):
    greetings = {greeting(datetime.datetime(2026, 11, 20, at), name) for at in (7, 12, 20)}
    assert len(greetings) == 3
    assert said in greeting(datetime.datetime(2026, 11, 20, hour), name)
    assert "%(" not in greeting(datetime.datetime(2026, 11, 20, hour), name)


def test_what_is_urgent_comes_first(admin_client, home, work):
    work(worklist.Item("Ruhig", "/a/", 3), worklist.Item("Eilig", "/b/", urgent=True))
    shown = today(admin_client)
    assert [link["href"] for link in shown.select(".today__urgent a")] == ["/b/"]
    assert "3" in shown.select_one(".today__card").text
    assert "Eilig" not in shown.select_one(".today__card").text


def test_many_things_of_a_kind_are_counted_not_listed(admin_client, home, work):
    work(*(worklist.Item(f"Nummer {number}", "/a/") for number in range(9)))
    card = today(admin_client).select_one(".today__card")
    assert len(card.select("li")) == 6
    assert "3" in card.select_one(".today__more").text


def test_a_day_without_work_says_so(admin_client, home, work):
    assert today(admin_client).select_one(".today__nothing")


def test_hostile_titles_are_only_text(admin_client, home, work):
    work(worklist.Item("<script>alert(1)</script>", "/a/"))
    assert not today(admin_client).select("script")


def test_yesterday_is_told_in_figures(admin_client, home):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    for kind, key, count, hits in (
        ("view", "/a/", 1234, None),
        ("search", "perso", 5, 2),
        ("search", "hundemarke", 3, 0),
    ):
        row = Counted.objects.create(kind=kind, key=key, title=key, hits=hits, last_day=yesterday)
        DailyCount.objects.create(counted=row, day=yesterday, count=count)
    shown = today(admin_client)
    assert shown.select_one(".today__figure").text in ("1.234", "1,234")
    assert "perso" in shown.text
    assert "/admin/nutzung/anderes-wort/?word=hundemarke" in str(shown)


def test_buttons_follow_rights(client, home):
    def buttons(user):
        client.force_login(user)
        return {link["href"] for link in today(client).select(".today__actions a")}

    news = reverse("wagtailadmin_pages:add", args=["news", "newspage", home.get_children()[0].pk])
    page = reverse("quality_new_page")
    assert {news, page, reverse("alerts_desk")} <= buttons(member_of(groups.EDITORIAL_TEAM))
    assert buttons(member_of(groups.MODERATOR)) == set()
    assert {news, page} <= buttons(User.objects.create_superuser("chef"))


def test_sources_that_need_a_hand_are_urgent(client, home):
    source = SourceFactory()
    Run.objects.create(source=source, trigger="schedule", status="held", held=400)
    client.force_login(member_of(groups.OPERATOR))
    assert source.title in today(client).select_one(".today__urgent").text
    client.force_login(member_of(groups.MODERATOR))
    assert source.title not in today(client).text


def test_the_front_page_keeps_its_query_budget(admin_client, home, django_assert_max_num_queries):
    admin_client.get(HOME)
    with django_assert_max_num_queries(55):
        assert admin_client.get(HOME).status_code == 200


def test_every_link_of_the_panel_works(admin_client, home):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    row = Counted.objects.create(kind="search", key="hundemarke", hits=0, last_day=yesterday)
    DailyCount.objects.create(counted=row, day=yesterday, count=9)
    SourceFactory()
    found = links(admin_client.get(HOME), ".today")
    assert found
    for address in found.values():
        assert admin_client.get(address).status_code == 200, address
    assert text_of(admin_client.get(HOME))
