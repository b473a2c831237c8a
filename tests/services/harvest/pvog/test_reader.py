"""Readings of the PVOG beyond the contract of all adapters (../test_contract.py)."""

import pytest

from outbound.errors import SourceInvalid
from services.harvest.pvog import reader
from services.harvest.pvog.client import BASE_URL
from tests.fakes import city
from tests.services.harvest.adapters import Pvog, read, synced

DETAILS = "/suchdienst/api/v6/"


def by_key(found):
    return {each.ref.key: each for each in found}


def test_the_same_id_in_two_editorial_offices_is_two_services(job):
    found, _delivery = read(job)
    services = by_key(found["service"])
    assert services["L999901/1001"].label == "Personalausweis beantragen"
    assert services["B100019/1001"].label == "Ausbildungsgeld beantragen"
    assert services["B100019/1001"].areas == ("000000000000",)


def test_english_is_fetched_only_where_it_is_offered(job, server):
    found, _delivery = read(job)
    english = {r.path.split("/")[-2] for r in server.requests if r.language == "en"}
    assert english == {f"L999901.LB.{id}" for id in ("1001", "1002", "1003", "1005")}
    texts = {m.language: m.html for m in by_key(found["service"])["L999901/1001"].modules}
    assert set(texts) == {"de", "en"}


def test_an_english_answer_in_german_is_no_translation(job, server):
    server.catalogue.change("1013", english={"title": "Wohngeld beantragen"})
    found, _delivery = read(job)
    assert {m.language for m in by_key(found["service"])["L999901/1013"].modules} == {"de"}


def test_roles_of_units_are_kept(job):
    found, _delivery = read(job)
    ends = {(r.holder.id, r.role) for r in found["responsibility"] if r.service.id == "1006"}
    assert {("2003", "01"), ("2005", "03")} <= ends


def test_units_without_ids_in_the_detail_are_asked_for(job, server):
    server.roles_with_ids = False
    found, _delivery = read(job)
    assert len(found["unit"]) == 7
    assert len(server.paths("/suchdienst/api/v2/organisationunits/titles")) == 28


def test_each_unit_is_fetched_once(job, server):
    read(job)
    asked = [r.param("q") for r in server.requests if "organisationunits/detail" in r.path]
    assert len(asked) == len(set(asked)) == 7


def test_a_unit_without_detail_keeps_its_name(job, server):
    server.fail("/suchdienst/api/v5/organisationunits", status=404, times=1)
    found, delivery = read(job)
    assert all(unit.names["de"] for unit in found["unit"])
    assert delivery.warnings.counts["unit_without_detail"] == 1


def test_online_services_say_how_one_signs_in(job):
    found, _delivery = read(job)
    online = by_key(found["online_service"])["L999901/3001"]
    assert online.trust_level == "30"
    assert online.identification == ("Online-Ausweis",)
    assert online.parameters == {"ars": "001"}
    assert [link.url for link in online.links] == [
        "https://dienste.lindenfurt.example/melde?ars={ars}"
    ]


def test_without_the_beta_list_the_links_of_the_services_do(job, server):
    server.has_online_list = False
    found, delivery = read(job)
    assert len(found["online_service"]) == 5 and delivery.complete == set(Pvog.counts)


def test_an_incomplete_list_lets_no_online_service_be_withdrawn(job, server):
    server.count_off_by = 0
    page = {"onlineservices": [], "totalHits": 7}
    server.say(page, "/suchdienst/api/v1beta2")
    _found, delivery = read(job)
    assert delivery.complete == {"service", "unit", "form"}
    assert delivery.warnings.counts["listing_incomplete"] == 1


def test_the_client_id_is_sent_when_there_is_one(job, source, server):
    read(job)
    assert "pvog-sud-api-client-id" not in server.requests[0].headers
    server.requests.clear()
    source.options["client_id"] = "lindenfurt"
    read(job)
    assert {r.headers["pvog-sud-api-client-id"] for r in server.requests} == {"lindenfurt"}


def test_a_mass_import_alone_changes_nothing(job, server):
    synced(job)
    server.imported = "2026-06-01T01:00:00Z"
    server.requests.clear()
    assert synced(job).updated == 0
    assert server.paths(DETAILS) == []


def test_without_dates_in_the_listing_all_is_fetched_and_compared(job, server):
    server.dates = False
    synced(job)
    server.requests.clear()
    assert synced(job).updated == 0
    assert len(server.paths(DETAILS)) == 28 + 4


def test_a_new_address_of_an_online_service_is_noticed(job, server):
    synced(job)
    server.catalogue.change("3004", url="https://dienste.lindenfurt.example/wahl")
    report = synced(job)
    assert report.by_kind["online_service"]["updated"] == 1


def test_an_online_service_taken_from_the_list_goes(job, server):
    synced(job)
    server.catalogue.remove("3004")
    report = synced(job)
    assert report.by_kind["online_service"]["withdrawn"] == 1
    assert report.by_kind["responsibility"]["withdrawn"] == 1


def test_without_an_area_nothing_is_asked(job, source, server):
    source.area = ""
    with pytest.raises(SourceInvalid):
        reader.read(job)
    assert server.requests == []


def test_the_public_address_is_the_default(source, server):
    assert server.url in repr(reader.client_of(source))
    source.url = ""
    assert BASE_URL in repr(reader.client_of(source))


def test_another_area_has_another_catalogue(job, source):
    source.area = "064350014014"
    found, delivery = read(job)
    assert found == {} and delivery.complete == set(Pvog.counts)
    assert source.area != city.ARS
