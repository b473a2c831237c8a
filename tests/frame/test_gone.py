"""Deleted pages answer 410, unless a redirect leads on."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from frame.models import GonePage

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


def test_drafts_and_pages_behind_a_password_leave_no_trace(get, city):
    city.town_hall.unpublish()
    city.imprint.view_restrictions.create(restriction_type="password", password="geheim")
    city.imprint.delete()
    type(city.town_hall).objects.get(pk=city.town_hall.pk).delete()
    assert not GonePage.objects.filter(path__in=["/rathaus/", "/impressum/"]).exists()
    assert get("/impressum/").status_code == 404


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
