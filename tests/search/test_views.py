"""/suche/ works without script and helps those who find nothing."""

import pytest
from django.urls import reverse
from lxml import html

from search import indexing
from tests.factories import ServiceFactory

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


def test_hits_are_grouped_and_lead_to_the_service_and_its_application(client):
    way = {"title": "Antrag", "url": "https://antrag.example/1"}
    service = ServiceFactory(title="Hundesteuer anmelden", online_links=[way])
    indexing.update([service])
    _response, tree = page(client, q="Hundesteuer")
    group = tree.xpath("//section[@aria-labelledby='treffer-services']")[0]
    assert group.xpath(".//li//@href") == [service.get_absolute_url(), way["url"]]


def test_nothing_found_offers_letters_most_wanted_and_the_phone(client):
    wanted = ServiceFactory(title="Wohnsitz anmelden", featured=True)
    _response, tree = page(client, q="Xylofonverleih")
    links = tree.xpath("//main//@href")
    assert reverse("services:letter", args=["w"]) in links
    assert wanted.get_absolute_url() in links
    assert "tel:115" in links


def test_one_kind_alone_shows_more_of_it(client):
    indexing.update([ServiceFactory(title=f"Antrag {number}") for number in range(15)])
    _response, tree = page(client, q="Antrag")
    assert len(tree.xpath("//section//li")) == 10
    more = tree.xpath("//section//a[contains(@href, 'art=services')]/@href")
    _response, tree = page(client, q="Antrag", art="services")
    assert more and len(tree.xpath("//section//li")) == 15


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
