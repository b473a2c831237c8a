"""Several clients on one installation: each with its own frame, parts, search and files."""

import pytest
from wagtail.models import Site

from frame.models import HeaderFooter, SiteParts, Theme
from home.models import HomePage
from tests import factories
from tests.pages import links, parse, text_of

from .conftest import HOST, OTHER_HOST


def hide(site, *parts, **values):
    SiteParts.objects.update_or_create(site=site, defaults={"hidden": list(parts), **values})
    SiteParts.objects.get(site=site).save()


def test_each_site_has_its_own_home_name_and_menu(get, other):
    assert text_of(get("/")).count("Rathaus") >= 1
    page = parse(get("/", OTHER_HOST))
    assert "Stadtwerke" in page.select_one(".site-name").text
    menu = [link.text for link in page.select(".main-nav a")]
    assert "Strom" in menu
    assert "Rathaus" not in menu


@pytest.mark.parametrize(
    "path",
    ["/dienstleistungen/", "/dienstleistungen/a-z/a/", "/dienstleistungen/a-z/titel.json",
     "/api/dienstleistungen/"],
)  # fmt: skip
def test_what_a_site_leaves_out_is_answered_by_the_default_site(get, other, path):
    before = get(path).status_code
    hide(other.site, "services")
    away = get(f"{path}?q=a%26b", OTHER_HOST)
    assert (away.status_code, away["Location"]) == (302, f"http://{HOST}{path}?q=a%26b")
    assert get(path).status_code == before != 404


def test_what_no_site_offers_answers_404(get, city, other):
    path = "/dienstleistungen/"
    hide(city.site, "services")
    assert get(path).status_code == 404
    assert get(path, OTHER_HOST).status_code == 200
    hide(other.site, "services")
    assert get(path, OTHER_HOST).status_code == 404


def test_what_is_sent_to_a_part_left_out_is_not_passed_on(client, get, other):
    hide(other.site, "services")
    sent = client.post("/dienstleistungen/", {"name": "Ada"}, headers={"host": OTHER_HOST})
    assert sent.status_code == 404


def test_what_a_site_leaves_out_is_not_linked_there(get, other):
    factories.ServiceFactory(title="Reisepass", featured=True)
    hide(other.site, "services")
    assert "/dienstleistungen/" in links(get("/"), "body").values()
    everywhere = links(get("/", OTHER_HOST), "body").values()
    assert not [url for url in everywhere if url.startswith("/dienstleistungen/")]
    nowhere = links(get("/gibt-es-nicht/", OTHER_HOST), "body").values()
    assert not [url for url in nowhere if url.startswith("/dienstleistungen/")]


def test_what_a_site_leaves_out_is_not_found_there(get, other):
    factories.ServiceFactory(title="Reisepass beantragen")
    path = "/suche/?q=Reisepass"
    assert "Reisepass beantragen" in links(get(path))
    assert "Reisepass beantragen" in links(get(path, OTHER_HOST))
    hide(other.site, "services")
    assert "Reisepass beantragen" not in links(get(path, OTHER_HOST))
    assert "Reisepass beantragen" in links(get(path))


def test_the_search_finds_the_sites_own_pages_or_those_of_all(get, other):
    path = "/suche/?q=Wegweiser"
    assert "Wegweiser" in links(get(path))
    assert "Wegweiser" not in links(get(path, OTHER_HOST))
    hide(other.site, searches_all_sites=True)
    assert links(get(path, OTHER_HOST))["Wegweiser"] == f"http://{HOST}/rathaus/wegweiser/"


def test_each_site_has_its_own_sitemap_and_robots(get, other):
    factories.ServiceFactory(slug="reisepass")
    hide(other.site, "services")
    sitemap = get("/sitemap.xml", OTHER_HOST).content.decode()
    assert f"http://{OTHER_HOST}/strom/" in sitemap
    assert "reisepass" not in sitemap
    assert "rathaus" not in sitemap
    assert "reisepass" in get("/sitemap.xml").content.decode()
    robots = get("/robots.txt", OTHER_HOST).content.decode()
    assert f"Sitemap: http://{OTHER_HOST}/sitemap.xml" in robots
    assert f"Sitemap: http://{HOST}/sitemap.xml" in get("/robots.txt").content.decode()


def test_a_site_that_is_being_built_keeps_search_engines_away(get, other):
    hide(other.site, no_index=True)
    assert get("/robots.txt", OTHER_HOST).content.decode().split() == [
        "User-agent:", "*", "Disallow:", "/"
    ]  # fmt: skip
    assert parse(get("/", OTHER_HOST)).select_one("meta[name=robots]")["content"] == "noindex"
    assert not parse(get("/")).select("meta[name=robots]")


def test_the_canonical_address_is_that_of_the_site(get, other):
    def canonical(response):
        return parse(response).select_one("link[rel=canonical]")["href"]

    assert canonical(get("/rathaus/?sprache=en")) == f"http://{HOST}/rathaus/"
    assert canonical(get("/strom/", OTHER_HOST)) == f"http://{OTHER_HOST}/strom/"
    # A host that no site has is answered by the default site.
    assert canonical(get("/rathaus/", "www.lindenfurt.example")) == f"http://{HOST}/rathaus/"
    assert canonical(get("/aemter/", OTHER_HOST)) == f"http://{OTHER_HOST}/aemter/"


def test_kept_pages_of_one_site_are_not_shown_on_another(get, other):
    for _round in range(2):
        assert "Stadtwerke" in parse(get("/aemter/", OTHER_HOST)).select_one(".site-name").text
        assert "Lindenfurt" in parse(get("/aemter/")).select_one(".site-name").text
        assert "Strom" in text_of(get("/", OTHER_HOST))
        assert "Strom" not in text_of(get("/"))


@pytest.mark.parametrize("model", [HeaderFooter, Theme, SiteParts])
def test_editors_of_one_site_see_its_settings_only(city, other, client, django_user_model, model):
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import GroupSitePermission

    group = Group.objects.create(name="Stadtwerke")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    name = model._meta.model_name
    GroupSitePermission.objects.create(
        group=group,
        site=other.site,
        permission=Permission.objects.get(
            content_type__app_label="frame", codename=f"change_{name}"
        ),
    )
    user = django_user_model.objects.create_user("strom", is_staff=False)
    user.groups.add(group)
    client.force_login(user)
    assert client.get(f"/admin/settings/frame/{name}/{other.site.pk}/").status_code == 200
    assert client.get(f"/admin/settings/frame/{name}/{city.site.pk}/").status_code == 302


def test_parts_are_ticked_in_the_admin(city, admin_client):
    url = f"/admin/settings/frame/siteparts/{city.site.pk}/"
    page = parse(admin_client.get(url))
    boxes = {box["value"] for box in page.select("input[name=hidden]")}
    assert {"services", "directory", "oparl"} <= boxes
    admin_client.post(url, {"hidden": ["oparl", "directory"]})
    assert SiteParts.objects.get(site=city.site).hidden == ["oparl", "directory"]
    assert admin_client.post(url, {"hidden": ["gibt-es-nicht"]}).status_code == 200
    assert SiteParts.objects.get(site=city.site).hidden == ["oparl", "directory"]


def test_a_site_without_pages_below_still_has_its_frame(get, city):
    empty = city.home.get_parent().add_child(instance=HomePage(title="Touristik", slug="tourist"))
    Site.objects.create(hostname="tourist.example", site_name="Touristik", root_page=empty)
    page = parse(get("/", "tourist.example"))
    assert "Touristik" in page.select_one(".site-name").text
