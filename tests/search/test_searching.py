"""Searching finds what citizens mean, and stands any text."""

import pytest
from django.db import connection

from search import indexing, known, registry, searching
from services.models import Service
from tests.factories import ServiceFactory, SynonymFactory, UnitFactory

pytestmark = pytest.mark.django_db


def found(query, kind="services", limit=10):
    groups = {group.kind.name: group for group in searching.search(query, limit).groups}
    return [hit.title for hit in groups[kind].hits] if kind in groups else []


def indexed(query):
    """What the index alone finds, without similar spellings."""
    return searching.ranked_ids(registry.get_kind("services"), query)


@pytest.fixture
def catalogue(db):
    services = [
        ServiceFactory(title="Personalausweis beantragen", teaser="Für Deutsche ab 16 Jahren."),
        ServiceFactory(title="Reisepass beantragen", search_text="Personalausweis mitbringen"),
        ServiceFactory(title="Straßenreinigung melden"),
        ServiceFactory(title="Termin im Bürgerbüro vereinbaren"),
        ServiceFactory(title="Hundesteuer anmelden"),
    ]
    SynonymFactory(service=services[0], term="Perso")
    indexing.update(services)
    return services


def test_a_word_of_the_title_comes_before_the_same_word_in_a_text(catalogue):
    assert found("Personalausweis") == ["Personalausweis beantragen", "Reisepass beantragen"]


def test_another_word_for_a_service_finds_it_first(catalogue):
    other = ServiceFactory(title="Personal des Rathauses")
    indexing.update([other])
    assert found("perso")[0] == "Personalausweis beantragen"


def test_another_word_inside_a_longer_query_still_finds_the_service(catalogue):
    assert found("neuen Perso holen")[0] == "Personalausweis beantragen"


def test_the_beginning_of_a_word_is_enough(catalogue):
    assert found("hundest") == ["Hundesteuer anmelden"]


@pytest.mark.parametrize("query", ["buergerbuero", "Bürgerbüro", "BÜRGERBÜRO", "bürgerb"])
def test_umlauts_are_found_however_they_are_written(catalogue, query):
    assert found(query) == ["Termin im Bürgerbüro vereinbaren"]


@pytest.mark.parametrize("query", ["strassenreinigung", "straßenreinigung", "Strassenr"])
def test_sharp_s_is_found_however_it_is_written(catalogue, query):
    assert found(query) == ["Straßenreinigung melden"]


def test_what_fits_more_words_comes_first():
    indexing.update([ServiceFactory(title=title) for title in ("Hund und Katze", "Hund", "Katze")])
    assert found("Hund und Katze")[0] == "Hund und Katze"
    assert found("Katze Hund Xylofon")[0] == "Hund und Katze"


def test_where_nothing_fits_all_words_each_is_found(catalogue):
    assert found("Reisepass beantragen")[0] == "Reisepass beantragen"
    assert set(found("Reisepass Hundesteuer")) == {"Reisepass beantragen", "Hundesteuer anmelden"}


@pytest.mark.parametrize(
    "query",
    [
        '"', "'", '"unvollständig', "a OR", "NOT", "AND AND", "hund*", "(", ")(", "title:x",
        "NEAR(a b)", "-", "--", ";DROP TABLE x", "%", "\\", "a\x00b", "\x00", "🏛️", "🏛️ Hund",
        "der die das", "und", "&|!", "<script>", "x" * 5000, "a " * 2500, "ß", "ä" * 300, "{x}",
    ],
)  # fmt: skip
def test_any_text_is_safe(catalogue, query):
    searching.search(query)


def test_without_a_word_nothing_is_found(catalogue):
    assert searching.search("").groups == searching.search("  🏛️ ").groups == []


def test_what_citizens_must_not_see_is_not_found(catalogue):
    Service.objects.filter(title__startswith="Hundesteuer").update(visible=False)
    assert found("Hundesteuer") == []


def test_a_hidden_service_is_not_found_by_its_other_word(catalogue):
    Service.objects.filter(title__startswith="Personal").update(visible=False)
    assert "Personalausweis beantragen" not in found("Perso")


def test_groups_tell_how_many_there_are_beyond_the_limit():
    services = [ServiceFactory(title=f"Antrag Nummer {number}") for number in range(7)]
    indexing.update(services)
    group = next(g for g in searching.search("Antrag", limit=3).groups if g.kind.name == "services")
    assert (len(group.hits), group.total) == (3, 7)


def test_offices_are_a_group_of_their_own(catalogue):
    UnitFactory(name="Bürgerbüro Mitte")
    assert found("Bürgerbüro", "units") == ["Bürgerbüro Mitte"]
    assert found("Bürgerbüro") == ["Termin im Bürgerbüro vereinbaren"]


def test_the_best_of_all_kinds_come_in_one_order(catalogue):
    UnitFactory(name="Bürgerbüro")
    best = searching.search("Bürgerbüro").best(2)
    assert [hit.title for hit in best] == ["Bürgerbüro", "Termin im Bürgerbüro vereinbaren"]
    assert [hit.kind.name for hit in best] == ["units", "services"]
    assert len(searching.search("Bürgerbüro").best(1)) == 1


def test_services_come_first_then_offices_and_pages():
    orders = [kind.order for kind in registry.kinds()]
    assert orders == sorted(set(orders))
    assert [kind.name for kind in registry.kinds()][:3] == ["services", "units", "pages"]


def test_a_hit_carries_its_direct_way_in():
    way = {"title": "Online-Antrag", "url": "https://antrag.example/1"}
    indexing.update([ServiceFactory(title="Anwohnerparken", online_links=[way])])
    hit = searching.search("Anwohnerparken").groups[0].hits[0]
    assert hit.links == (way,)


@pytest.mark.parametrize("query", ["Hundesteur", "Hudnesteuer", "hundestuer anmelden"])
def test_a_misspelt_word_is_corrected(catalogue, query):
    assert found(query)[0] == "Hundesteuer anmelden"
    assert searching.search(query).corrected.startswith("hundesteuer")


def test_a_word_that_stands_in_a_text_is_no_typo(catalogue):
    indexing.update([ServiceFactory(title="Auto", search_text="Die Hundesteuern")])
    assert searching.search("Hundesteuern").corrected == ""


def test_the_number_of_queries_does_not_grow_with_the_hits(
    catalogue, django_assert_max_num_queries
):
    many = [ServiceFactory(title=f"Antrag {number}") for number in range(30)]
    indexing.update(many)
    searching.search("Reisepass")
    with django_assert_max_num_queries(20):
        searching.search("Antrag", limit=25)


def test_removed_objects_are_no_longer_found(catalogue):
    assert indexed("Hundesteuer")
    indexing.remove(catalogue)
    assert indexed("Hundesteuer") == []


def test_bulk_writes_are_found_after_an_update_of_the_index(catalogue):
    pk = catalogue[0].pk
    assert indexed("Ausweisdokument") == []
    Service.objects.filter(pk=pk).update(title="Ausweisdokument")
    assert indexed("Ausweisdokument") == []
    indexing.update(Service.objects.filter(pk=pk))
    assert indexed("Ausweisdokument") == [pk]


def test_indexing_costs_no_query_per_object():
    services = [ServiceFactory() for _number in range(20)]
    indexing.remove(services)
    known.current()
    with CountQueries() as counted:
        indexing.update(services)
    assert counted.number < 20


class CountQueries:
    def __enter__(self):
        from django.test.utils import CaptureQueriesContext

        self._context = CaptureQueriesContext(connection)
        self._context.__enter__()
        return self

    def __exit__(self, *args):
        self._context.__exit__(*args)
        self.number = len(self._context)
