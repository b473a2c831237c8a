"""The list of services: columns, filters, search, last look, export."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import groups
from services.integrations import worklist
from services.models import (
    LastLook,
    Supplement,
)
from tests.factories import (
    ResponsibilityFactory,
    ServiceFactory,
    SourceFactory,
    UnitFactory,
)
from tests.services.editing.support import (
    INSPECT,
    LIST,
    get,
    listed,
    member_of,
    own_offices,
)

pytestmark = pytest.mark.django_db


def test_the_menu_has_a_group_with_everything(client, editor):
    tree = get(client, "wagtailadmin_home")
    sidebar = tree.xpath("//script[@id='wagtail-sidebar-props']/text()")[0]
    for path in ("katalog", "ergaenzungen", "stellen", "lebenslagen", "online", "zustaendigkeiten"):
        assert f"/admin/dienstleistungen/{path}/" in sidebar
    assert "/admin/harvest/source/" in sidebar and "/admin/harvest/run/" in sidebar


def test_the_list_shows_source_layers_change_and_gaps(client, editor):
    ServiceFactory(title="Hundesteuer anmelden", missing_fee=True, missing_unit=True)
    row = get(client, LIST).xpath("//main//tbody/tr")[0].text_content()
    assert "Hundesteuer anmelden" in row and "Landeskatalog" in row
    assert "–" not in row


def test_a_title_leads_to_the_inspection(client, editor):
    service = ServiceFactory()
    links = get(client, LIST).xpath("//main//tbody//a/@href")
    assert reverse(INSPECT, args=[service.pk]) in links


@pytest.fixture
def catalogue():
    week_ago = timezone.now() - datetime.timedelta(days=8)
    other = SourceFactory(name="pvog", title="Portalverbund")
    return {
        "complete": ServiceFactory(title="Vollständig"),
        "no fee": ServiceFactory(title="Ohne Gebühr", missing_fee=True),
        "no unit": ServiceFactory(title="Ohne Amt", missing_unit=True),
        "hidden": ServiceFactory(title="Versteckt", visible=False, missing_fee=True),
        "withdrawn": ServiceFactory(title="Zurückgezogen", withdrawn_at=timezone.now()),
        "old": ServiceFactory(title="Lange unverändert", changed_at=week_ago),
        "other": ServiceFactory(title="Anderswoher", source=other),
        "limited": ServiceFactory(title="Eingeschränkt", status="limited"),
        "own": Supplement.objects.create(title="Eigene", live=False).service,
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"missing": "any"}, {"Ohne Gebühr", "Ohne Amt"}),
        ({"missing": "fee"}, {"Ohne Gebühr"}),
        ({"missing": "unit"}, {"Ohne Amt"}),
        ({"shown": "hidden"}, {"Versteckt", "Eigene"}),
        ({"shown": "withdrawn"}, {"Zurückgezogen"}),
        ({"status": "limited"}, {"Eingeschränkt"}),
        ({"source": "own"}, {"Eigene"}),
        ({"supplement": "with"}, {"Eigene"}),
        ({"q": "ohne a"}, {"Ohne Amt"}),
        ({"q": "\x00"}, set()),
    ],
)
def test_filters_and_search(client, editor, catalogue, query, expected):
    if query == {"q": "\x00"}:
        assert client.get(reverse(LIST), query).status_code == 200
    else:
        assert set(listed(client, **query)) == expected


def test_the_filter_by_source(client, editor, catalogue):
    assert listed(client, source=catalogue["other"].source_id) == ["Anderswoher"]


def test_the_filter_by_the_last_week(client, editor, catalogue):
    titles = listed(client, changed="week")
    assert "Vollständig" in titles and "Lange unverändert" not in titles


def test_search_by_leika_key_and_identifier(client, editor):
    found = ServiceFactory(leika_keys=["99140001019000"], external_id="8965800")
    ServiceFactory()
    for text in ("99140001019000", "99.140.001.019.000", "8965800", "99140001"):
        assert listed(client, q=text) == [found.title]


def test_each_editor_has_an_own_last_look(client, editor):
    old = ServiceFactory(title="Alt", changed_at=timezone.now() - datetime.timedelta(hours=3))
    new = ServiceFactory(title="Neu")
    assert set(listed(client, changed="look")) == {"Alt", "Neu"}
    hour_ago = timezone.now() - datetime.timedelta(hours=1)
    LastLook.objects.filter(user=editor).update(seen_at=hour_ago, before=None)
    assert listed(client, changed="look") == ["Neu"]
    # Going on filtering within the same look forgets nothing.
    assert listed(client, changed="look") == ["Neu"]
    colleague = member_of(groups.DEPARTMENT_EDITOR)
    client.force_login(colleague)
    assert set(listed(client, changed="look")) == {old.title, new.title}


def test_the_list_costs_the_same_for_one_and_for_many(
    client, editor, django_assert_max_num_queries
):
    for number in range(12):
        Supplement.objects.create(service=ServiceFactory(title=f"Dienst {number}"))
    get(client, LIST)
    with django_assert_max_num_queries(30):
        get(client, LIST)


def test_the_list_can_be_exported(client, editor):
    ServiceFactory(title="Hundesteuer anmelden")
    response = client.get(reverse(LIST), {"export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert "Hundesteuer anmelden" in text and "L999901/" in text


def test_nobody_edits_imported_services_by_hand(client, editor):
    service = ServiceFactory()
    base = reverse(INSPECT, args=[service.pk])
    for path in ("new/", f"edit/{service.pk}/", f"delete/{service.pk}/"):
        assert client.get(reverse(LIST) + path).status_code == 404
    assert client.get(base).status_code == 200


def test_a_department_editor_finds_what_her_offices_answer_for(client, rf):
    tax, building = UnitFactory(name="Steueramt"), UnitFactory(name="Bauamt")
    for title, unit in (("Hundesteuer", tax), ("Bauantrag", building)):
        service = ServiceFactory(title=title, missing_fee=True)
        ResponsibilityFactory(service=service, unit=unit)
    user = member_of(groups.DEPARTMENT_EDITOR)
    own_offices(user, tax)
    client.force_login(user)
    assert listed(client, office="own") == ["Hundesteuer"]
    request = rf.get("/")
    request.user = user
    [item] = worklist.items(request)
    assert (item.count, item.url) == (1, f"{reverse(LIST)}?missing=any&office=own")
    request.user = member_of(groups.EDITORIAL_TEAM)
    assert [item.count for item in worklist.items(request)] == [2]
