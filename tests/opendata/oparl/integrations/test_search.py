"""The council in the search of the site: what is found, what is not, and how it is told."""

import datetime

import pytest
from django.utils import timezone

from opendata.oparl.models import (
    BodyChoice,
    File,
    MeetingOrganization,
    OrganizationChoice,
    Paper,
)
from opendata.oparl.models.papers import SEARCHED_TEXT
from opendata.oparl.paper_search import PaperSearch
from search import indexing, searching
from tests.opendata.oparl import factories
from tests.opendata.oparl.factories import link
from tests.pages import links, parse

pytestmark = pytest.mark.django_db


def found(query) -> dict[str, list[str]]:
    """{kind: titles}"""
    return {
        group.kind.name: [hit.title for hit in group.hits]
        for group in searching.search(query).groups
    }


def indexed(*rows):
    indexing.update(rows)
    return rows[0]


def test_papers_are_found_by_name_reference_and_the_text_of_their_files():
    indexed(
        factories.PaperFactory(
            name="Neubau der Turnhalle",
            reference="26/0417",
            main_file=factories.FileFactory(search_text="Kosten der Zwergwacholder"),
            auxiliary_file=[factories.FileFactory(search_text="Anlage zu Fledermäusen")],
        )
    )
    for query in ("turnhalle", "Turnh", "26/0417", "Zwergwacholder", "Fledermäusen"):
        assert found(query) == {"papers": ["Neubau der Turnhalle"]}, query


def test_only_the_beginning_of_a_long_text_is_searched():
    text = "Anfang " + "x" * SEARCHED_TEXT + " Schlusswort"
    paper = factories.PaperFactory(main_file=factories.FileFactory(search_text=text))
    indexed(paper)
    assert found("Anfang") == {"papers": [paper.name]}
    assert found("Schlusswort") == {}
    assert len(Paper.get_indexed_objects().get().text_of_files()) == SEARCHED_TEXT


def test_a_paper_that_is_saved_alone_is_indexed_like_all():
    file = factories.FileFactory(search_text="Zwergwacholder")
    gone = factories.FileFactory(search_text="Fledermaus", withdrawn_at=timezone.now())
    paper = factories.PaperFactory(main_file=file, auxiliary_file=[gone])
    paper.save()
    assert found("Zwergwacholder") == {"papers": [paper.name]}
    assert found("Fledermaus") == {}


def test_texts_of_withdrawn_files_are_not_searched():
    file = factories.FileFactory(search_text="Zwergwacholder")
    paper = indexed(factories.PaperFactory(main_file=file))
    File.objects.update(withdrawn_at=timezone.now())
    indexed(paper)
    assert found("Zwergwacholder") == {}


def test_meetings_are_found_by_what_is_on_their_agenda():
    meeting = factories.MeetingFactory(name="7. Sitzung des Bauausschusses")
    item = factories.AgendaItemFactory(meeting=meeting, name="Radweg am Mühlbach")
    indexed(meeting)
    assert found("Radweg") == found("Bauausschusses") == {"meetings": [meeting.name]}
    item.withdrawn_at = timezone.now()
    item.save()
    indexed(meeting)
    assert found("Radweg") == {}


def test_committees_and_people_are_found_by_name():
    indexed(
        factories.OrganizationFactory(name="Bauausschuss"),
        factories.PersonFactory(name="Mira Muster"),
    )
    assert found("bauaus") == {"organizations": ["Bauausschuss"]}
    assert found("Muster") == {"persons": ["Mira Muster"]}


@pytest.mark.parametrize(
    "factory",
    [
        factories.PaperFactory,
        factories.MeetingFactory,
        factories.OrganizationFactory,
        factories.PersonFactory,
    ],
    ids=lambda factory: factory._meta.model.__name__,
)
class TestNeverFound:
    def test_what_is_withdrawn(self, factory):
        row = indexed(factory(name="Zwergwacholder"))
        assert found("Zwergwacholder")
        # Whatever the index still knows.
        type(row).objects.update(withdrawn_at=timezone.now())
        assert found("Zwergwacholder") == {}

    def test_what_belongs_to_a_hidden_body(self, factory):
        body, other = factories.BodyFactory.create_batch(2)
        row = indexed(factory(name="Zwergwacholder", body=body))
        indexed(factory(name="Zwergwacholder", body=other))
        choice = BodyChoice.objects.create(body=body, visible=False)
        (group,) = searching.search("Zwergwacholder").groups
        assert group.total == 1
        assert group.hits[0].object != row
        choice.visible = True
        choice.save()
        assert searching.search("Zwergwacholder").groups[0].total == 2


def test_meetings_of_a_hidden_committee_are_not_found():
    committee = indexed(factories.OrganizationFactory(name="Geheimrat"))
    meeting = indexed(factories.MeetingFactory(name="Sitzung Geheimrat"))
    link(MeetingOrganization, "meeting", meeting, "organization", [committee])
    assert set(found("Geheimrat")) == {"organizations", "meetings"}
    OrganizationChoice.objects.create(organization=committee, visible=False)
    assert found("Geheimrat") == {}


def test_of_papers_that_fit_as_well_the_latest_comes_first():
    for name, year in (
        ("Haushalt: Bericht", 2025),
        ("Bericht zum Haushalt", 2026),
        ("Haushalt", 2003),
    ):
        indexed(factories.PaperFactory(name=name, date=datetime.date(year, 1, 1)))
    assert found("Haushalt")["papers"] == ["Haushalt", "Bericht zum Haushalt", "Haushalt: Bericht"]


def test_a_nameless_meeting_has_a_title_and_its_day_below(client, settings):
    settings.LANGUAGE_CODE = "en"
    start = timezone.make_aware(datetime.datetime(2026, 11, 5, 18))
    meeting = factories.MeetingFactory(name="", start=start, cancelled=True)
    factories.AgendaItemFactory(meeting=meeting, name="Radweg")
    indexed(meeting)
    page = client.get("/suche/?q=Radweg&art=meetings")
    assert links(page)["Meeting"] == meeting.get_absolute_url()
    (hit,) = parse(page).select(".search-hit__text")
    assert hit.text == "5 November 2026 · 18:00 · Cancelled"


def test_the_results_are_not_for_search_engines(client):
    assert client.get("/suche/?q=Muster")["X-Robots-Tag"] == "noindex"


class TestPaperSearch:
    def test_asks_for_words_type_and_year_together(self):
        wanted = indexed(
            factories.PaperFactory(
                name="Neuer Radweg", paper_type="Antrag", date=datetime.date(2026, 5, 1)
            )
        )
        for values in (
            {"name": "Altes Haus"},
            {"paper_type": "Anfrage"},
            {"date": datetime.date(2025, 5, 1)},
        ):
            told = {
                "name": "Neuer Radweg",
                "paper_type": "Antrag",
                "date": datetime.date(2026, 5, 1),
            }
            indexed(factories.PaperFactory(**{**told, **values}))
        search = PaperSearch.from_parameters({"q": " radweg ", "art": "Antrag", "jahr": "2026"})
        assert list(search.rows()) == [wanted]
        assert search.parameters == {"q": "radweg", "art": "Antrag", "jahr": "2026"}

    @pytest.mark.parametrize("year", ["", "x", "²", "0", "99999", "9" * 40])
    def test_what_is_no_year_asks_nothing(self, year):
        assert not PaperSearch.from_parameters({"jahr": year})

    def test_hostile_words_are_only_words(self):
        paper = factories.PaperFactory()
        assert list(PaperSearch.from_parameters({"q": "\x00"}).rows()) == [paper]
        for text in ("*", '" OR 1=1', "a" * 10_000, "' AND NEAR("):
            assert list(PaperSearch.from_parameters({"q": text, "art": text}).rows()) == []
