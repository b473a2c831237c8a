"""The front page's button for a new page, and the editor's own drafts there."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from accounts import groups
from home.models import HomePage, LandingPage, StandardPage
from home.news.models import NewsIndexPage
from tests.home import examples
from tests.pages import folded, links, parse
from tests.services.editing.support import member_of

pytestmark = pytest.mark.django_db
START = reverse("quality_new_page")


@pytest.fixture
def home():
    home = examples.make_home()
    examples.add(home, NewsIndexPage(title="Aktuelles", slug="aktuelles"))
    examples.add(home, LandingPage(title="Familie", slug="familie"))
    return home


@pytest.fixture
def editor(home, client):
    user = member_of(groups.EDITORIAL_TEAM)
    client.force_login(user)
    return user


def new_page_of(client):
    (button,) = parse(client.get("/admin/")).select(f".today__actions a[href='{START}']")
    return client.get(button["href"])


def test_every_offered_type_leads_to_its_form_or_to_the_choice_of_its_place(client, editor, home):
    offered = links(new_page_of(client), ".new-page")
    assert len(offered) > 10
    for label, address in offered.items():
        response = client.get(address)
        assert response.status_code == 200, label
    index = NewsIndexPage.objects.get()
    news = reverse("wagtailadmin_pages:add", args=["news", "newspage", index.pk])
    assert news in offered.values()


def test_what_she_may_not_add_is_not_offered(client, editor, home):
    index = NewsIndexPage.objects.get()
    group = editor.groups.get()
    GroupPagePermission.objects.filter(group=group).update(page=index)
    assert len(links(new_page_of(client), ".new-page")) == 1
    GroupPagePermission.objects.filter(group=group).delete()
    assert parse(client.get("/admin/")).select(f"a[href='{START}']") == []
    assert client.get(START).status_code == 302


def test_the_place_is_chosen_among_those_that_fit(client, editor, home):
    address = reverse("wagtailadmin_pages:choose_parent", args=["home", "standardpage"])
    assert address in links(new_page_of(client), ".new-page").values()
    index = NewsIndexPage.objects.get()
    assert client.post(address, {"parent_page": index.pk}).status_code == 200
    response = client.post(address, {"parent_page": home.pk})
    assert response.url == reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])


def test_her_own_drafts_and_edits_stand_on_the_front_page(client, editor, home):
    other = User.objects.create_superuser("otto", "otto@lindenfurt.example", "x")
    for title, user, publishes in (
        ("Mein Entwurf", editor, False),
        ("Meine Seite", editor, True),
        ("Seine Seite", other, False),
    ):
        page = examples.add(home, StandardPage(title=title, slug=title.lower().replace(" ", "-")))
        page.introduction = "Neu."
        revision = page.save_revision(user=user)
        if publishes:
            revision.publish()
    shown = parse(client.get("/admin/"))
    drafts, edited = shown.select_one("#today-drafts"), shown.select_one("#today-edited")
    assert "Mein Entwurf" in folded(drafts.parent)
    assert "Meine Seite" in folded(edited.parent)
    assert "Mein Entwurf" not in folded(edited.parent)
    assert "Seine Seite" not in folded(shown.select_one(".today"))
    draft = Page.objects.get(title="Mein Entwurf")
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert drafts.parent.select_one("a")["href"] == address


def test_somebody_elses_later_version_is_no_draft_of_hers(client, editor, home):
    other = User.objects.create_superuser("otto", "otto@lindenfurt.example", "x")
    page = examples.add(home, StandardPage(title="Unser Park", slug="park"))
    page.save_revision(user=editor)
    page.save_revision(user=other)
    shown = parse(client.get("/admin/"))
    assert shown.select_one("#today-drafts") is None
    assert "Unser Park" in folded(shown.select_one("#today-edited").parent)
    assert HomePage.objects.get() == home
