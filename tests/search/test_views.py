"""/suche/ works without script and helps those who find nothing."""

from datetime import time

import pytest
from django.urls import reverse
from lxml import html
from wagtail.models import Locale

from directory.models import OpeningHours
from home.models import EasyLanguagePage, StandardPage
from search import indexing, known
from services.models import LifeSituation
from tests.factories import ServiceFactory, UnitFactory

pytestmark = pytest.mark.django_db


def page(client, **query):
    response = client.get(reverse("search:search"), query)
    assert response.status_code == 200
    return response, html.fromstring(response.content)


def test_the_page_is_at_suche(client):
    assert reverse("search:search") == "/suche/"


def test_the_query_stays_in_the_field(client):
    _response, tree = page(client, q='Hund & "Katze"')
    assert tree.xpath("//main//input[@name='q']/@value") == ['Hund & "Katze"']


def test_search_engines_stay_out(client):
    response, tree = page(client, q="Hund")
    assert response["X-Robots-Tag"] == "noindex"
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]


def hits(tree) -> list[str]:
    return [title.strip() for title in tree.xpath("//a[@class='search-hit__title']/text()")]


def facets(tree) -> dict[str, str]:
    """{label: count} of the choices."""
    rows = tree.xpath("//nav[@class='search-narrow']//li[a/span[2]]")
    return {row.xpath("string(a/span[1])"): row.xpath("string(a/span[2])").strip() for row in rows}


def test_hits_lead_to_the_service_and_its_application(client):
    way = {"title": "Antrag", "url": "https://antrag.example/1", "action": "apply"}
    service = ServiceFactory(title="Hundesteuer anmelden", online_links=[way])
    indexing.update([service])
    _response, tree = page(client, q="Hundesteuer")
    (hit,) = tree.xpath("//li[@class='search-hit']")
    assert hit.xpath(".//@href") == [service.get_absolute_url(), way["url"]]
    assert "Online beantragen" in hit.text_content()


def test_all_kinds_stand_in_one_list_the_best_first(client):
    unit = UnitFactory(name="Hundebüro")
    named = ServiceFactory(title="Hundebüro besuchen und Termin dort vereinbaren")
    indexing.update([unit, named])
    _response, tree = page(client, q="Hundebüro")
    assert hits(tree) == [unit.name, named.title]
    kinds = tree.xpath("//p[@class='search-hit__kind']/text()")
    assert [one.strip() for one in kinds] == ["Ämter", "Dienstleistungen"]


def test_kinds_are_counted_and_chosen(client):
    indexing.update([UnitFactory(name="Hundebüro"), UnitFactory(name="Hundeamt")])
    indexing.update([ServiceFactory(title="Hundesteuer")])
    _response, tree = page(client, q="Hund")
    assert facets(tree) == {"Dienstleistungen": "1", "Ämter": "2"}
    address = tree.xpath("//nav[@class='search-narrow']//a[span='Ämter']/@href")[0]
    tree = html.fromstring(client.get(f"/suche/{address}").content)
    assert sorted(hits(tree)) == ["Hundeamt", "Hundebüro"]
    # The counts of the others stay, so that the choice can be changed.
    assert facets(tree) == {"Dienstleistungen": "1", "Ämter": "2"}
    chosen = tree.xpath("//nav[@class='search-narrow']//a[@aria-current]/span[1]/text()")
    assert chosen == ["Ämter"]


def test_topics_are_counted_and_chosen(client):
    animals = LifeSituation.objects.create(title="Tiere", slug="tiere", service_count=1)
    taxed, other = ServiceFactory(title="Hundesteuer"), ServiceFactory(title="Hundeführerschein")
    taxed.life_situations.add(animals)
    indexing.update([taxed, other])
    _response, tree = page(client, q="Hund")
    assert facets(tree)["Tiere"] == "1" and len(hits(tree)) == 2
    _response, tree = page(client, q="Hund", thema="situation-tiere")
    assert hits(tree) == ["Hundesteuer"]


def test_a_topic_that_is_hidden_is_not_offered(client):
    hidden = LifeSituation.objects.create(title="Tiere", slug="tiere", hidden=True)
    service = ServiceFactory(title="Hundesteuer")
    service.life_situations.add(hidden)
    indexing.update([service])
    _response, tree = page(client, q="Hund", thema="situation-tiere")
    assert hits(tree) == ["Hundesteuer"] and "Tiere" not in facets(tree)


def test_the_words_are_marked_in_the_sentence_that_answers(client):
    service = ServiceFactory(
        title="Hundesteuer",
        teaser="Wer ein Tier hält, zahlt.",
        search_text="<b> & Blindenhunde sind befreit. " + "Mehr davon steht in der Satzung. " * 30,
    )
    indexing.update([service])
    _response, tree = page(client, q="befreit")
    (text,) = tree.xpath("//p[@class='search-hit__found']")
    assert text.xpath("mark/text()") == ["befreit"]
    assert "<b> & Blindenhunde sind befreit." in text.text_content()
    assert len(text.text_content()) < 240
    _response, tree = page(client, q="tier hundesteuer")
    assert tree.xpath("//p[@class='search-hit__text']")[0].text_content() == service.teaser
    assert not tree.xpath("//p[@class='search-hit__found']")


def test_what_a_service_costs_is_one_step_away(client):
    priced = ServiceFactory(title="Reisepass beantragen")
    free = ServiceFactory(title="Reisepass melden", missing_fee=True)
    indexing.update([priced, free])
    _response, tree = page(client, q="reisepass kosten")
    addresses = tree.xpath("//li[@class='search-hit']//@href")
    assert f"{priced.get_absolute_url()}#gebuehren" in addresses
    assert f"{free.get_absolute_url()}#gebuehren" not in addresses
    _response, tree = page(client, q="reisepass")
    assert not [one for one in tree.xpath("//li[@class='search-hit']//@href") if "#" in one]


def test_an_office_shows_whether_it_is_open_and_its_week_where_that_is_asked_for(client):
    office = UnitFactory(name="Bürgerbüro", appointment_url="https://termin.example/")
    for weekday in range(1, 6):
        OpeningHours.objects.create(
            unit=office, weekday=weekday, opens=time(8), closes=time(12, 30)
        )
    indexing.update([office])
    _response, tree = page(client, q="bürgerbüro öffnungszeiten")
    (hit,) = tree.xpath("//li[@class='search-hit']")
    assert hit.xpath(".//p[contains(@class, 'opening')]")
    assert "12:30" in hit.xpath("string(.//table)")
    assert "https://termin.example/" in hit.xpath(".//@href")
    _response, tree = page(client, q="bürgerbüro")
    assert not tree.xpath("//li[@class='search-hit']//table")
    assert tree.xpath("//li[@class='search-hit']//p[contains(@class, 'opening')]")


def test_what_was_probably_meant_is_offered_and_found_at_once(client):
    indexing.update([ServiceFactory(title="Personalausweis beantragen")])
    known.forget()
    _response, tree = page(client, q="Personalauswais")
    assert hits(tree) == ["Personalausweis beantragen"]
    assert tree.xpath("//p[@class='search-meant']/a/@href") == ["/suche/?q=personalausweis"]


def test_a_page_in_several_languages_is_one_hit(client, home_page):
    page_in_german = home_page.add_child(instance=StandardPage(title="Hafenfest", slug="hafen"))
    english = Locale.objects.get_or_create(language_code="en")[0]
    home_page.copy_for_translation(english)
    translated = page_in_german.copy_for_translation(english)
    translated.title = "Hafenfest for guests"
    translated.save_revision().publish()
    indexing.update([page_in_german, translated])
    _response, tree = page(client, q="Hafenfest")
    assert hits(tree) == ["Hafenfest"]
    (other,) = tree.xpath("//p[@class='search-hit__others']/a")
    assert other.get("hreflang") == "en" and other.get("href") == translated.url


def test_leichte_sprache_is_told_at_first_sight(client, home_page):
    easy = home_page.add_child(instance=EasyLanguagePage(title="Hafenfest leicht", slug="leicht"))
    indexing.update([easy])
    _response, tree = page(client, q="Hafenfest")
    assert tree.xpath("//span[@class='search-hit__mark']/text()") == ["Leichte Sprache"]


def test_the_list_goes_on_over_pages(client):
    indexing.update([ServiceFactory(title=f"Antrag {number}") for number in range(25)])
    _response, first = page(client, q="Antrag")
    _response, second = page(client, q="Antrag", seite=2)
    assert (len(hits(first)), len(hits(second))) == (20, 5)
    assert len({*hits(first), *hits(second)}) == 25
    assert second.xpath("//ol[@class='search-hits']/@start") == ["21"]


@pytest.mark.parametrize("number", ["0", "-1", "9" * 400, "zwei", "1e9", "٣", "\ud800", ""])
def test_any_number_of_a_page_shows_a_page(client, number):
    indexing.update([ServiceFactory(title=f"Antrag {number}") for number in range(25)])
    _response, tree = page(client, q="Antrag", seite=number.replace("\ud800", "%ED%A0%80"))
    assert hits(tree)


@pytest.mark.parametrize(
    "narrowed",
    [
        {"art": "' OR 1=1 --"},
        {"art": "gibtsnicht"},
        {"thema": "x" * 5000},
        {"von": "gestern", "bis": "2026-02-30"},
        {"von": "99999-01-01"},
        {"von": "-1"},
    ],
)
def test_choices_that_are_none_are_passed_over(client, narrowed):
    indexing.update([ServiceFactory(title="Hundesteuer")])
    _response, tree = page(client, q="Hund", **narrowed)
    assert hits(tree) == ["Hundesteuer"]


def test_nothing_found_offers_letters_most_wanted_and_the_phone(client):
    wanted = ServiceFactory(title="Wohnsitz anmelden", featured=True)
    _response, tree = page(client, q="Xylofonverleih")
    links = tree.xpath("//main//@href")
    assert reverse("services:letter", args=["w"]) in links
    assert wanted.get_absolute_url() in links
    assert "tel:115" in links


def test_one_kind_alone_shows_more_of_it(client):
    indexing.update([ServiceFactory(title=f"Antrag {number}") for number in range(70)])
    _response, tree = page(client, q="Antrag")
    assert facets(tree) == {"Dienstleistungen": "mindestens 60+"}
    _response, tree = page(client, q="Antrag", art="services", seite=4)
    assert facets(tree) == {"Dienstleistungen": "70"} and len(hits(tree)) == 10


def test_a_choice_that_nothing_fits_leads_back(client):
    indexing.update([ServiceFactory(title="Hundesteuer")])
    _response, tree = page(client, q="Hund", von="2020-01-01")
    assert not hits(tree)
    assert "/suche/?q=Hund" in tree.xpath("//section[@aria-labelledby='treffer']//@href")


def test_an_empty_search_shows_only_the_field(client):
    _response, tree = page(client)
    assert tree.xpath("//main//input[@name='q']") and not tree.xpath("//main//section//li")


BAD_INPUT = [
    *("a\x00b", "<script>alert(1)</script>", "'\"%\\", "x" * 10_000, "hund " * 2_500, "🏛️ Hund 🐕"),
    # Operators of engines and databases.
    *('"unvollständig', "hund AND OR NOT", "hund*", "?und", "title:hund^9", "hund~2", "(hund))"),
    *("NEAR(hund steuer, 3)", "-hund +steuer", "[1 TO 9]", "/hu.*d/", "hund && || !", "{hund}"),
    *("'; DROP TABLE search_document; --", "' OR 1=1 --", "hund' & !x:*", "hund <-> steuer"),
    *('{"query": {"match_all": {}}}', "%' UNION SELECT 1", "hund\\", "\u202ehund\u200b", "\ufeff"),
    "Übergrößenträger Ärztekammer Öfen Äcker Übungsräume Gebührenermäßigung Öltanks Bußgeldstelle",
]


@pytest.mark.parametrize("query", BAD_INPUT)
def test_any_query_gives_a_page(client, query):
    indexing.update([ServiceFactory(title="Hundesteuer anmelden")])
    response, tree = page(client, q=query)
    assert not tree.xpath("//main//script")


@pytest.mark.parametrize(
    "query", ["%ED%A0%80", "%FF%FE", "hund%00", "%F0%9F", "%25%25", "hund&art=x"]
)
def test_any_bytes_give_a_page(client, query):
    assert client.get(f"/suche/?q={query}").status_code == 200


def test_operators_are_words_around_what_is_asked_for(client):
    indexing.update([ServiceFactory(title="Hundesteuer anmelden")])
    for query in (
        "hundesteuer*",
        '"hundesteuer',
        "+hundesteuer -x",
        "title:hundesteuer",
        "'hundesteuer",
    ):
        assert "Hundesteuer anmelden" in page(client, q=query)[1].text_content(), query


def test_the_page_costs_few_queries(client, django_assert_max_num_queries):
    indexing.update([ServiceFactory(title=f"Antrag {number}") for number in range(12)])
    page(client, q="Antrag")
    with django_assert_max_num_queries(20):
        page(client, q="Antrag")
