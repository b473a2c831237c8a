"""The search for programs: OpenSearch description, feed, API."""

import datetime

import pytest
from django.utils import timezone
from lxml import etree

from home.news.models import NewsIndexPage, NewsPage
from search import indexing, known
from tests.factories import ServiceFactory, UnitFactory

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
OPEN_SEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def test_browsers_learn_how_to_search(client, home_page):
    head = client.get("/").content.decode()
    assert 'href="/suche/opensearch.xml"' in head
    response = client.get("/suche/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    root = etree.fromstring(response.content)
    (template,) = root.xpath("o:Url[@type='text/html']/@template", namespaces=OPEN_SEARCH)
    assert client.get(template.replace("{searchTerms}", "hund")).status_code == 200


@pytest.fixture
def news(home_page):
    index = home_page.add_child(instance=NewsIndexPage(title="Aktuelles", slug="aktuelles"))
    today = timezone.localdate()
    found = [
        index.add_child(
            instance=NewsPage(
                title=f"Hundewiese {number}",
                slug=f"wiese-{number}",
                introduction="Die Hundewiese <wird> größer.",
                published_on=today - datetime.timedelta(days=number),
            )
        )
        for number in (3, 1, 2)
    ]
    indexing.update([*found, ServiceFactory(title="Hundewiese pachten")])
    known.forget()
    return found


def entries(response):
    root = etree.fromstring(response.content)
    return root.xpath("//a:entry/a:title/text()", namespaces=ATOM)


def test_a_search_has_a_feed_of_what_has_a_date_the_latest_first(client, news):
    page = client.get("/suche/", {"q": "hundewiese"}).content.decode()
    assert "/suche/feed/?q=hundewiese" in page
    response = client.get("/suche/feed/", {"q": "hundewiese"})
    assert response["Content-Type"].startswith("application/atom+xml")
    assert entries(response) == ["Hundewiese 1", "Hundewiese 2", "Hundewiese 3"]


def test_what_is_taken_back_leaves_the_feed(client, news):
    type(news[0]).objects.filter(pk=news[0].pk).update(live=False)
    assert "Hundewiese 3" not in entries(client.get("/suche/feed/", {"q": "hundewiese"}))


@pytest.mark.parametrize("text", ["<&>\x0b", "x" * 10_000, "\x00hund", "🐕"])
def test_any_question_has_a_feed(client, news, text):
    etree.fromstring(client.get("/suche/feed/", {"q": text}).content)


def test_there_is_no_feed_of_everything(client, db):
    assert client.get("/suche/feed/", {"q": "  "}).status_code == 404


def test_the_api_answers_a_question(client):
    service = ServiceFactory(title="Hundesteuer anmelden", teaser="Für jeden Hund.")
    indexing.update([service, UnitFactory(name="Hundeamt")])
    known.forget()
    answer = client.get("/api/suche/", {"q": "hundesteuer"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["results"][0] == {
        "kind": "services",
        "kind_name": "Dienstleistungen",
        "title": "Hundesteuer anmelden",
        "url": f"http://testserver{service.get_absolute_url()}",
        "teaser": "Für jeden Hund.",
        "language": "",
    }
    of_units = client.get("/api/suche/", {"q": "hund", "kind": "units"}).json()
    assert [one["title"] for one in of_units["results"]] == ["Hundeamt"]
    first = client.get("/api/suche/", {"q": "hund", "limit": 1}).json()
    assert first["count"] == 2 and len(first["results"]) == 1
    assert client.get(first["next"]).json()["results"] != first["results"]
    assert client.get("/api/suche/", {"kind": "nichts"}).status_code == 400
    assert client.get("/api/suche/", {"q": "hund", "offset": 999_999}).json()["results"] == []
    assert "/api/suche/" in client.get("/api/openapi.json").json()["paths"]
