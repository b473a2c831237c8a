"""Pages of blocks: what they cost, what is loaded, what search and references know."""

import pytest
from django.core.cache import cache
from wagtail.models import Page, ReferenceIndex, Site

from directory.models import OrganisationalUnit
from home.models import HomePage, StandardPage
from services.models import Service
from tests import blocks, factories
from tests.pages import parse

pytestmark = pytest.mark.django_db

# One or two queries for each kind of block, however many there are; one for the page.
BUDGET = 18


@pytest.fixture
def home():
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Lindenfurt", slug="stadt"))
    Site.objects.update(site_name="Lindenfurt", root_page=home)
    cache.clear()
    return home


@pytest.fixture
def body(home):
    """Twenty blocks of every kind, each with rows of its own."""
    situation = factories.LifeSituationFactory()
    units = [blocks.make_office(f"Amt {number}") for number in range(4)]
    services = factories.ServiceFactory.create_batch(8)
    services[7].life_situations.add(situation)
    pictures = [blocks.make_picture(f"Bild {number}") for number in range(3)]
    documents = [
        blocks.make_document(f"Blatt {number}", html_alternative=home) for number in (1, 2)
    ]
    point = {"title": "Ort", "latitude": 50.1, "longitude": 8.5}

    def picture(image):
        return {"picture": {"image": image, "alt_text": "Das Rathaus"}, "size": "text"}

    return [
        ("text", "<h2>Anfang</h2><p>Text</p>"),
        *[("image", picture(image)) for image in pictures],
        ("accordion", {"entries": [{"title": "Wann?", "text": "<p>Heute</p>"}]}),
        ("callout", {"kind": "info", "text": "<p>Hinweis</p>"}),
        ("quote", {"text": "Ein Satz", "name": "Mira"}),
        *[("documents", {"documents": [document]}) for document in documents],
        *[("services", {"services": services[start : start + 3]}) for start in (0, 3)],
        ("services", {"services": [], "life_situation": situation}),
        ("links", {"links": [("page", {"page": home}), ("service", {"service": services[0]})]}),
        *[("contact", {"unit": unit}) for unit in units[:2]],
        *[("opening_hours", {"unit": unit}) for unit in units[2:]],
        ("map", {"heading": "Karte", "units": units, "points": [point]}),
        ("video", {"heading": "Film", "url": "https://v.example/", "decision": "page"}),
        ("contact_form", {"unit": units[0]}),
    ]


@pytest.fixture
def page(home, body):
    field = StandardPage._meta.get_field("body")
    normal = field.stream_block.normalize([_whole(field.stream_block, *item) for item in body])
    page = home.add_child(instance=StandardPage(title="Bausteine", slug="bausteine", body=normal))
    page.save_revision().publish()
    return page


def _whole(stream_block, name, value):
    block = stream_block.child_blocks[name]
    if isinstance(value, dict):
        defaults = {key: child.get_default() for key, child in block.child_blocks.items()}
        value = {**defaults, **value}
    return name, value


def test_twenty_blocks_stay_within_the_budget(rf, page, django_assert_max_num_queries):
    def rendered():
        found = StandardPage.objects.get(pk=page.pk)
        context = {"page": found, "request": rf.get("/bausteine/")}
        return found.body.stream_block.render(found.body, context)

    rendered()  # renditions are made once
    with django_assert_max_num_queries(BUDGET):
        rendered()


def test_twenty_blocks_are_shown(client, page):
    shown = parse(client.get("/bausteine/"))
    assert len(page.body) == len(shown.select("main .block")) == 20
    assert len(shown.select("main picture")) == 3
    assert len(shown.select("main .unit-card")) == 4


def test_a_page_of_blocks_sets_no_cookie_and_may_be_kept(client, page):
    response = client.get("/bausteine/")
    assert not response.cookies
    assert "public" in response["Cache-Control"]


def test_headings_skip_no_level(client, page):
    levels = [int(item.name[1]) for item in parse(client.get("/bausteine/")).select("h1, h2, h3")]
    assert all(second <= first + 1 for first, second in zip(levels, levels[1:], strict=False))


def test_what_has_gone_leaves_no_hole(client, page):
    Service.objects.update(visible=False)
    OrganisationalUnit.objects.update(hidden=True)
    response = client.get("/bausteine/")
    assert response.status_code == 200
    shown = parse(response).main
    assert not shown.select(".unit-card, .service-row") and "Dienstleistung" not in shown.text


def test_the_search_knows_the_words_of_all_blocks(page):
    text = " ".join(page.body.stream_block.get_searchable_content(page.body))
    for word in ("Anfang", "Heute", "Hinweis", "Ein Satz", "Blatt 1", "Dienstleistung", "Amt 0"):
        assert word in text
    assert "https://" not in text


def test_editors_see_where_a_picture_is_used(page):
    picture = page.body[1].value["picture"]
    assert ReferenceIndex.get_references_to(picture).count() == 1


def test_what_is_saved_is_read_again(page):
    first, second = (StandardPage.objects.get(pk=page.pk).body for _time in range(2))
    assert [child.block_type for child in first] == [child.block_type for child in page.body]
    words = first.stream_block.get_searchable_content
    assert words(first) == words(second) == words(page.body)
    assert first[1].value["picture"].contextual_alt_text == "Das Rathaus"
