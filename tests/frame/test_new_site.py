"""A second site by the wizard, as somebody fills it in; then it is asked for by its own name."""

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Page, Site

from accounts import groups
from frame.models import Deletion, SiteParts, Theme
from tests.accounts.conftest import person, roles  # noqa: F401
from tests.pages import parse, text_of
from tests.rendered import filled

pytestmark = pytest.mark.django_db
HOST = "werke.lindenfurt.example"


def send(client, page, **fields):
    """Fill the one form of the page and press its button."""
    (form,) = [
        form
        for form in parse(page).select("form[method=post]")
        if form.select("button[type=submit]") and "logout" not in form.get("action", "")
    ]
    target = form.get("action") or page.request["PATH_INFO"]
    data = filled(form, **fields).urlencode()
    return client.post(target, data, "application/x-www-form-urlencoded", follow=True)


def walk(client, **changes):
    """Fill in all steps; returns the page with the review."""
    page = client.get(reverse("frame_new_site"))
    names = {"site_name": "Stadtwerke Lindenfurt", "hostname": HOST}
    page = send(client, page, **{**names, **changes.get("name", {})})
    page = send(client, page, **changes.get("parts", {"hidden": ["services", "oparl"]}))
    colours = {"light_brand": "#0b4f4a", "light_action": "#0a5c55"}
    return send(client, page, **changes.get("look", colours))


def test_a_second_site_is_made_by_the_wizard(admin_client, client, city, settings):
    settings.ALLOWED_HOSTS = ["*"]
    review = walk(admin_client)
    told = text_of(review)
    for words in ("Stadtwerke Lindenfurt", HOST, "#0b4f4a", "Dienstleistungen", "Rat"):
        assert words in told, words
    assert not Site.objects.filter(hostname=HOST).exists()
    done = send(admin_client, review)
    site = Site.objects.get(hostname=HOST)
    assert HOST in text_of(done)
    assert set(SiteParts.for_site(site).hidden) == {"services", "oparl"}
    assert Theme.for_site(site).light_brand == "#0b4f4a"
    assert Group.objects.filter(name=f"Redaktion ({HOST})").exists()
    cache.clear()
    answer = client.get("/", headers={"host": HOST})
    assert answer.status_code == 200 and "Stadtwerke Lindenfurt" in text_of(answer)
    assert "Stadtwerke" not in text_of(client.get("/", headers={"host": city.site.hostname}))


def test_it_is_taken_back_by_a_button(admin_client, client, city, settings):
    settings.ALLOWED_HOSTS = ["*"]
    done = send(admin_client, walk(admin_client))
    site = Site.objects.get(hostname=HOST)
    send(admin_client, done)
    assert not Site.objects.filter(pk=site.pk).exists()
    assert not Group.objects.filter(name__contains=HOST).exists()
    assert Deletion.objects.get().page_id == site.root_page_id
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("host", ["https://werke.example", "werke", "a b.example", "-x.example",
                                  "werke.example/pfad", "lindenfurt.example"])  # fmt: skip
def test_a_host_that_is_none_is_refused(admin_client, city, host):
    page = admin_client.get(reverse("frame_new_site"))
    answer = send(admin_client, page, site_name="Werke", hostname=host)
    assert answer.context["form"].errors["hostname"]
    assert parse(answer).select_one("[name=site_name]")["value"] == "Werke"


def test_colours_that_cannot_be_read_are_refused(admin_client, city):
    answer = walk(admin_client, look={"light_brand": "#eeeeee", "light_action": "#ffff00"})
    assert answer.context["form"].errors
    assert admin_client.get(reverse("frame_new_site_review")).status_code == 302


def test_one_goes_back_and_nothing_is_lost(admin_client, city):
    walk(admin_client)
    page = admin_client.get(reverse("frame_new_site_step", args=["name"]))
    assert parse(page).select_one("[name=hostname]")["value"] == HOST


def test_nothing_is_half_made(admin_client, city, monkeypatch):
    review = walk(admin_client)

    def broken(site):
        raise RuntimeError

    monkeypatch.setattr("frame.new_site.setup_groups_of_site", broken)
    with pytest.raises(RuntimeError):
        send(admin_client, review)
    assert not Site.objects.filter(hostname=HOST).exists()
    assert not Page.objects.filter(title="Stadtwerke Lindenfurt").exists()


@pytest.mark.parametrize("role", [groups.EDITORIAL_TEAM, groups.OPERATOR])
def test_operators_may_and_editors_may_not(client, city, person, role):  # noqa: F811
    client.force_login(person(role))
    expected = 200 if role == groups.OPERATOR else 302
    assert client.get(reverse("frame_new_site")).status_code == expected
    assert client.get(reverse("frame_new_site_review")).status_code == 302
