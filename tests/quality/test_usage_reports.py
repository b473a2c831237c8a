"""What editors see of the counts, and what they do with them."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from home.models import HomePage, StandardPage
from quality import reports
from quality.models import Counted, DailyCount
from quality.usage.retention import delete_expired
from quality.usage.statistics import months, of_day
from tests.factories import ServiceFactory
from tests.pages import links, parse, text_of
from tests.readers import tables

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def page(db):
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Lindenfurt", slug="stadt"))
    Site.objects.filter(is_default_site=True).update(root_page=home)
    found = home.add_child(instance=StandardPage(title="Wochenmarkt", slug="markt"))
    found.save_revision().publish()
    return found


def counted(kind, key, days=None, **fields):
    """days: {day: count}; by default three times today."""
    days = days or {timezone.localdate(): 3}
    fields = {"title": key, "path": key if key.startswith("/") else "", **fields}
    row = Counted.objects.create(kind=kind, key=key, last_day=max(days), **fields)
    DailyCount.objects.bulk_create(DailyCount(counted=row, day=d, count=n) for d, n in days.items())
    return row


def rows_of(response):
    return [[cell.text.strip() for cell in row.select("td")] for row in parse(response).select(
        ".quality-scroll tbody tr"
    )]  # fmt: skip


# --- Figures -------------------------------------------------------------------------------


def test_twelve_months_end_with_the_present_one(db, django_assert_num_queries):
    days = {datetime.date(2026, 11, 2): 5, datetime.date(2026, 11, 19): 5}
    counted("view", "/a/", {**days, datetime.date(2025, 12, 31): 4, datetime.date(2025, 11, 30): 9})
    with django_assert_num_queries(1):
        found = months("/a/", TODAY)
    assert [month.first.month for month in found] == [12, *range(1, 12)]
    assert (found[0].count, found[0].height) == (4, 40)
    assert (found[-1].count, found[-1].height) == (10, 100)
    assert months("/fremd/", TODAY)[0].height == 0


def test_a_day_on_one_screen(db, django_assert_num_queries):
    yesterday = TODAY - datetime.timedelta(days=1)
    counted("view", "/a/", {yesterday: 30, TODAY: 99, yesterday - datetime.timedelta(days=1): 70})
    counted("search", "perso", {yesterday: 4}, hits=2)
    counted("search", "hundemarke", {yesterday: 2, TODAY: 9}, hits=0)
    with django_assert_num_queries(4):
        found = of_day(yesterday)
    assert (found.views, found.average) == (30, 10)
    assert [(one.title, one.total) for one in found.searches] == [("perso", 4)]
    assert [(one.title, one.total) for one in found.not_found] == [("hundemarke", 2)]


# --- Forgetting ----------------------------------------------------------------------------


def test_what_one_person_alone_asked_for_is_forgotten_after_a_week(db):
    week_ago = TODAY - datetime.timedelta(days=8)
    counted("search", "einmal", {week_ago: 1})
    counted("search", "zweimal", {week_ago: 2})
    counted("search", "gestern", {TODAY - datetime.timedelta(days=1): 1})
    counted("missing", "/einmal/", {week_ago: 1})
    counted("view", "/seite/", {week_ago: 1})
    delete_expired(TODAY)
    assert set(Counted.objects.values_list("key", flat=True)) == {"zweimal", "gestern", "/seite/"}


def test_sums_are_kept_for_two_years_and_words_for_one(db):
    old, older = TODAY - datetime.timedelta(days=450), TODAY - datetime.timedelta(days=800)
    counted("view", "/seite/", {older: 7, old: 8})
    counted("view", "/fort/", {older: 7})
    counted("search", "wort", {old: 9})
    delete_expired(TODAY)
    assert list(DailyCount.objects.values_list("counted__key", "count")) == [("/seite/", 8)]
    assert Counted.objects.get().key == "/seite/"


# --- Reports -------------------------------------------------------------------------------


def test_the_most_read_come_first_and_lead_to_their_months(admin_client, page):
    counted("view", f"page:{page.pk}", title="Wochenmarkt", path="/markt/")
    counted("view", "/rat/", {timezone.localdate(): 9}, title="Rat")
    response = admin_client.get(reverse("quality_views"))
    assert [row[0] for row in rows_of(response)] == ["9", "3"]
    shown = admin_client.get(links(response, ".quality-scroll")["Wochenmarkt"])
    assert shown.status_code == 200
    bars = parse(shown).select(".quality-months rect")
    assert len(bars) == 12
    assert bars[-1]["height"] == "56"


def test_the_time_can_be_chosen_and_a_wrong_one_is_the_usual(admin_client, page):
    counted("view", "/alt/", {timezone.localdate() - datetime.timedelta(days=60): 3})
    url = reverse("quality_views")
    assert not rows_of(admin_client.get(url))
    assert not rows_of(admin_client.get(f"{url}?period=seltsam"))
    assert rows_of(admin_client.get(f"{url}?period=90"))


def test_downloads_have_their_own_list(admin_client, page):
    counted("download", "document:1", title="satzung.pdf", path="/documents/1/satzung.pdf")
    assert rows_of(admin_client.get(f"{reverse('quality_views')}?kind=download"))[0][0] == "3"


def test_the_next_page_of_a_list_keeps_what_was_chosen(admin_client, page, monkeypatch):
    monkeypatch.setattr(reports, "PER_PAGE", 1)
    for number, name in enumerate(("a.pdf", "b.pdf")):
        counted("download", f"document:{number}", title=name, path=f"/documents/{number}/{name}")
    url = f"{reverse('quality_views')}?kind=download"
    response = admin_client.get(url)
    onward = parse(response).select_one(".pagination .next a")["href"]
    after = admin_client.get(reverse("quality_views") + onward)
    assert len(rows_of(response)) == len(rows_of(after)) == 1
    assert {text_of(one).count("b.pdf") for one in (response, after)} == {0, 1}


def test_searches_without_a_hit_have_a_list_of_their_own(admin_client, page):
    counted("search", "perso", hits=4)
    counted("search", "hundemarke", hits=0)
    assert len(rows_of(admin_client.get(reverse("quality_searches")))) == 2
    assert rows_of(admin_client.get(reverse("quality_nothing_found")))[0][1] == "0"


def test_lists_are_saved_for_spreadsheets_without_formulas(admin_client, page):
    counted("search", "=cmd()", hits=0)
    response = admin_client.get(f"{reverse('quality_searches')}?export=csv")
    saved = tables.of_people(response.getvalue())
    assert saved[1][:3] == ["'=cmd()", "3", "0"]


def test_hostile_words_are_only_text(admin_client, page):
    counted("search", "<script>alert(1)</script>", hits=0)
    assert b"<script>alert" not in admin_client.get(reverse("quality_searches")).content


def test_who_edits_nothing_sees_no_figures(client, page):
    client.force_login(User.objects.create_user("gast"))
    for name in ("quality_views", "quality_searches", "quality_missing", "quality_feedback"):
        assert client.get(reverse(name)).status_code in (302, 403)


# --- What editors do -----------------------------------------------------------------------


def test_a_word_leads_to_a_page_from_now_on(admin_client, page):
    url = f"{reverse('quality_word')}?word=Bauernmarkt"
    found = admin_client.get(f"{url}&q=markt")
    button = parse(found).select_one(".quality-takers button")
    assert button["value"] == f"page:{page.pk}"
    sent = {"word": "Bauernmarkt", "target": button["value"]}
    for _twice in range(2):
        assert admin_client.post(reverse("quality_word"), sent).status_code == 302
    page.refresh_from_db()
    assert page.also_called == "Bauernmarkt"
    assert not page.has_unpublished_changes


def test_a_word_does_not_publish_what_else_waits(admin_client, page):
    page.title = "Entwurf"
    page.save_revision()
    sent = {"word": "Bauernmarkt", "target": f"page:{page.pk}"}
    admin_client.post(reverse("quality_word"), sent)
    page.refresh_from_db()
    assert (page.title, page.also_called) == ("Wochenmarkt", "")
    latest = page.get_latest_revision_as_object()
    assert (latest.title, latest.also_called) == ("Entwurf", "Bauernmarkt")


def test_a_word_leads_to_a_service_from_now_on(admin_client, page):
    service = ServiceFactory(title="Hundesteuer", slug="hundesteuer")
    found = admin_client.get(f"{reverse('quality_word')}?word=Hundemarke&q=hunde")
    target = parse(found).select_one(".quality-takers button")["value"]
    admin_client.post(reverse("quality_word"), {"word": "Hundemarke", "target": target})
    service.refresh_from_db()
    assert service.supplement.alias_list == ["Hundemarke"]
    assert service.supplement.live


@pytest.mark.parametrize("target", ["", "page:0", "page:x", "fremd:1", "page:99999999999999999999"])
def test_a_made_up_target_changes_nothing(admin_client, page, target):
    response = admin_client.post(reverse("quality_word"), {"word": "a", "target": target})
    assert response.status_code in (302, 404)


def test_a_missing_address_gets_a_redirect_and_leaves_the_list(admin_client, page):
    counted("missing", "/alter-markt/", referrer="alt.example")
    response = admin_client.get(reverse("quality_missing"))
    assert rows_of(response)[0][1] == "alt.example"
    form = admin_client.get(next(iter(links(response, ".quality-scroll").values())))
    field = parse(form).select_one("input[name=old_path]")
    assert field["value"] == "/alter-markt/"
    action = parse(form).select_one("form:has(input[name=old_path])")["action"]
    sent = {"old_path": field["value"], "site": "", "is_permanent": "on", "redirect_page": page.pk}
    assert admin_client.post(action, sent).status_code == 302
    assert Redirect.objects.get().redirect_page_id == page.pk
    assert not rows_of(admin_client.get(reverse("quality_missing")))


def test_the_edit_view_leads_to_usage_and_feedback(admin_client, page):
    shown = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert f"/admin/nutzung/seite/?key=page%3A{page.pk}" in shown.content.decode()


def test_unknown_pages_have_no_figures(admin_client, page):
    for key in ("", "/nie/", "page:0", "page:x"):
        assert admin_client.get(reverse("quality_subject"), {"key": key}).status_code == 404
    assert text_of(admin_client.get(reverse("quality_subject"), {"key": f"page:{page.pk}"}))
