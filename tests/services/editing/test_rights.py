"""Who may do what: a table of role × action."""

import pytest
from django.urls import reverse

from accounts import groups
from services.models import (
    Responsibility,
    Supplement,
    SupplementModule,
    SupplementUnit,
)
from tests.factories import (
    LifeSituationFactory,
    OnlineServiceFactory,
    ServiceFactory,
    UnitFactory,
)
from tests.services.editing.support import (
    EDIT,
    FEES,
    INSPECT,
    LIST,
    member_of,
    own_offices,
    supplement_form,
)

pytestmark = pytest.mark.django_db


TEAM, DEPARTMENT = groups.EDITORIAL_TEAM, groups.DEPARTMENT_EDITOR
OPERATOR, MODERATOR = groups.OPERATOR, groups.MODERATOR
RIGHTS = {
    "list services": {TEAM, DEPARTMENT, OPERATOR},
    "inspect a service": {TEAM, DEPARTMENT, OPERATOR},
    "start a supplement": {TEAM, DEPARTMENT},
    "edit a supplement": {TEAM, DEPARTMENT},
    "publish a supplement": {TEAM},
    "delete a supplement": {TEAM},
    "see what has changed": {TEAM, DEPARTMENT},
    "decide what has changed": {TEAM},
    "edit a unit": {TEAM, DEPARTMENT},
    "add a unit": {TEAM},
    "edit a life situation": {TEAM},
    "hide an online service": {TEAM},
    "list responsibilities": {TEAM, DEPARTMENT, OPERATOR},
}


def attempt(client, action, service, supplement, others):
    unit, node, online, module = others
    edit = reverse(EDIT, args=[supplement.pk])
    requests = {
        "list services": lambda: client.get(reverse(LIST)),
        "inspect a service": lambda: client.get(reverse(INSPECT, args=[service.pk])),
        "start a supplement": lambda: client.post(
            reverse("services_supplement", args=[service.pk])
        ),
        "edit a supplement": lambda: client.get(edit),
        "publish a supplement": lambda: client.post(
            edit, supplement_form(**{"action-publish": "1", "title": "Öffentlich"})
        ),
        "delete a supplement": lambda: client.get(
            reverse("catalogue_supplements:delete", args=[supplement.pk])
        ),
        "see what has changed": lambda: client.get(reverse("services_moved_on")),
        "decide what has changed": lambda: client.post(
            reverse("services_decide", args=[module.pk]), {"decision": "keep"}
        ),
        "edit a unit": lambda: client.get(reverse("catalogue_units:edit", args=[unit.pk])),
        "add a unit": lambda: client.get(reverse("catalogue_units:add")),
        "edit a life situation": lambda: client.get(
            reverse("catalogue_situations:edit", args=[node.pk])
        ),
        "hide an online service": lambda: client.get(
            reverse("catalogue_online:edit", args=[online.pk])
        ),
        "list responsibilities": lambda: client.get("/admin/dienstleistungen/zustaendigkeiten/"),
    }
    return requests[action]()


@pytest.mark.parametrize("group", [TEAM, DEPARTMENT, OPERATOR, MODERATOR])
@pytest.mark.parametrize("action", RIGHTS)
def test_rights(client, action, group):
    service, supplement = ServiceFactory(), Supplement.objects.create(title="Eigene", live=False)
    module = SupplementModule.objects.create(supplement=supplement, code=FEES, mode="hide")
    others = (UnitFactory(), LifeSituationFactory(), OnlineServiceFactory(), module)
    user = member_of(group)
    # Department editors write what their own offices answer for (tests/accounts/test_units.py).
    own_offices(user, others[0])
    Responsibility.objects.create(service=service, unit=others[0])
    SupplementUnit.objects.create(supplement=supplement, unit=others[0])
    client.force_login(user)
    response = attempt(client, action, service, supplement, others)
    supplement.refresh_from_db()
    if action == "publish a supplement":
        assert supplement.live == (group in RIGHTS[action])
    else:
        home = reverse("wagtailadmin_home")
        refused = response.status_code == 403 or getattr(response, "url", "") == home
        assert refused != (group in RIGHTS[action]), response


def test_strangers_are_sent_to_the_login(client):
    response = client.get(reverse(LIST))
    assert response.status_code == 302 and "login" in response.url
