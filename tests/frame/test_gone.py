"""Deleted pages answer 410, unless a redirect leads on."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from frame.models import GonePage
from home.models import StandardPage

from .conftest import OTHER_HOST, add


def test_a_deleted_page_is_gone_and_so_is_what_lay_below_it(get, city):
    city.town_hall.delete()
    for path in ("/rathaus/", "/rathaus/wegweiser/", "/rathaus/wegweiser/schalter-3/"):
        response = get(path)
        assert response.status_code == 410
        assert b"<form" in response.content
    assert get("/rathaus/nie-da/").status_code == 404


def test_a_redirect_comes_first(get, city):
    city.town_hall.delete()
    Redirect.add_redirect("/rathaus", "/aemter/")
    response = get("/rathaus/")
    assert response.status_code == 301
    assert response["Location"] == "/aemter/"


def test_a_new_page_takes_the_address_over(get, city):
    city.town_hall.delete()
    add(city.home, "Rathaus", "rathaus")
    assert get("/rathaus/").status_code == 200


def test_unpublished_pages_are_gone_and_stay_so_when_they_are_deleted(get, city):
    city.town_hall.unpublish()
    assert get("/rathaus/").status_code == 410
    page = type(city.town_hall).objects.get(pk=city.town_hall.pk)
    # Of the address that it has got since nobody ever knew.
    page.slug = "anders"
    page.save()
    page.delete()
    assert get("/rathaus/").status_code == 410
    assert get("/anders/").status_code == 404


def test_a_page_that_is_published_again_is_there(get, city):
    city.imprint.unpublish()
    city.imprint.save_revision().publish()
    assert get("/impressum/").status_code == 200
    assert not GonePage.objects.exists()


def test_drafts_and_pages_behind_a_password_leave_no_trace(get, city):
    draft = StandardPage(title="Entwurf", slug="entwurf", live=False)
    city.home.add_child(instance=draft)
    draft.delete()
    city.imprint.view_restrictions.create(restriction_type="password", password="geheim")
    city.imprint.delete()
    assert not GonePage.objects.exists()
    assert get("/impressum/").status_code == get("/entwurf/").status_code == 404


def test_another_site_knows_nothing_of_it(get, city, other):
    city.imprint.delete()
    assert get("/impressum/").status_code == 410
    assert get("/impressum/", OTHER_HOST).status_code == 404


def test_deleting_twice_at_one_address_keeps_one_row(city):
    city.imprint.delete()
    add(city.home, "Impressum", "impressum").delete()
    assert GonePage.objects.filter(path="/impressum/").count() == 1


@pytest.mark.parametrize("path", ["/%00/", "/" + "x" * 5000 + "/", "/%ff%fe/"])
def test_strange_addresses_are_just_not_found(get, path):
    assert get(path).status_code == 404


def test_gone_answers_are_not_given_for_the_admin(admin_client, city):
    GonePage.objects.create(site=city.site, path="/admin/nie-da/", title="x")
    assert admin_client.get("/admin/nie-da/").status_code == 404
