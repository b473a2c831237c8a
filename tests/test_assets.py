"""What `make setup` puts into site/static/vendor serves a German page, small and complete."""

import re

import pytest
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

WEIGHTS = ["400", "400-italic", "500", "600"]
GERMAN = "ABCÄÖÜabcäöüßẞ0123456789€§°–—…„“‚‘»«←→↑↓·•×½²³éçøłščžőășț"
LICENCE_NAME = 13  # OpenType name table


def font_path(weight):
    return finders.find(f"vendor/fonts/fira-sans-{weight}.woff2")


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_font_draws_german_and_keeps_its_licence(weight):
    font = TTFont(font_path(weight))
    assert not [char for char in GERMAN if ord(char) not in font.getBestCmap()]
    assert "Open Font License" in font["name"].getDebugName(LICENCE_NAME)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_font_is_small(weight):
    with open(font_path(weight), "rb") as file:
        assert len(file.read()) < 20_000


def test_the_style_sheet_names_every_font_and_shows_text_at_once():
    with open(finders.find("vendor/fonts/fonts.css")) as file:
        css = file.read()
    assert re.findall(r'url\("fira-sans-([^"]+)\.woff2"\)', css) == WEIGHTS
    assert css.count("font-display:swap") == len(WEIGHTS)


def test_kern_is_there_and_fetches_nothing():
    with open(finders.find("vendor/kern/kern.min.css")) as file:
        addresses = re.findall(r"url\([\"']?([^\"')]{5})", file.read())
    assert addresses
    assert set(addresses) == {"data:"}


def test_leaflet_is_there_with_all_that_it_names():
    with open(finders.find("vendor/leaflet/leaflet.css")) as file:
        pictures = set(re.findall(r"url\((images/[^)]+)\)", file.read()))
    assert pictures
    assert all(finders.find(f"vendor/leaflet/{picture}") for picture in pictures)
    with open(finders.find("vendor/leaflet/leaflet.js")) as file:
        assert "sourceMappingURL" not in file.read()


@pytest.mark.parametrize(
    "notice",
    ["vendor/kern/LICENSE.md", "vendor/fonts/NOTICE.txt", "vendor/leaflet/LICENSE"],
)
def test_licences_come_along(notice):
    assert finders.find(notice)
