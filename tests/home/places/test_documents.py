"""Lists of documents."""

from datetime import date
from xml.etree import ElementTree

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from home.models import StandardPage
from home.places.models import DocumentListPage, ListedCollection, ListedFile
from tests.blocks import make_document
from tests.pages import links, parse, text_of

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def page(home):
    return home.add_child(instance=DocumentListPage(title="Satzungen"))


@pytest.fixture
def collection():
    return Collection.get_first_root_node().add_child(name="Ortsrecht")


def titles(response):
    return [item.select_one("a").get_text() for item in parse(response).select(".documents > li")]


def test_a_collection_is_shown_with_what_lies_below_it(client, page, collection):
    below = collection.add_child(name="Gebühren")
    make_document("Hundesteuer", collection=below)
    make_document("Hauptsatzung", collection=collection)
    make_document("Anderes")
    ListedCollection.objects.create(page=page, collection=collection, kind="Satzung")
    assert titles(client.get("/satzungen/")) == ["Hauptsatzung (PDF)", "Hundesteuer (PDF)"]


def test_private_collections_are_nowhere(client, page, collection):
    below = collection.add_child(name="Geheim")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    ListedCollection.objects.create(page=page, collection=collection)
    secret = make_document("Geheimes", collection=below)
    ListedFile.objects.create(page=page, document=secret)
    assert titles(client.get("/satzungen/")) == []
    assert b"Geheimes" not in client.get("/satzungen/atom/").content


def test_chosen_documents_have_their_own_title_kind_and_date(client, page, collection):
    document = make_document("scan_0815", accessible="no", collection=collection)
    ListedCollection.objects.create(page=page, collection=collection)
    ListedFile.objects.create(
        page=page, document=document, title="Hauptsatzung", kind="Satzung", dated_on="2019-05-01"
    )
    response = client.get("/satzungen/")
    assert titles(response) == ["Hauptsatzung (PDF)"]
    text = text_of(response)
    assert "2019" in text
    assert document.get_accessible_display() in text


def test_the_web_page_stands_before_the_file(client, home, page):
    other = home.add_child(instance=StandardPage(title="Hauptsatzung", slug="hauptsatzung"))
    document = make_document("Hauptsatzung", html_alternative=other)
    ListedFile.objects.create(page=page, document=document)
    found = list(links(client.get("/satzungen/"), ".documents").values())
    assert found == ["/hauptsatzung/", document.url]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("suche=HUNDE", ["Hundesteuer (PDF)"]),
        ("jahr=2019", ["Bauordnung (PDF)"]),
        ("art=Form", ["Hundesteuer (PDF)"]),
        ("typ=CSV", ["Haushalt (CSV)"]),
        ("jahr=1900", []),
        ("jahr=viel&art=%00", []),
    ],
)
def test_the_list_is_narrowed_by_words_year_kind_and_type(client, page, query, found):
    rows = [
        ("Hundesteuer", "a.pdf", "Form", date(2026, 1, 1)),
        ("Bauordnung", "b.pdf", "Satzung", date(2019, 1, 1)),
        ("Haushalt", "c.csv", "Satzung", date(2026, 2, 1)),
    ]
    for title, name, kind, day in rows:
        document = make_document(title, name)
        ListedFile.objects.create(page=page, document=document, kind=kind, dated_on=day)
    response = client.get(f"/satzungen/?{query}")
    assert titles(response) == found
    assert "/satzungen/" in links(response).values()


def test_the_feed_names_each_document_once_and_for_good(client, page):
    document = make_document("Satzung & Recht")
    ListedFile.objects.create(page=page, document=document, dated_on="2026-03-01")
    first = ElementTree.fromstring(client.get("/satzungen/atom/").content)  # noqa: S314
    [entry] = first.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Satzung & Recht"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{document.url}"
    assert entry.find(f"{ATOM}published").text.startswith("2026-03-01")
    assert entry.find(f"{ATOM}id").text.startswith("urn:uuid:")


def test_a_hundred_documents_cost_few_queries(
    client, page, collection, django_assert_max_num_queries
):
    for number in range(100):
        make_document(f"Blatt {number}", collection=collection)
    ListedCollection.objects.create(page=page, collection=collection)
    client.get("/satzungen/")
    with django_assert_max_num_queries(12):
        response = client.get("/satzungen/?seite=2")
    assert len(titles(response)) == 30
