"""The open interface: list, detail, units, filters, paging, 304, errors, and its contract."""

import datetime
import json
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from openapi_spec_validator import validate

from search import indexing
from services import modules
from services.api.views import api
from services.composing import derive
from services.models import Service, Supplement, SupplementUnit
from tests.factories import (
    AddressFactory,
    ChannelFactory,
    FormFactory,
    HoursFactory,
    LifeSituationFactory,
    OnlineServiceFactory,
    ResponsibilityFactory,
    ServiceFactory,
    SynonymFactory,
    UnitFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db

LIST, UNITS = "/api/dienstleistungen/", "/api/aemter/"
SNAPSHOT = Path(__file__).parent / "snapshots" / "openapi.json"


def get(client, url, expect=200, **query):
    response = client.get(url, query)
    assert response.status_code == expect, response.content
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    return json.loads(response.content)


def titles(client, **query):
    return [item["title"] for item in get(client, LIST, **query)["results"]]


# --- The list -----------------------------------------------------------------------------


def test_a_row_has_exactly_the_agreed_fields(client):
    service = ServiceFactory(
        title="Straße sperren",
        leika_keys=["99140001019000"],
        online_links=[{"title": "Antrag", "url": "https://antrag.example/1", "action": "apply"}],
    )
    service.life_situations.add(
        LifeSituationFactory(title="Bauen"), LifeSituationFactory(title="Versteckt", hidden=True)
    )
    answer = get(client, LIST)
    assert answer == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": service.pk,
                "title": "Straße sperren",
                "url": "http://testserver" + service.get_absolute_url(),
                "leika_keys": ["99140001019000"],
                "life_situations": ["Bauen"],
                "online_services": [
                    {
                        "title": "Antrag",
                        "url": "https://antrag.example/1",
                        "action": "apply",
                        "action_name": "Online beantragen",
                    }
                ],
                "updated": answer["results"][0]["updated"],
            }
        ],
    }
    updated = datetime.datetime.fromisoformat(answer["results"][0]["updated"])
    assert updated.tzinfo and abs(updated - service.changed_at) < datetime.timedelta(seconds=1)


def test_the_answer_is_plain_utf8(client):
    ServiceFactory(title="Straße")
    assert "Straße".encode() in client.get(LIST).content


def test_what_citizens_must_not_see_is_not_told(client):
    ServiceFactory(visible=False)
    ServiceFactory(withdrawn_at=timezone.now())
    assert get(client, LIST)["count"] == 0


def test_pages_lead_forth_and_back_and_keep_the_filter(client):
    for number in range(7):
        ServiceFactory(title=f"Dienst {number}")
    first = get(client, LIST, limit=3, letter="D")
    assert first["count"] == 7 and first["previous"] is None
    second = get(client, first["next"])
    third = get(client, second["next"])
    assert third["next"] is None and "letter=D" in second["next"]
    found = [row["title"] for page in (first, second, third) for row in page["results"]]
    assert found == [f"Dienst {number}" for number in range(7)]
    assert get(client, second["previous"])["results"] == first["results"]


def test_without_a_wish_twenty_five_come(client):
    for _number in range(26):
        ServiceFactory()
    assert len(get(client, LIST)["results"]) == 25


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "0"}, {"limit": "101"}, {"limit": "viele"}, {"offset": "-1"}, {"offset": "x"},
        {"letter": "AB"}, {"letter": "ä"}, {"leika": "123"}, {"changed_since": "gestern"},
        {"changed_since": "2026-13-01"}, {"language": "klingonisch!"}, {"unit": "amt"},
        {"q": "x" * 201}, {"offset": "99999999999999999999999"},
    ],
)  # fmt: skip
def test_a_bad_value_is_named(client, query):
    answer = get(client, LIST, expect=400, **query)
    assert answer["detail"].startswith(next(iter(query)) + ":")


def test_full_text_finds_by_other_words_and_ranks(client):
    passport = ServiceFactory(title="Reisepass", search_text="Personalausweis mitbringen")
    card = ServiceFactory(title="Personalausweis")
    SynonymFactory(service=card, term="Perso")
    indexing.update([passport, card])
    assert titles(client, q="Personalausweis") == ["Personalausweis", "Reisepass"]
    assert titles(client, q="perso")[0] == "Personalausweis"
    assert titles(client, q="Personalausweis", limit=1, offset=1) == ["Reisepass"]
    assert titles(client, q="\x00🏛️") == []


def test_filters(client):
    family = LifeSituationFactory(title="Familie")
    birth = LifeSituationFactory(title="Geburt", parent=family)
    unit = UnitFactory()
    month_ago = timezone.now() - datetime.timedelta(days=30)
    born = ServiceFactory(title="Geburt anzeigen", leika_keys=["99140001019000"])
    born.life_situations.add(birth)
    ResponsibilityFactory(service=born, unit=unit)
    ServiceFactory(title="Ärzte finden", changed_at=month_ago)
    ServiceFactory(title="115 anrufen", changed_at=month_ago)
    own = Supplement(title="Stadtführung", live=False)
    own.units.add(SupplementUnit(unit=unit))
    own.save()
    own.save_revision().publish()
    yesterday = (timezone.localdate() - datetime.timedelta(days=1)).isoformat()
    moment = (timezone.now() - datetime.timedelta(hours=1)).isoformat()

    assert titles(client, leika="99.140.001.019.000") == ["Geburt anzeigen"]
    assert titles(client, leika="99999999999999") == []
    assert titles(client, letter="a") == ["Ärzte finden"]
    assert titles(client, letter="0") == ["115 anrufen"]
    assert titles(client, life_situation=family.slug) == ["Geburt anzeigen"]
    assert titles(client, life_situation="familie") == ["Geburt anzeigen"]
    assert titles(client, life_situation="gibtesnicht") == []
    assert titles(client, unit=unit.pk) == ["Geburt anzeigen", "Stadtführung"]
    assert titles(client, changed_since=yesterday) == ["Geburt anzeigen", "Stadtführung"]
    assert titles(client, changed_since=moment) == ["Geburt anzeigen", "Stadtführung"]


def test_a_moment_keeps_its_zone_although_addresses_make_blanks_of_plus_signs(client):
    ServiceFactory()
    since = "2020-01-01T00:00:00+02:00"
    assert client.get(f"{LIST}?changed_since={since}").status_code == 200


def test_another_language_brings_its_titles_and_addresses(client):
    service = ServiceFactory(title="Wohnsitz anmelden", languages=["de", "en"])
    VersionFactory(service=service, language="en", title="Register your address")
    ServiceFactory(title="Nur deutsch")
    row = get(client, LIST, language="en")["results"]
    assert [item["title"] for item in row] == ["Register your address"]
    assert row[0]["url"].endswith(f"/en{service.get_absolute_url()}")


def test_the_list_costs_the_same_for_one_and_for_many(client, django_assert_max_num_queries):
    for number in range(30):
        service = ServiceFactory(title=f"Dienst {number}", languages=["de", "en"])
        VersionFactory(service=service, language="en", title=f"Service {number}")
        service.life_situations.add(LifeSituationFactory())
    client.get(LIST)
    with django_assert_max_num_queries(9):
        get(client, LIST, limit=100, language="en")


# --- One service --------------------------------------------------------------------------


def whole_service():
    texts = {
        modules.FEES: "<p>siehe Tabelle</p>",
        modules.DOCUMENTS: "<ul><li>Passbild</li></ul>",
        modules.PROCEDURE: "<p>Erst hin, dann her.</p>",
    }
    unit = UnitFactory(name="Bürgerbüro")
    AddressFactory(unit=unit)
    ChannelFactory(unit=unit)
    HoursFactory(unit=unit)
    service = ServiceFactory(title="Personalausweis beantragen", german_version=texts)
    record = {
        "fees": [{"kind": "fixed", "amount": "37.00", "currency": "EUR"}],
        "deadlines": [{"amount": "14", "unit": "TAG"}],
        "processing_times": [{"amount": "3", "unit": "WOCHE"}],
        "synonyms": [{"term": "Perso", "language": "de"}],
    }
    Service.objects.filter(pk=service.pk).update(record=json.dumps(record))
    for holder in ({"unit": unit}, {"online_service": OnlineServiceFactory(title="Online")},
                   {"form": FormFactory(title="Antrag")}):  # fmt: skip
        ResponsibilityFactory(service=service, **holder)
    derive.refresh([service.pk])
    return Service.objects.get(pk=service.pk)


def detail_url(service):
    return f"{LIST}{service.pk}/"


def test_a_service_comes_whole(client):
    answer = get(client, detail_url(whole_service()))
    by_code = {module["code"]: module for module in answer["modules"]}
    assert by_code[modules.DOCUMENTS]["html"] == "<ul><li>Passbild</li></ul>"
    assert by_code[modules.DOCUMENTS]["text"] == "Passbild"
    assert by_code[modules.DOCUMENTS]["layer"] == "state"
    assert modules.PROCEDURE in by_code
    assert answer["fees"][0]["amount"] == "37.00" and answer["fees"][0]["currency"] == "EUR"
    assert (answer["deadlines"][0]["amount"], answer["deadlines"][0]["unit"]) == ("14", "TAG")
    assert answer["processing_times"][0]["amount"] == "3"
    assert answer["online_services"][0]["url"].startswith("https://antrag.example/")
    assert answer["forms"][0]["file_type"] == "PDF"
    assert answer["synonyms"] == ["Perso"]
    unit = answer["units"][0]
    assert (unit["name"], unit["role"]) == ("Bürgerbüro", "01")
    assert unit["addresses"][0]["place"] == "Lindenfurt"
    assert unit["opening_hours"] == [
        {"weekday": 1, "opens": "08:00", "closes": "16:00", "note": "", "valid_from": None,
         "valid_through": None}
    ]  # fmt: skip
    assert answer["languages"][0]["language"] == "de"
    assert answer["source"] == "Landeskatalog"


def test_another_language_is_asked_for_by_name(client):
    service = ServiceFactory(title="Wohnsitz anmelden")
    VersionFactory(service=service, language="en", title="Register your address")
    answer = get(client, detail_url(service), language="en")
    assert (answer["title"], answer["language"]) == ("Register your address", "en")
    assert answer["url"].endswith(f"/en{service.get_absolute_url()}")


def test_a_language_that_there_is_not_is_named(client):
    answer = get(client, detail_url(ServiceFactory()), expect=400, language="fr")
    assert "de" in answer["detail"]


def test_the_editors_draft_is_not_told(client):
    service = ServiceFactory(title="Alt")
    supplement = Supplement.objects.create(service=service, live=False)
    supplement.title = "Neu"
    supplement.save_revision()
    assert get(client, detail_url(service))["title"] == "Alt"


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"visible": False}, 404), ({"withdrawn_at": timezone.now()}, 410)],
)
def test_what_is_hidden_is_not_found_and_what_is_withdrawn_is_gone(client, fields, status):
    assert get(client, detail_url(ServiceFactory(**fields)), expect=status)["detail"]


@pytest.mark.parametrize("path", ["dienstleistungen/999999/", "aemter/999999/", "gibtesnicht/"])
def test_nothing_is_told_as_json(client, path):
    assert get(client, f"/api/{path}", expect=404)["detail"]


def test_a_service_costs_few_queries(client, django_assert_max_num_queries):
    service = whole_service()
    get(client, detail_url(service))
    with django_assert_max_num_queries(14):
        get(client, detail_url(service))


# --- Units --------------------------------------------------------------------------------


def test_units_are_listed_and_told_whole(client):
    service = whole_service()
    UnitFactory(hidden=True)
    UnitFactory(generalised=True)
    row = get(client, UNITS)["results"]
    assert [item["name"] for item in row] == ["Bürgerbüro"]
    answer = get(client, f"{UNITS}{row[0]['id']}/")
    assert answer["services"] == [
        {
            "id": service.pk,
            "title": service.title,
            "url": "http://testserver" + service.get_absolute_url(),
        }
    ]
    assert answer["channels"][0]["kind"] == "phone"


def test_units_are_found_by_name(client):
    UnitFactory(name="Steueramt")
    UnitFactory(name="Bürgerbüro")
    answer = get(client, UNITS, q="buergerbuero")
    assert [item["name"] for item in answer["results"]] == ["Bürgerbüro"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"hidden": True}, 404),
        ({"generalised": True}, 404),
        ({"withdrawn_at": timezone.now()}, 410),
    ],
)
def test_a_unit_that_is_not_shown_is_not_told(client, fields, status):
    get(client, f"{UNITS}{UnitFactory(**fields).pk}/", expect=status)


def test_the_list_of_units_costs_the_same_for_many(client, django_assert_max_num_queries):
    for _number in range(20):
        UnitFactory()
    client.get("/gibt-es-nicht/")  # the site is known
    with django_assert_max_num_queries(7):
        get(client, UNITS)


# --- Conditional requests -----------------------------------------------------------------


@pytest.mark.parametrize("url", [LIST, UNITS, "/api/openapi.json"])
def test_what_has_not_changed_is_not_sent_again(client, url):
    first = client.get(url)
    assert first["ETag"].startswith('"') and first["Last-Modified"]
    assert first["Cache-Control"] == "public, max-age=60"
    for header in ({"if-none-match": first["ETag"]}, {"if-none-match": "W/" + first["ETag"]},
                   {"if-modified-since": first["Last-Modified"]}):  # fmt: skip
        second = client.get(url, headers=header)
        assert second.status_code == 304 and not second.content
        assert second["ETag"] == first["ETag"]
        assert second["Access-Control-Allow-Origin"] == "*"


def test_a_change_is_sent(client):
    service = ServiceFactory(title="Alt")
    first = client.get(LIST)
    Service.objects.filter(pk=service.pk).update(title="Neu")
    second = client.get(LIST, headers={"if-none-match": first["ETag"]})
    assert second.status_code == 200 and second["ETag"] != first["ETag"]


def test_an_editors_change_counts_for_last_modified(client):
    service = ServiceFactory(changed_at=timezone.now() - datetime.timedelta(days=3))
    first = client.get(LIST)
    supplement = Supplement.objects.create(service=service, live=False)
    supplement.title = "Neu"
    supplement.save_revision().publish()
    second = client.get(LIST, headers={"if-modified-since": first["Last-Modified"]})
    assert second.status_code == 200


def test_errors_are_not_kept(client):
    assert client.get(f"{LIST}999999/")["Cache-Control"] == "no-cache"


def test_head_and_options_and_nothing_else(client):
    assert client.head(LIST).status_code == 200
    preflight = client.options(LIST)
    assert preflight.status_code == 204 and preflight["Access-Control-Allow-Origin"] == "*"
    for method in (client.post, client.put, client.delete, client.patch):
        response = method(LIST)
        assert response.status_code == 405 and json.loads(response.content)["detail"]


def test_nobody_gets_a_cookie(client):
    assert not client.get(LIST).cookies


# --- The contract -------------------------------------------------------------------------


def test_the_description_is_valid_openapi(client):
    validate(get_schema(client))


def get_schema(client):
    response = client.get("/api/openapi.json")
    assert response.status_code == 200
    return json.loads(response.content)


def test_the_contract_has_not_changed_unnoticed(client):
    """If this fails on purpose: write the new snapshot and tell the change in CHANGELOG.md."""
    assert get_schema(client) == json.loads(SNAPSHOT.read_text())


def test_the_page_for_people_names_every_address_and_needs_no_script(client):
    response = client.get(reverse("api:page"))
    text = response.content.decode()
    for path in api.get_openapi_schema()["paths"]:
        assert path in text
    assert "//cdn" not in text and "<script" not in text.split("<main")[1].split("</main")[0]
    assert 'id="ServiceDetail"' in text
