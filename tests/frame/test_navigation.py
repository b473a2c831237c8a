"""The menu's two levels, the way to a deep page, the section's list, the tree, and their cost."""

import pytest
from django.core.cache import cache
from wagtail.images.tests.utils import get_test_image_file

from core.models import CityImage
from core.registries import navigation, slots
from home.models import StandardPage
from tests.pages import links, parse, schemas

from .conftest import add


def test_the_menu_has_a_second_level_that_needs_no_script(get, city):
    page = parse(get("/rathaus/wegweiser/"))
    below = page.select(".main-nav details.sub-nav a")
    assert [(link.text, link["href"]) for link in below] == [("Wegweiser", "/rathaus/wegweiser/")]
    assert page.select_one('.main-nav a[href="/rathaus/"]')["aria-current"] == "true"
    assert below[0]["aria-current"] == "page"
    assert page.select_one(".sub-nav summary").text.strip()


def test_pages_that_shall_not_be_in_menus_are_not(get, city):
    add(city.home, "Still", "still", in_menu=False)
    add(city.town_hall, "Leise", "leise", in_menu=False)
    assert not {"Still", "Leise"} & set(links(get("/"), ".main-nav"))


def test_the_breadcrumb_names_every_page_on_the_way(get, city):
    response = get("/rathaus/wegweiser/schalter-3/")
    assert list(links(response, ".breadcrumb").values()) == [
        "/", "/rathaus/", "/rathaus/wegweiser/"
    ]  # fmt: skip
    assert parse(response).select_one(".breadcrumb [aria-current=page]").text == "Schalter 3"
    items = schemas(response)["BreadcrumbList"]["itemListElement"]
    assert [item["name"] for item in items][1:] == ["Rathaus", "Wegweiser", "Schalter 3"]
    assert items[-1]["item"] == "http://lindenfurt.example/rathaus/wegweiser/schalter-3/"


def test_a_draft_on_the_way_is_not_linked(get, city):
    city.offices.unpublish()
    found = links(get("/rathaus/wegweiser/schalter-3/"), ".breadcrumb")
    assert list(found.values()) == ["/", "/rathaus/"]


def test_deep_pages_show_their_section(get, city):
    add(city.town_hall, "Standesamt", "standesamt")
    found = links(get("/rathaus/wegweiser/schalter-3/"), ".section-nav")
    assert list(found) == ["Rathaus", "Wegweiser", "Schalter 3", "Standesamt"]
    current = parse(get("/rathaus/wegweiser/")).select(".section-nav [aria-current=page]")
    assert [link.text for link in current] == ["Wegweiser"]
    assert not parse(get("/rathaus/")).select(".section-nav")
    assert not parse(get("/")).select(".section-nav")


def test_pages_are_shared_with_title_text_and_picture(get, city):
    picture = CityImage.objects.create(title="Turm", file=get_test_image_file(size=(1600, 900)))
    city.town_hall.picture = picture
    city.town_hall.save_revision().publish()
    page = parse(get("/rathaus/"))
    told = {tag["property"]: tag["content"] for tag in page.select("meta[property^='og:']")}
    assert told["og:title"] == "Rathaus"
    assert told["og:description"] == "Wer für Sie da ist."
    assert told["og:url"] == "http://lindenfurt.example/rathaus/"
    assert told["og:image"].startswith("http://lindenfurt.example/media/")
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:locale"] == "de_DE"


def test_a_page_is_recommended_by_ones_own_mail_program(get, city):
    address = parse(get("/rathaus/")).select_one(".share a")["href"]
    assert address.startswith("mailto:?subject=Rathaus&body=")
    assert "http%3A//lindenfurt.example/rathaus/" in address


def test_a_title_with_signs_does_not_break_the_mail_address(get, city):
    add(city.home, "Bus & Bahn? 100 %", "bus")
    address = parse(get("/bus/")).select_one(".share a")["href"]
    assert "subject=Bus%20%26%20Bahn%3F%20100%20%25&" in address


def test_the_tree_names_entries_and_pages_in_three_levels(city):
    deep = add(city.counter, "Zu tief", "zu-tief")
    found = navigation.tree(city.site)
    assert found[0].url == "/dienstleistungen/"
    town_hall = next(node for node in found if node.label == "Rathaus")
    assert [node.label for node in town_hall.children] == ["Wegweiser"]
    assert [node.label for node in town_hall.children[0].children] == ["Schalter 3"]
    assert not town_hall.children[0].children[0].children
    assert deep.title not in str(found)


def test_the_tree_leaves_out_what_nobody_may_read(city):
    city.offices.unpublish()
    add(city.home, "Intern", "intern").view_restrictions.create(restriction_type="login")
    labels = str(navigation.tree(city.site))
    assert "Wegweiser" not in labels
    assert "Schalter 3" not in labels
    assert "Intern" not in labels


def test_another_form_of_language_is_offered_where_a_page_has_it(get, city):
    easy = add(city.home, "Leichte Sprache", "leichte-sprache", in_menu=False)
    pair = add(easy, "Rathaus, leicht", "rathaus-leicht")
    known = dict(navigation._variants)
    navigation.register_variants("easy-language", lambda: {city.town_hall.pk: pair.get_url()})
    try:
        cache.clear()
        assert pair.get_url() in links(get("/rathaus/"), ".plain-languages").values()
        assert list(links(get("/"), ".plain-languages").values()) == ["/leichte-sprache/"]
    finally:
        navigation._variants.clear()
        navigation._variants.update(known)


def test_a_warm_frame_costs_no_query(rf, city, django_assert_num_queries):
    from django.template import engines
    from django.template.loader import render_to_string

    page = StandardPage.objects.get(pk=city.counter.pk)
    request = rf.get("/rathaus/wegweiser/schalter-3/", headers={"host": "lindenfurt.example"})
    request.resolver_match = None
    kept_places = dict(slots._teasers)
    # What other apps show in the frame is counted in their own tests.
    slots._teasers.clear()
    try:
        template = engines["django"].from_string('{% extends "base.html" %}')
        cold = template.render({"page": page}, request)
        from frame.context_processors import site_for

        fresh = rf.get("/rathaus/wegweiser/schalter-3/", headers={"host": "lindenfurt.example"})
        fresh.resolver_match = None
        site_for(fresh)
        with django_assert_num_queries(0):
            warm = template.render({"page": page}, fresh)
        assert warm == cold
        assert "Schalter 3" in warm
        with django_assert_num_queries(0):
            render_to_string("404.html", {}, fresh)
    finally:
        slots._teasers.update(kept_places)


@pytest.mark.parametrize("change", ["publish", "unpublish", "move", "slug", "delete", "site"])
def test_the_frame_follows_every_change_at_once(get, city, change):
    assert "Rathaus" in links(get("/"), ".main-nav")
    page = city.town_hall
    if change == "publish":
        page.title = "Stadthaus"
        page.save_revision().publish()
    elif change == "unpublish":
        page.unpublish()
    elif change == "move":
        page.move(city.imprint, "last-child")
    elif change == "slug":
        page.slug = "stadthaus"
        page.save_revision().publish()
    elif change == "delete":
        page.delete()
    else:
        city.site.site_name = "Neustadt"
        city.site.save()
    found = links(get("/"), ".main-nav")
    if change == "slug":
        assert found["Rathaus"] == "/stadthaus/"
    elif change == "site":
        assert "Neustadt" in parse(get("/")).select_one(".site-name").text
    else:
        assert "Rathaus" not in found
