"""Readings of an Infodienste beyond the contract of all adapters (../test_contract.py)."""

import pytest

from outbound.errors import SourceInvalid, SourceUnavailable
from services import records
from services.harvest.infodienste import reader
from tests.fakes import city
from tests.services.harvest.adapters import read, synced


def by_id(found):
    return {each.ref.id: each for each in found}


def test_no_record_comes_twice(job):
    found, _delivery = read(job)
    assert all(len(some) == len({each.ref for each in some}) for some in found.values())


def test_ids_stay_text_with_their_leading_zeros(job):
    found, _delivery = read(job)
    assert records.Ref(city.AGENCY, "0001027") in {each.ref for each in found["service"]}


def test_languages_of_one_service_become_one_record(job):
    found, _delivery = read(job)
    card = by_id(found["service"])["1001"]
    titles = {m.language: m.html for m in card.modules if m.code == "03"}
    assert titles == {
        "de": "Personalausweis beantragen",
        "en": "Apply for an identity card",
        "de-LS": "Einen Ausweis bekommen",
    }
    assert [version.tag for version in card.languages] == ["de", "en", "de-LS"]


def test_what_is_not_translated_is_no_language_version(job):
    found, _delivery = read(job)
    assert {m.language for m in by_id(found["service"])["1013"].modules} == {"de"}


def test_a_listing_of_translations_only_saves_the_other_details(job, server):
    server.only_translated = True
    read(job)
    spoken = [r.language for r in server.requests if r.path == "/pstExtended/1013"]
    assert spoken == ["de_DE"]


def test_the_operator_chooses_the_languages(job, source, server):
    source.options["languages"] = ["de_DE"]
    found, _delivery = read(job)
    assert {m.language for s in found["service"] for m in s.modules} == {"de"}
    assert "/common/languages" not in server.paths()


def test_municipal_texts_and_fees_stay_a_layer_of_their_own(job):
    found, _delivery = read(job)
    local = by_id(found["specialisation"])[f"1001@{city.ARS}"]
    assert local.areas == (city.ARS,)
    assert [m.html for m in local.modules] == [
        "<p>In Lindenfurt steht ein Foto-Automat im Bürgerbüro.</p>"
    ]
    assert [fee.amount for fee in local.fees] == ["15.00"]
    card = by_id(found["service"])["1001"]
    assert "Foto-Automat" not in str(card.modules)
    assert [fee.amount for fee in card.fees] == ["37.00", "22.80"]


def test_units_online_services_and_forms_are_tied_to_services(job):
    found, _delivery = read(job)
    ends = {(r.holder_kind, r.holder.id, r.service.id) for r in found["responsibility"]}
    assert ("unit", "2003", "1006") in ends and ("unit", "2005", "1006") in ends
    assert ("online_service", "3003", "1005") in ends
    assert ("online_service", "3003", "1010") in ends
    assert ("form", "4003", "1006") in ends
    assert {r.area for r in found["responsibility"]} == {city.ARS}


def test_life_situations_come_with_all_that_lies_above(job):
    found, _delivery = read(job)
    categories = by_id(found["service"])["1005"].categories
    assert [(c.id, c.parent_id) for c in categories] == [("910", ""), ("930", ""), ("931", "930")]


def test_without_extended_details_online_services_are_asked_for(job, server):
    server.extended = False
    found, _delivery = read(job)
    assert len(found["online_service"]) == 5
    assert len(server.paths("/pstExtended/")) <= 3, "those under way when it was found out"
    assert len(server.paths("/os/findByCompetence")) == 27


def test_a_changed_unit_is_fetched(job, server):
    synced(job)
    server.catalogue.change("2005", phone="+49 6999 1", updated="2026-03-01T08:00:00Z")
    server.requests.clear()
    report = synced(job)
    assert server.paths("/pstExtended/") == []
    assert set(server.paths("/ou/")) == {"/ou/find", "/ou/2005"}
    assert (report.created, report.updated, report.withdrawn) == (0, 1, 0)


def test_a_change_in_one_language_is_noticed(job, server):
    synced(job)
    server.catalogue.change("1003", english_updated="2026-03-01T08:00:00Z")
    server.requests.clear()
    read(job)
    assert {r.language for r in server.requests if r.path == "/pstExtended/1003"} == {
        "de_DE",
        "en_GB",
        "de_LS",
    }


def test_a_new_place_in_the_life_situations_is_noticed(job, server):
    synced(job)
    server.catalogue.change("1009", situations=("960",))
    found, _delivery = read(job)
    fetched = [each for each in found["service"] if isinstance(each, records.Service)]
    assert [each.ref.id for each in fetched] == ["1009"]


def test_unchanged_services_keep_their_online_services_and_municipal_texts(job):
    synced(job)
    found, _delivery = read(job)
    assert len({each.ref for each in found["online_service"]}) == 5
    assert len(found["specialisation"]) == 2


def test_a_listing_without_proof_lets_nothing_be_withdrawn(job, server):
    server.count_header = False

    def unsteady(request, respond=server.respond):
        answer = respond(request)
        if request.path == "/pst/find" and request.param("offset") == "0":
            answer.body["results"].pop(len(server.paths("/pst/find")))
        return answer

    server.respond = unsteady
    _found, delivery = read(job)
    assert delivery.complete == {"unit", "form"}
    assert delivery.warnings.counts["listing_without_total"]


def test_a_missing_key_is_said_at_once(job, monkeypatch):
    monkeypatch.delenv("INFODIENSTE_KEY")
    with pytest.raises(SourceUnavailable, match="INFODIENSTE_KEY"):
        reader.read(job)


def test_the_area_id_is_looked_up_once_by_ars(job, source, server):
    del source.options["area_id"]
    source.options["area_url"] = server.url
    found, _delivery = read(job)
    assert len(found["service"]) == 27
    assert server.paths("/PoliticalArea") == ["/PoliticalArea/search"]
    assert all(r.param("areaId") == "55501" for r in server.requests if r.path == "/pst/find")


def test_an_unknown_area_says_what_to_do(job, source, server):
    del source.options["area_id"]
    source.options["area_url"] = server.url
    source.area = "064350014014"
    with pytest.raises(SourceInvalid, match="area_id"):
        read(job)


def test_a_failing_area_service_says_what_to_do(job, source, server):
    del source.options["area_id"]
    source.options["area_url"] = server.url
    server.fail("/PoliticalArea", status=403)
    with pytest.raises(SourceUnavailable, match="area_id"):
        read(job)


def test_units_of_a_tree_are_found_level_by_level(job, source, server):
    source.options["root_unit_id"] = "2000"
    server.catalogue.change("2006", parent="2005")
    found, delivery = read(job)
    assert sorted(by_id(found["unit"])) == ["2000", *map(str, range(2001, 2007)), "2008"]
    assert "unit" in delivery.complete


def test_persons_come_only_when_wanted_and_shown(job, source, server):
    server.persons["2001"] = [
        {"id": "1", "firstName": "Ada", "lastName": "Lind", "visible": True, "anonymize": False},
        {"id": "2", "lastName": "Verborgen", "visible": False},
        {"id": "3", "lastName": "Namenlos", "visible": True, "anonymize": True},
    ]
    found, _delivery = read(job)
    assert by_id(found["unit"])["2001"].persons == ()
    assert server.paths("/person") == []
    source.options["persons"] = True
    found, _delivery = read(job)
    assert [person.name for person in by_id(found["unit"])["2001"].persons] == ["Ada Lind"]


def test_the_agency_follows_from_the_state(job, source):
    del source.options["agency"]
    found, _delivery = read(job)
    assert {each.ref.agency for each in found["service"]} == {"L100001"}
