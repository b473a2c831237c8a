"""Whatever gives or takes rights asks who one is: every view of users and groups, found by name."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import URLPattern, get_resolver, reverse
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from accounts import groups, role_log
from tests.pages import parse
from tests.rendered import filled

from .conftest import PASSWORD
from .test_second_factor import shown_code

pytestmark = pytest.mark.django_db
NEW = "ein anderes langes Wort"
# What is typed into the forms; every other field stays as it is rendered.
TYPED = {
    "username": "neu",
    "email": "neu@stadt.example",
    "first_name": "Neu",
    "last_name": "Neu",
    "password1": NEW,
    "password2": NEW,
    "name": "Neue Gruppe",
    "mark_as_active": "False",
}
# Views that show something only: a post changes nothing, whoever sends it.
SHOWING = {"index", "index_results", "history", "history_results", "usage"}


def views() -> list[str]:
    """Names of all of Wagtail's views of users and groups, whatever there will be."""
    return sorted(_names(get_resolver()))


def _names(resolver, namespace=""):
    for one in resolver.url_patterns:
        if not isinstance(one, URLPattern):
            yield from _names(one, one.namespace or namespace)
        elif namespace.startswith("wagtailusers"):
            yield f"{namespace}:{one.name}"


def bulk_actions() -> list[str]:
    return sorted(bulk_action_registry.get_bulk_actions_for_model("auth", "user"), key=_name)


def _name(action) -> str:
    return action.action_type


@pytest.fixture
def chief(client):
    user = User.objects.create_superuser("chef", "chef@stadt.example", PASSWORD)
    client.force_login(user)
    return user


@pytest.fixture
def targets(roles, person, chief):
    """{part of the name of a view: its address's argument}"""
    user = person(groups.PLANNING_OFFICE, name="kim")
    group = Group.objects.create(name="Aushilfe")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return {"users": user, "groups": group}


def addresses(targets) -> dict[str, str]:
    """{name: address} of every view and bulk action that can change something."""
    found = {}
    for name in views():
        kind, view = name.removeprefix("wagtailusers_").split(":")
        if view not in SHOWING:
            args = [] if view == "add" else [targets[kind].pk]
            found[name] = reverse(name, args=args)
    for action in bulk_actions():
        address = reverse("wagtail_bulk_action", args=["auth", "user", action.action_type])
        found[f"bulk:{action.action_type}"] = f"{address}?id={targets['users'].pk}"
    return found


def state():
    """Everything that such a view could change: logins, and who may do what."""
    logins = User.objects.order_by("pk").values_list("pk", "email", "password", "is_active")
    return list(logins), role_log._everything()


def send(client, address, **proof):
    """What the page shows, with TYPED, sent by its own button."""
    page = client.get(address)
    (form,) = [one for one in parse(page).select("form[method=post i]") if _is_main(one)]
    fields = {field["name"] for field in form.select("[name]")}
    data = filled(form, **{name: value for name, value in TYPED.items() if name in fields})
    if "role" in fields:
        data["role"] = str(Group.objects.get(name=groups.EDITORIAL_TEAM).pk)
    data.update(proof)
    target = form.get("action") or address
    return client.post(target, data.urlencode(), "application/x-www-form-urlencoded")


def _is_main(form) -> bool:
    return bool(form.select("[name=proof_password]"))


def names() -> list[str]:
    known = [name for name in views() if name.rpartition(":")[2] not in SHOWING]
    return known + [f"bulk:{action.action_type}" for action in bulk_actions()]


def test_there_are_views_to_ask():
    assert len(views()) > 14
    found = set(names())
    assert {f"wagtailusers_{kind}:{view}" for kind in ("users", "groups")
            for view in ("add", "edit", "delete")} <= found  # fmt: skip
    assert {"bulk:assign_role", "bulk:set_active_state", "bulk:delete"} <= found


@pytest.mark.parametrize("name", names())
def test_nothing_changes_without_the_proof(client, targets, name):
    address = addresses(targets)[name]
    before = state()
    for wrong in ({}, {"proof_password": ""}, {"proof_password": "falsch"}):
        answer = send(client, address, **wrong)
        assert answer.status_code == 200
        assert parse(answer).select("[name=proof_password][aria-invalid]")
        assert state() == before, wrong
    assert send(client, address, proof_password=PASSWORD).status_code == 302
    assert state() != before


@pytest.mark.parametrize("name", ["bulk:assign_role", "wagtailusers_groups:edit"])
def test_the_code_is_asked_for_too_and_is_not_used_up_by_another_fault(
    client, targets, chief, name
):
    device = TOTPDevice.objects.create(user=chief, name="app", confirmed=True)
    client.force_login(chief)
    session = client.session
    session["otp_device_id"] = device.persistent_id
    session.save()
    address = addresses(targets)[name]
    before = state()
    assert send(client, address, proof_password=PASSWORD).status_code == 200
    assert send(client, address, proof_password="falsch", proof_code=shown_code(device))
    assert state() == before
    device.refresh_from_db()
    device.throttle_reset()
    answer = send(client, address, proof_password=PASSWORD, proof_code=shown_code(device))
    assert answer.status_code == 302 and state() != before


def test_what_only_shows_changes_nothing(client, targets):
    before = state()
    for name in views():
        kind, view = name.removeprefix("wagtailusers_").split(":")
        if view in SHOWING:
            args = [] if view.startswith("index") else [targets[kind].pk]
            client.post(reverse(name, args=args), {**TYPED, "proof_password": PASSWORD})
            assert state() == before, name
