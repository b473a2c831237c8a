"""Pages of every type are found by title, text and other words."""

import pytest
from wagtail.models import PageViewRestriction

from home.models import StandardPage
from home.news.models import NewsIndexPage
from search import indexing, registry, searching
from tests import factories
from tests.home import examples
from tests.home.news import building

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return examples.make_home()


def hits(query):
    return [
        hit
        for group in searching.search(query).groups
        if group.kind.name == "pages"
        for hit in group.hits
    ]


def found(query):
    return [hit.title for hit in hits(query)]


def test_a_page_is_found_by_its_text_and_introduction(home):
    body = [examples.text("<p>Mit Taubenschlag.</p>")]
    page = StandardPage(title="Stadttiere", slug="tiere", introduction="Über Falken.", body=body)
    examples.add(home, page)
    assert found("Taubenschlag") == found("Falken") == ["Stadttiere"]
    assert hits("Falken")[0].teaser == "Über Falken."


def test_a_page_is_found_by_what_people_call_it(home):
    page = StandardPage(title="Wertstoffhof", slug="hof", also_called="Müllkippe, Deponie")
    examples.add(home, page)
    assert found("müllkippe") == found("Depon") == ["Wertstoffhof"]


def test_a_journey_is_found_by_its_steps(home):
    examples.journey(home, examples.step("Nachsendeauftrag stellen"), examples.step("Fertig"))
    assert found("Nachsendeauftrag") == ["Umzug"]


def test_legal_pages_are_found_by_what_their_fields_say(home):
    examples.add(home, examples.imprint())
    examples.add(home, examples.statement())
    assert found("Hauptamt") == ["Impressum"]
    assert found("Bebauungspläne") == ["Erklärung zur Barrierefreiheit"]


def test_a_draft_is_not_found(home):
    page = examples.add(home, StandardPage(title="Geheimnis", slug="geheim"))
    page.unpublish()
    factories.ServiceFactory(title="Anderes")
    assert found("Geheimnis") == []


def test_what_not_everybody_may_read_is_not_found(home):
    page = examples.add(home, StandardPage(title="Intranet", slug="intranet"))
    assert found("Intranet") == ["Intranet"]
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert found("Intranet") == []


def test_a_type_is_found_among_all_pages_until_it_is_registered_as_a_kind(home, monkeypatch):
    index = building.make_list(home, NewsIndexPage)
    page = building.news(index, "Neue Bänke")
    assert found("Neue Bänke") == []
    monkeypatch.delitem(registry._kinds, "news")
    indexing.update([page])
    assert found("Neue Bänke") == ["Neue Bänke"]
