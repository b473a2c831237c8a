"""Life situations, online services and the registries that runs fill."""

import pytest
from django.urls import reverse

from services.composing import derive
from services.models import (
    LifeSituation,
    OnlineService,
)
from tests.factories import (
    LifeSituationFactory,
    OnlineServiceFactory,
    ResponsibilityFactory,
    ServiceFactory,
    UnitFactory,
)
from tests.services.editing.support import get

pytestmark = pytest.mark.django_db


def test_life_situations_stand_below_their_parents(client, editor):
    later = LifeSituationFactory(title="Bauen", position=2)
    first = LifeSituationFactory(title="Familie", position=1)
    LifeSituationFactory(title="Geburt", parent=first)
    tree = get(client, "catalogue_situations:index")
    titles = tree.xpath("//main//td[contains(@class,'title')]//a/text()")
    assert [title.strip() for title in titles] == ["Familie", "– Geburt", later.title]


def test_an_own_life_situation_gets_its_address(client, editor):
    form = {"title": "Über uns", "introduction": "", "parent": "", "position": "0", "icon": "home"}
    client.post(reverse("catalogue_situations:add"), form)
    assert LifeSituation.objects.get().slug == "ueber-uns"


def test_imported_life_situations_keep_their_title(client, editor):
    node = LifeSituationFactory(title="Geburt", scheme="pvlagen", external_id="1010100")
    form = {"title": "Anders", "introduction": "", "parent": "", "position": "3", "icon": "",
            "hidden": "on"}  # fmt: skip
    client.post(reverse("catalogue_situations:edit", args=[node.pk]), form)
    node.refresh_from_db()
    assert (node.title, node.position, node.hidden) == ("Geburt", 3, True)


def test_a_life_situation_cannot_stand_below_itself(client, editor):
    node = LifeSituationFactory()
    below = LifeSituationFactory(parent=node)
    form = {"title": "x", "introduction": "", "parent": below.pk, "position": "0", "icon": ""}
    response = client.post(reverse("catalogue_situations:edit", args=[node.pk]), form)
    assert "parent" in response.context["form"].errors


def test_an_online_service_can_only_be_hidden(client, editor):
    service, online = ServiceFactory(), OnlineServiceFactory(title="Antrag")
    ResponsibilityFactory(service=service, online_service=online)
    derive.refresh([service.pk])
    url = reverse("catalogue_online:edit", args=[online.pk])
    client.post(url, {"title": "Anders", "hidden": "on"})
    online.refresh_from_db()
    service.refresh_from_db()
    assert (online.title, online.hidden, service.online_links) == ("Antrag", True, [])
    client.post(reverse("catalogue_online:delete", args=[online.pk]))
    assert OnlineService.objects.exists()


def responsibilities(client, **query):
    response = client.get("/admin/dienstleistungen/zustaendigkeiten/", query)
    assert response.status_code == 200
    return response


def test_responsibilities_are_listed_filtered_and_exported(client, editor):
    service, unit = ServiceFactory(title="Hundesteuer"), UnitFactory(name="Steueramt")
    row = ResponsibilityFactory(service=service, unit=unit)
    ResponsibilityFactory(
        service=None, service_key="L1/verwaist", unit=UnitFactory(name="Amt ohne Dienst"),
    )  # fmt: skip
    text = responsibilities(client).content.decode()
    assert "Hundesteuer" in text and "Steueramt" in text and "L1/verwaist" in text
    assert "Steueramt" in responsibilities(client, role="01").content.decode()
    assert "Steueramt" not in responsibilities(client, role="none").content.decode()
    waiting = responsibilities(client, dangling="yes").content.decode()
    assert "L1/verwaist" in waiting and "Steueramt" not in waiting
    export = b"".join(responsibilities(client, export="csv").streaming_content).decode()
    assert "Hundesteuer" in export and "Steueramt" in export
    inspected = client.get(f"/admin/dienstleistungen/zustaendigkeiten/inspect/{row.pk}/")
    assert inspected.status_code == 200 and "Hundesteuer" in inspected.content.decode()


@pytest.mark.parametrize(
    "name", ["catalogue_online:index", "catalogue_forms:index", "catalogue_units:index"]
)
def test_every_other_list_opens(client, editor, name):
    OnlineServiceFactory()
    UnitFactory()
    get(client, name)


def test_choosers_find_by_title(client, editor):
    ServiceFactory(title="Hundesteuer anmelden")
    UnitFactory(name="Steueramt")
    for name, query in (
        ("service_chooser:choose_results", "hunde"),
        ("unit_chooser:choose_results", "steuer"),
    ):
        response = client.get(reverse(name), {"q": query})
        assert response.status_code == 200 and query in response.content.decode().lower()
