"""A site's look: readable colours only, one style sheet with an address of its own."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.images.tests.utils import get_test_image_file

from core.models import CityImage
from frame.models import Theme
from tests.pages import parse

from .conftest import OTHER_HOST


def theme(site, **values):
    found = Theme.for_site(site)
    for name, value in values.items():
        setattr(found, name, value)
    found.full_clean()
    found.save()
    return found


def sheet(response):
    found = [link["href"] for link in parse(response).select("link[rel=stylesheet]")]
    return next((url for url in found if "gestaltung" in url), None)


@pytest.mark.parametrize(
    "field, colour, words",
    [
        ("light_action", "#88aaff", "2.2 : 1"),
        ("dark_action", "#223355", "1.5 : 1"),
        ("light_accent", "#123a8a", "1.2 : 1"),
        ("light_brand", "#7a7a7a", "4.2 : 1"),
    ],
)
def test_colours_that_cannot_be_read_are_refused(city, field, colour, words):
    with pytest.raises(ValidationError) as refused:
        theme(city.site, **{field: colour})
    assert words in " ".join(refused.value.message_dict[field])


@pytest.mark.parametrize("colour", ["blue", "#12345", "#12345g", "url(x)", "#1234;}"])
def test_what_is_no_colour_is_refused_with_an_example(city, colour):
    with pytest.raises(ValidationError) as refused:
        theme(city.site, light_brand=colour)
    assert "#0c2a76" in refused.value.message_dict["light_brand"][0]


def test_without_colours_there_is_no_style_sheet(get):
    assert sheet(get("/")) is None
    assert get("/gestaltung/0123456789abcdef.css").status_code == 404


def test_the_style_sheet_may_be_kept_for_ever(city, get):
    theme(city.site, light_brand="#005533")
    response = get(sheet(get("/")))
    assert b"--brand: #005533;" in response.content
    assert response["Content-Type"].startswith("text/css")
    assert "immutable" in response["Cache-Control"]


def test_other_colours_have_another_address_and_the_former_leads_there(city, get):
    theme(city.site, light_brand="#005533")
    before = sheet(get("/"))
    theme(city.site, light_brand="#003355")
    today = sheet(get("/"))
    assert before != today
    response = get(before)
    assert response.status_code == 302
    assert response["Location"] == today


def test_each_site_has_its_own_look(city, other, get):
    theme(city.site, light_brand="#005533")
    theme(other.site, light_brand="#550033")
    assert b"#005533" in get(sheet(get("/"))).content
    assert b"#550033" in get(sheet(get("/", OTHER_HOST)), OTHER_HOST).content


@pytest.fixture
def logo(city):
    return CityImage.objects.create(title="Wappen", file=get_test_image_file(size=(300, 200)))


def test_a_logo_beside_the_name_is_decoration(city, get, logo):
    theme(city.site, logo=logo)
    link = parse(get("/")).select_one(".site-name")
    assert link.select_one("img")["alt"] == ""
    assert "Lindenfurt" in link.text
    assert link.select_one(".site-logo--light")


def test_a_logo_in_place_of_the_name_has_to_say_it(city, get, logo):
    with pytest.raises(ValidationError, match="logo"):
        theme(city.site, logo=logo, shows_name=False)
    theme(city.site, logo=logo, dark_logo=logo, shows_name=False, logo_alt="Stadt Lindenfurt")
    link = parse(get("/")).select_one(".site-name")
    assert link.select_one("img")["alt"] == "Stadt Lindenfurt"
    assert link.select_one("source")["media"] == "(prefers-color-scheme: dark)"


def test_the_preview_shows_colours_that_are_not_saved(city, admin_client, get):
    found = Theme.for_site(city.site)
    found.light_brand = "#005533"
    url = found.preview_url
    response = get(url)
    assert b"--brand: #005533;" in response.content
    assert "no-store" in response["Cache-Control"]
    assert get(url[:-8] + "xxxx.css").status_code == 404
    page = found.make_preview_request()
    assert page.status_code == 200
    assert "/gestaltung/vorschau/" in sheet(page)
    assert not Theme.for_site(city.site).light_brand
