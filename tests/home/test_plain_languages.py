"""Leichte Sprache and sign language, and the pages that they explain."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from home.models import EasyLanguagePage, SignLanguagePage, StandardPage
from tests.home import examples
from tests.pages import folded, links, parse, schemas

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return examples.make_home()


@pytest.fixture
def explained(home):
    return examples.add(home, StandardPage(title="Wohngeld", slug="wohngeld"))


def easy(home, picture=None, **fields):
    paragraph = {"heading": "Geld", "text": RichText("<p>Kurz.</p>"), "picture": picture}
    page = EasyLanguagePage(title="Wohn-Geld", slug="wohn-geld", **fields)
    page.body = [("paragraph", paragraph)]
    return examples.add(home, page)


def test_a_page_in_plain_language_is_marked_and_set_large(client, home):
    easy(home)
    page = parse(client.get("/wohn-geld/"))
    assert "easy" in page.body["class"]
    assert page.select_one(".easy-text")["lang"] == "de"
    assert folded(page.select_one(".easy-paragraph")) == "Geld Kurz."


def test_a_picture_says_what_it_shows(client, home):
    picture = examples.picture()
    picture.contextual_alt_text, picture.decorative = "Ein Haus", False
    easy(home, picture=picture)
    image = parse(client.get("/wohn-geld/")).select_one(".easy-paragraph img")
    assert image["alt"] == "Ein Haus"
    assert image["loading"] == "lazy"


def test_where_an_imported_picture_is_nothing_the_page_is_shown_without_it(client, home):
    picture = examples.picture()
    page = easy(home)
    described = {"image": picture.pk, "alt_text": "Ein Haus", "decorative": False}
    stored = [
        {"type": "paragraph", "value": {"heading": heading, "text": "", "picture": value}}
        for heading, value in (("Geld", None), ("Haus", described), ("Amt", None))
    ]
    page.body = StreamValue(page.body.stream_block, stored, is_lazy=True)
    page.save()
    paragraphs = parse(client.get("/wohn-geld/")).select(".easy-paragraph")
    assert [folded(paragraph) for paragraph in paragraphs] == ["Geld", "Haus", "Amt"]
    assert [bool(paragraph.select("img")) for paragraph in paragraphs] == [False, True, False]


@pytest.mark.parametrize("model", [EasyLanguagePage, SignLanguagePage])
def test_each_of_two_pages_leads_to_the_other(client, home, explained, model):
    examples.add(home, model(title="Erklärt", slug="erklaert", explains=explained))
    assert "/wohngeld/" in links(client.get("/erklaert/")).values()
    assert "/erklaert/" in links(client.get("/wohngeld/"), "body").values()


def test_a_page_that_is_taken_down_is_no_longer_led_to(client, home, explained):
    page = easy(home, explains=explained)
    explained.unpublish()
    assert "/wohngeld/" not in links(client.get("/wohn-geld/")).values()
    explained.save_revision().publish()
    page.unpublish()
    assert "/wohn-geld/" not in links(client.get("/wohngeld/"), "body").values()


def test_a_page_cannot_explain_itself(home):
    page = easy(home)
    page.explains = page
    with pytest.raises(ValidationError) as error:
        page.full_clean()
    assert set(error.value.error_dict) == {"explains"}


def test_search_engines_learn_the_form_of_language(client, home):
    easy(home)
    examples.add(home, SignLanguagePage(title="DGS", slug="dgs"))
    assert schemas(client.get("/wohn-geld/"))["WebPage"]["inLanguage"] == "de-x-simple"
    assert "gsg" in schemas(client.get("/dgs/"))["WebPage"]["inLanguage"]
