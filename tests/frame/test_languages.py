"""German without a prefix, English under /en/, each page paired with its translation."""

import pytest
from wagtail.models import Locale

from frame.languages import make_locales
from tests import factories
from tests.pages import parse


def switch(response):
    link = parse(response).select_one(".plain-languages a[hreflang]")
    return link and (link["hreflang"], link["href"], "–" in link.text)


def test_locales_are_made_once(db):
    make_locales()
    make_locales()
    assert {"de", "en"} == set(Locale.objects.values_list("language_code", flat=True))


def test_without_an_english_home_page_nothing_is_offered(get):
    assert switch(get("/")) is None
    assert switch(get("/aemter/")) is None


def test_pages_are_reached_in_their_language(get, english):
    response = get("/en/town-hall/")
    page = parse(response)
    assert page.html["lang"] == "en"
    assert page.h1.text == "Town hall"
    assert response["Content-Language"] == "en"
    assert parse(get("/rathaus/")).html["lang"] == "de"
    assert get("/en/rathaus/").status_code == 404
    assert get("/town-hall/").status_code == 404


def test_the_switch_leads_to_the_translation_and_back(get, english):
    assert switch(get("/rathaus/")) == ("en", "/en/town-hall/", False)
    assert switch(get("/en/town-hall/")) == ("de", "/rathaus/", False)
    assert switch(get("/")) == ("en", "/en/", False)


def test_without_a_translation_it_leads_home_and_says_so(get, english):
    assert switch(get("/rathaus/wegweiser/")) == ("en", "/en/", True)
    assert switch(get("/gibt-es-nicht/")) == ("en", "/en/", True)


def test_a_draft_is_no_translation(get, english):
    english.town_hall.unpublish()
    assert switch(get("/rathaus/")) == ("en", "/en/", True)
    assert not parse(get("/rathaus/")).select("link[hreflang]")


def test_pages_of_apps_change_their_language_in_place(get, english):
    assert switch(get("/suche/?q=Hund")) == ("en", "/en/suche/?q=Hund", False)
    page = parse(get("/en/aemter/"))
    assert page.html["lang"] == "en"
    menu = [link["href"] for link in page.select(".main-nav a")]
    assert "/en/dienstleistungen/" in menu
    assert page.select_one(".site-name")["href"] == "/en/"


def test_a_service_is_offered_in_the_languages_it_has(get, english):
    service = factories.ServiceFactory(languages=["de", "en"])
    factories.VersionFactory(service=service, language="en", title="Service")
    address = service.get_absolute_url()
    assert switch(get(address)) == ("en", f"/en{address}", False)
    german = factories.ServiceFactory()
    assert switch(get(german.get_absolute_url())) == (
        "en", f"/en{german.get_absolute_url()}", False
    )  # fmt: skip


def test_a_page_of_the_tree_does_not_change_by_parameter(get, english):
    assert parse(get("/rathaus/?sprache=en")).html["lang"] == "de"


def test_search_engines_are_told_of_the_pair(get, english):
    pair = {
        link["hreflang"]: link["href"] for link in parse(get("/rathaus/")).select("link[hreflang]")
    }
    assert pair == {
        "de": "http://lindenfurt.example/rathaus/",
        "en": "http://lindenfurt.example/en/town-hall/",
        "x-default": "http://lindenfurt.example/rathaus/",
    }
    sitemap = get("/sitemap.xml").content.decode()
    assert "http://lindenfurt.example/en/town-hall/" in sitemap
    assert "http://lindenfurt.example/rathaus/" in sitemap


def test_the_english_menu_is_that_of_the_english_tree(get, english):
    menu = {link.text.strip(): link["href"] for link in parse(get("/en/")).select(".main-nav a")}
    assert menu["Town hall"] == "/en/town-hall/"
    assert "Rathaus" not in menu


def test_the_imprint_is_reached_from_english_pages_too(get, english):
    links = {a.text.strip(): a["href"] for a in parse(get("/en/")).select(".site-footer a")}
    assert links["Impressum"] == "/impressum/"


@pytest.mark.parametrize("path", ["/english/", "/en", "/entsorgung/", "/fr/"])
def test_only_a_whole_known_prefix_is_a_language(get, english, path):
    response = get(path)
    assert response.status_code in (301, 404)
    if response.status_code == 404:
        assert parse(response).html["lang"] == "de"


def test_the_editor_translates_a_page_and_stays_german(admin_client, city, english):
    url = f"/admin/translation/submit/page/{city.offices.pk}/"
    page = admin_client.get(url, headers={"accept-language": "de"})
    assert page.status_code == 200
    locale = Locale.objects.get(language_code="en")
    admin_client.post(url, {"locales": [locale.pk]})
    copy = city.offices.get_translation(locale)
    assert not copy.live
    edit = admin_client.get(f"/admin/pages/{copy.pk}/edit/", headers={"accept-language": "de"})
    assert edit.status_code == 200
    assert parse(edit).html["lang"] == "de"
