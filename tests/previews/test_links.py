"""Who holds a preview link sees the draft, and nothing else."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from accounts import groups
from core.registries import periodic
from home.models import StandardPage
from previews.models import PreviewLink, address
from quality.usage.anonymise import kept_path
from tests.pages import links, parse


@pytest.fixture
def editor(db):
    return User.objects.create_superuser("redaktion")


def draft_of(page, title):
    page = type(page).objects.get(pk=page.pk)
    page.title = title
    page.save_revision()
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def draft(city):
    """The town hall's page as it will be: published is still the old one."""
    return draft_of(city.town_hall, "Neues Rathaus")


def link_to(page, user, **options):
    link, token = PreviewLink.make(page, user, **options)
    return link, address(token)


def h1(response):
    return parse(response).h1.get_text(strip=True)


def test_the_link_shows_the_draft_without_an_account(get, draft, editor):
    _link, url = link_to(draft, editor)
    assert h1(get(url)) == "Neues Rathaus"
    assert h1(get("/rathaus/")) == "Rathaus"


def test_what_readers_have_seen_before_is_not_shown_as_the_preview(get, draft, editor):
    get("/rathaus/")
    _link, url = link_to(draft, editor)
    assert h1(get(url)) == "Neues Rathaus"


def test_the_preview_is_kept_by_nobody(get, draft, editor):
    _link, url = link_to(draft, editor)
    response = get(url)
    assert "no-store" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert parse(response).select_one('meta[name=robots][content*="noindex"]')
    assert not response.cookies


def test_the_preview_says_until_when(get, draft, editor):
    link, url = link_to(draft, editor, days=3)
    banner = parse(get(url)).select_one("main aside.notice")
    assert timezone.localtime(link.expires_at).strftime("%d.%m.%Y") in banner.get_text()
    assert not parse(get("/rathaus/")).select("main aside.notice")


def test_only_a_digest_of_the_token_is_stored(draft, editor):
    link, token = PreviewLink.make(draft, editor)
    stored = PreviewLink.objects.values().get(pk=link.pk)
    assert token not in str(stored)
    assert len(token) >= 43  # 256 bits
    assert kept_path(address(token, draft.pk)) == ""  # nor by the counts of missing addresses


def test_openings_are_counted(client, get, draft, editor):
    link, url = link_to(draft, editor)
    for _time in range(2):
        get(url)
    client.head(url)
    link.refresh_from_db()
    assert link.opened == 2


def test_later_drafts_are_shown_unless_the_link_is_fixed(get, draft, editor):
    _link, latest = link_to(draft, editor)
    _link, fixed = link_to(draft, editor, fixed=True)
    draft_of(draft, "Noch neueres Rathaus")
    assert h1(get(latest)) == "Noch neueres Rathaus"
    assert h1(get(fixed)) == "Neues Rathaus"


def test_a_page_that_was_never_published_is_shown(get, city, editor):
    page = city.home.add_child(instance=StandardPage(title="Geheim", slug="geheim", live=False))
    page.save_revision()
    _link, url = link_to(page, editor)
    assert h1(get(url)) == "Geheim"
    assert get("/geheim/").status_code == 404


def test_an_expired_link_says_so(get, draft, editor):
    _link, url = link_to(draft, editor, days=1)
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        response = get(url)
    assert response.status_code == 410
    assert "Rathaus" not in h1(response)
    assert "no-store" in response["Cache-Control"]


def test_a_revoked_link_says_so(get, draft, editor):
    link, url = link_to(draft, editor)
    link.revoke()
    assert get(url).status_code == 410


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_superuser": False}])
def test_it_ends_when_who_made_it_may_no_longer_edit(get, draft, editor, change):
    _link, url = link_to(draft, editor)
    User.objects.filter(pk=editor.pk).update(**change)
    assert get(url).status_code == 410


def test_it_ends_with_the_page(get, draft, editor):
    _link, url = link_to(draft, editor)
    draft.delete()
    assert get(url).status_code == 410


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "ä", "x" * 3000])
def test_an_unknown_link_is_not_found(get, city, token):
    assert get(f"/vorschau/{token}/").status_code == 404


def test_a_link_to_one_page_opens_no_other(get, city, draft, editor):
    _link, url = link_to(draft, editor)
    assert get(f"{url}{city.offices.pk}/").status_code == 404
    assert get(f"{url}{city.home.pk}/").status_code == 404
    assert get("/admin/").status_code == 302


def test_a_whole_section_leads_from_preview_to_preview(get, city, draft, editor):
    city.town_hall.refresh_from_db()
    draft.lists_children = True
    draft.save_revision()
    draft_of(city.offices, "Neuer Wegweiser")
    _link, url = link_to(draft, editor, with_section=True)
    below = f"{url}{city.offices.pk}/"
    assert below in links(get(url), ".with-section__page, .page").values()
    assert h1(get(below)) == "Neuer Wegweiser"
    back = links(get(below), "nav.breadcrumb")
    assert url in back.values()
    assert f"{url}{city.counter.pk}/" in links(get(url), "main aside.notice").values()
    assert get(f"{url}{city.imprint.pk}/").status_code == 404


def test_closed_pages_of_a_section_stay_closed(get, city, draft, editor):
    city.offices.view_restrictions.create(restriction_type="login")
    _link, url = link_to(draft, editor, with_section=True)
    for page in (city.offices, city.counter):
        assert get(f"{url}{page.pk}/").status_code == 404
    assert not links(get(url), "main aside.notice")


def test_long_over_links_are_forgotten(draft, editor):
    link_to(draft, editor)
    with time_machine.travel(timezone.now() + timedelta(days=120)):
        link_to(draft, editor)
        periodic.run("delete-expired")
        assert PreviewLink.objects.count() == 1


# --- The editors' side ------------------------------------------------------------------------


def links_page(page):
    return reverse("previews_links", args=["wagtailcore.page", page.pk])


def test_an_editor_makes_copies_and_revokes_a_link(client, get, draft, editor):
    client.force_login(editor)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    assert links_page(draft) in str(edit.content)
    client.post(links_page(draft), {"days": "14", "note": "Agentur"})
    page = parse(client.get(links_page(draft)))
    url = page.select_one("#new-preview-link")["value"]
    assert "Agentur" in page.select_one("table").get_text()
    client.logout()
    assert h1(get(url.partition("testserver")[2])) == "Neues Rathaus"
    client.force_login(editor)
    assert not parse(client.get(links_page(draft))).select("#new-preview-link")  # only once
    link = PreviewLink.objects.get()
    assert timedelta(days=13) < link.expires_at - timezone.now() <= timedelta(days=14)
    client.post(reverse("previews_revoke", args=[link.pk]))
    assert not PreviewLink.objects.active().exists()
    assert not parse(client.get(links_page(draft))).select("table")


@pytest.mark.parametrize("days", ["0", "31", "", "viele"])
def test_a_link_lasts_one_to_thirty_days(client, draft, editor, days):
    client.force_login(editor)
    assert client.post(links_page(draft), {"days": days}).status_code == 200
    assert not PreviewLink.objects.exists()


def test_who_may_not_edit_the_page_makes_and_revokes_no_link(client, draft, editor):
    groups.setup_groups()
    other = User.objects.create_user("andere")
    other.groups.set(groups.Group.objects.filter(name=groups.EMERGENCY_PUBLISHER))
    client.force_login(other)
    client.post(links_page(draft), {"days": "7"})
    assert not PreviewLink.objects.exists()
    link, _url = link_to(draft, editor)
    client.post(reverse("previews_revoke", args=[link.pk]))
    assert PreviewLink.objects.active().exists()


def test_nothing_else_has_preview_links(client, editor, db):
    client.force_login(editor)
    url = reverse("previews_links", args=["auth.user", editor.pk])
    assert client.get(url).status_code == 404
