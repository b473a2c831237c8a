"""Own texts whose source has moved on."""

import pytest
from django.urls import reverse

from accounts import groups
from tests.factories import ResponsibilityFactory, UnitFactory
from tests.services.editing.support import get, member_of, own_offices

pytestmark = pytest.mark.django_db


def test_then_now_and_own_stand_side_by_side(client, moved_on):
    tree = get(client, "services_moved_on")
    columns = [
        " ".join(part.text_content().split()) for part in tree.xpath("//*[@class='difference']/div")
    ]
    assert "37,00 Euro" in columns[0] and "46,00 Euro" in columns[1]
    assert "Nur 10 Euro" in columns[2]
    assert tree.xpath("//del/text()") == ["37,00"] and tree.xpath("//ins/text()") == ["46,00"]


@pytest.mark.parametrize(("decision", "mode"), [("keep", "replace"), ("source", "keep")])
def test_both_decisions_are_one_click(client, moved_on, decision, mode):
    response = client.post(reverse("services_decide", args=[moved_on.pk]), {"decision": decision})
    assert response.url == reverse("services_moved_on")
    moved_on.refresh_from_db()
    assert (moved_on.mode, moved_on.source_moved_on) == (mode, False)


def test_an_unknown_decision_changes_nothing(client, moved_on):
    client.post(reverse("services_decide", args=[moved_on.pk]), {"decision": "x"})
    moved_on.refresh_from_db()
    assert moved_on.source_moved_on


def test_a_department_editor_sees_the_own_texts_of_her_offices(client, moved_on):
    unit = UnitFactory(name="Bürgeramt")
    user = member_of(groups.DEPARTMENT_EDITOR)
    own_offices(user, unit)
    client.force_login(user)
    assert not get(client, "services_moved_on").xpath("//*[@class='difference']")
    ResponsibilityFactory(service=moved_on.supplement.service, unit=unit)
    assert get(client, "services_moved_on").xpath("//*[@class='difference']")
