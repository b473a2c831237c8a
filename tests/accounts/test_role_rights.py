"""Nobody changes her own roles, and nobody gives what she has not, whatever is sent."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core import mail
from django.urls import reverse
from wagtail.models import GroupPagePermission, ModelLogEntry

from accounts import groups, rights, role_log
from accounts.units import direct_units
from tests.pages import parse
from tests.rendered import filled, form_in, submit

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db
FORM = "form:has([name=first_name])"
GROUP_FORM = "form:has([name=permissions])"


def group(name) -> Group:
    return Group.objects.get(name=name)


def edit_address(user):
    return reverse("wagtailusers_users:edit", args=[user.pk])


@pytest.fixture
def operator(client, person):
    user = person(groups.OPERATOR, name="betrieb")
    client.force_login(user)
    return user


@pytest.fixture
def chief(client):
    user = User.objects.create_superuser("chef", "chef@stadt.example", PASSWORD)
    client.force_login(user)
    return user


@pytest.fixture
def other_chief():
    return User.objects.create_superuser("vize", "vize@stadt.example", PASSWORD)


def send(client, address, **changes):
    """What is rendered, with changes, whether or not the form offers them."""
    form = form_in(client.get(address), FORM)
    data = filled(form)
    for name, values in {"proof_password": PASSWORD, **changes}.items():
        data.setlist(name, [str(value) for value in values] if isinstance(values, list)
                     else [values])  # fmt: skip
    return client.post(address, data.urlencode(), "application/x-www-form-urlencoded")


def names_of(user) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


# --- The table: who gives which role ------------------------------------------------------

MAY_GIVE = {
    groups.OPERATOR: {groups.OPERATOR},
    groups.EDITORIAL_TEAM: set(),  # may change no accounts
}


@pytest.mark.parametrize("role", [role.name for role in groups.ROLES])
def test_an_operator_gives_only_what_she_has(client, roles, person, operator, role):
    colleague = person(groups.PLANNING_OFFICE)
    own = rights.rights_of_user(operator)
    may = rights.are_covered(rights.rights_of([group(role)]), own)
    assert may == (role in MAY_GIVE[groups.OPERATOR])
    page = client.get(edit_address(colleague))
    (box,) = parse(page).select(f"[name=groups][value='{group(role).pk}']")
    assert box.has_attr("disabled") == (not may)
    # Forged: sent although the box cannot be ticked.
    send(client, edit_address(colleague), groups=[group(role).pk])
    had = {groups.PLANNING_OFFICE}
    assert names_of(colleague) == (had | {role} if may else had)


@pytest.mark.parametrize("role", [role.name for role in groups.ROLES])
def test_an_administrator_gives_every_role(client, roles, person, chief, role):
    colleague = person(groups.PLANNING_OFFICE)
    send(client, edit_address(colleague), groups=[group(role).pk])
    assert names_of(colleague) == {role}


@pytest.mark.parametrize("role", [role.name for role in groups.ROLES])
def test_nobody_gives_herself_a_role(client, roles, operator, role):
    send(client, edit_address(operator), groups=[group(groups.OPERATOR).pk, group(role).pk],
         is_superuser="on")  # fmt: skip
    operator = User.objects.get(pk=operator.pk)
    assert names_of(operator) == {groups.OPERATOR} and not operator.is_superuser


def test_nor_does_an_administrator(client, roles, chief):
    send(client, edit_address(chief), groups=[group(groups.EDITORIAL_TEAM).pk])
    assert names_of(chief) == set()


def test_nobody_gives_herself_an_office(client, city, operator):
    send(client, edit_address(operator), units=[city.units.parks.pk])
    assert direct_units(operator) == []


@pytest.mark.parametrize("role", [role.name for role in groups.ROLES])
def test_a_new_user_gets_no_more_than_her_maker_has(client, roles, operator, role):
    address = reverse("wagtailusers_users:add")
    send(
        client, address, username="neu", email="neu@stadt.example", first_name="N", last_name="N",
        password1="ein anderes langes Wort", password2="ein anderes langes Wort",
        groups=[group(role).pk], is_superuser="on",
    )  # fmt: skip
    made = User.objects.filter(username="neu").first()
    assert bool(made) == (role in MAY_GIVE[groups.OPERATOR])
    assert made is None or (names_of(made) == {role} and not made.is_superuser)


def test_what_cannot_be_ticked_is_not_taken_away_either(client, roles, person, operator):
    editor = person(groups.EDITORIAL_TEAM)
    send(client, edit_address(editor), groups=[], last_name="Neu")
    editor.refresh_from_db()
    assert names_of(editor) == {groups.EDITORIAL_TEAM} and editor.last_name == "Neu"


def test_the_login_of_who_may_more_stays(client, roles, person, operator):
    editor = person(groups.EDITORIAL_TEAM)
    page = client.get(edit_address(editor))
    assert not parse(page).select("[name=password1]")
    send(client, edit_address(editor), password1="ein anderes langes Wort",
         password2="ein anderes langes Wort", email="meine@fremd.example")  # fmt: skip
    kept = User.objects.get(pk=editor.pk)
    assert kept.check_password(PASSWORD) and kept.email == editor.email


# --- Many users at once -------------------------------------------------------------------


def bulk(client, action, *users, **fields):
    address = reverse("wagtail_bulk_action", args=["auth", "user", action])
    address += "?" + "&".join(f"id={user.pk}" for user in users)
    return client.post(address, {"proof_password": PASSWORD, **fields})


@pytest.mark.parametrize("role", [role.name for role in groups.ROLES])
def test_roles_for_many_follow_the_same_rule(client, roles, person, operator, role):
    colleague = person(groups.PLANNING_OFFICE)
    bulk(client, "assign_role", colleague, operator, role=group(role).pk)
    assert (role in names_of(colleague)) == (
        role in MAY_GIVE[groups.OPERATOR] or role == groups.PLANNING_OFFICE
    )
    assert names_of(operator) == {groups.OPERATOR}


def test_an_operator_switches_no_administrator_off(client, roles, person, operator, other_chief):
    bulk(client, "set_active_state", other_chief, mark_as_active="False")
    assert User.objects.get(pk=other_chief.pk).is_active
    colleague = person(groups.PLANNING_OFFICE)
    bulk(client, "set_active_state", colleague, mark_as_active="False")
    assert not User.objects.get(pk=colleague.pk).is_active


# --- Groups -------------------------------------------------------------------------------


def permission(name):
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


@pytest.fixture
def helpers(roles):
    """A group of who may look at the catalogue, as operators may."""
    made = Group.objects.create(name="Aushilfe")
    made.permissions.add(permission("wagtailadmin.access_admin"))
    return made


def save_group(client, address, *extra, **changes):
    form = form_in(client.get(address), GROUP_FORM)
    data = filled(form, proof_password=PASSWORD)
    for one in extra:
        data.appendlist("permissions", str(one.pk))
    for name, value in changes.items():
        data[name] = str(value)
    return client.post(address, data.urlencode(), "application/x-www-form-urlencoded")


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("services.view_service", True),
        ("harvest.release_run", True),
        ("forms.view_submission", False),
        ("accounts.edit_any_unit", False),
        ("services.change_supplement", False),
    ],
)
def test_a_group_gets_only_what_its_maker_has(client, operator, helpers, name, may):
    address = reverse("wagtailusers_groups:edit", args=[helpers.pk])
    save_group(client, address, permission(name))
    assert helpers.permissions.filter(pk=permission(name).pk).exists() == may
    assert helpers.permissions.filter(codename="access_admin").exists()


def test_no_page_permission_is_given_by_who_has_none(client, city, operator, helpers):
    address = reverse("wagtailusers_groups:edit", args=[helpers.pk])
    panel = {
        "page_permissions-TOTAL_FORMS": 1,
        "page_permissions-0-page": city.home.pk,
        "page_permissions-0-permissions": "publish_page",
    }
    save_group(client, address, **panel)
    assert not GroupPagePermission.objects.filter(group=helpers).exists()


def test_a_new_group_follows_the_same_rule(client, operator):
    address = reverse("wagtailusers_groups:add")
    save_group(client, address, permission("forms.view_submission"), name="Neugierige")
    assert not Group.objects.filter(name="Neugierige").exists()
    save_group(client, address, permission("services.view_service"), name="Leserinnen")
    assert Group.objects.filter(name="Leserinnen").exists()


@pytest.mark.parametrize("view", ["edit", "delete"])
@pytest.mark.parametrize("name", [groups.OPERATOR, groups.EDITORIAL_TEAM])
def test_ones_own_group_and_greater_ones_are_closed(client, operator, view, name):
    address = reverse(f"wagtailusers_groups:{view}", args=[group(name).pk])
    assert client.get(address).status_code == 302
    forged = {"name": "Anders", "permissions": [permission("forms.view_submission").pk]}
    client.post(address, {"proof_password": PASSWORD, **forged})
    assert Group.objects.filter(name=name).exists()
    assert not group(groups.OPERATOR).permissions.filter(codename="view_submission").exists()


# --- Written down and told ----------------------------------------------------------------


def told() -> str:
    return "\n".join(message.body for message in mail.outbox)


def logged() -> str:
    entries = ModelLogEntry.objects.filter(action=role_log.ACTION)
    return "\n".join(line for entry in entries for line in entry.data["lines"])


def delete(client, view, row):
    return client.post(reverse(view, args=[row.pk]), {"proof_password": PASSWORD})


def test_every_change_is_written_down_and_told(
    client, roles, person, chief, other_chief, helpers, city
):
    colleague = person(groups.PLANNING_OFFICE, name="kim")
    bulk_role = {"role": group(groups.MODERATOR).pk}
    steps = [
        lambda: send(client, edit_address(colleague), groups=[group(groups.EDITORIAL_TEAM).pk]),
        lambda: bulk(client, "assign_role", colleague, **bulk_role),
        lambda: send(client, edit_address(colleague), units=[city.units.parks.pk]),
        lambda: send(client, edit_address(colleague), is_superuser="on"),
        lambda: bulk(client, "set_active_state", colleague, mark_as_active="False"),
        lambda: save_group(
            client, reverse("wagtailusers_groups:edit", args=[helpers.pk]),
            permission("accounts.edit_any_unit"),
        ),
        lambda: delete(client, "wagtailusers_groups:delete", helpers),
        lambda: delete(client, "wagtailusers_users:delete", colleague),
    ]  # fmt: skip
    words = [
        "Rolle gegeben: Redaktion", "Rolle gegeben: Moderation", "Amt zugeordnet: Grünamt",
        "jetzt: Administration", "nicht mehr: aktiv", "Recht gegeben:", "gelöscht", "gelöscht",
    ]  # fmt: skip
    for step, word in zip(steps, words, strict=True):
        mail.outbox.clear()
        ModelLogEntry.objects.filter(action=role_log.ACTION).delete()
        step()
        assert word in told() and word in logged(), word
        addresses = {address for message in mail.outbox for address in message.to}
        assert other_chief.email in addresses and chief.email not in addresses


def test_what_changes_no_role_is_not_told(client, roles, person, chief, other_chief):
    colleague = person(groups.PLANNING_OFFICE)
    send(client, edit_address(colleague), last_name="Neu")
    assert not mail.outbox and not logged()


# --- With the proof -----------------------------------------------------------------------


@pytest.mark.parametrize("proof", ["", "falsch"])
@pytest.mark.parametrize(
    "changes",
    [
        {"groups": []},
        {"email": "andere@stadt.example"},
        {"username": "andere"},
        {"password1": "ein anderes langes Wort", "password2": "ein anderes langes Wort"},
        {"is_superuser": "on"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_without_ones_own_password_no_login_changes(client, roles, person, chief, changes, proof):
    colleague = person(groups.PLANNING_OFFICE)
    answer = send(client, edit_address(colleague), proof_password=proof, **changes)
    assert answer.status_code == 200 and parse(answer).select_one("#id_proof_password-errors, "
        "[name=proof_password][aria-invalid]")  # fmt: skip
    kept = User.objects.get(pk=colleague.pk)
    assert (kept.email, kept.username) == (colleague.email, colleague.username)
    assert names_of(kept) == {groups.PLANNING_OFFICE} and not kept.is_superuser
    assert kept.check_password(PASSWORD)


@pytest.mark.parametrize("proof", ["", "falsch", PASSWORD])
@pytest.mark.parametrize("what", ["email", "password"])
def test_ones_own_login_changes_with_ones_password(client, roles, person, proof, what):
    ada = person(groups.EDITORIAL_TEAM, name="ada")
    elsewhere = type(client)()
    for one in (client, elsewhere):
        one.force_login(ada)
    new = "ein anderes langes Wort"
    changes = {
        "email": {"name_email-email": "neu@stadt.example"},
        "password": {"password-new_password1": new, "password-new_password2": new},
    }[what]
    address = reverse("wagtailadmin_account")
    page = client.get(address)
    submit(client, page, "form:has([name='name_email-email'])", address,
           **changes, **{"proof-proof_password": proof})  # fmt: skip
    ada.refresh_from_db()
    is_changed = ada.email == "neu@stadt.example" or ada.check_password(new)
    assert is_changed == (proof == PASSWORD)
    assert client.get(address).status_code == 200
    # Everybody else who sits at her login is out.
    assert (elsewhere.get(address).status_code == 302) == is_changed


def test_ones_name_changes_without(client, roles, person):
    ada = person(groups.EDITORIAL_TEAM, name="ada")
    client.force_login(ada)
    address = reverse("wagtailadmin_account")
    page = client.get(address)
    submit(client, page, "form:has([name='name_email-email'])", address,
           **{"name_email-last_name": "Neu"})  # fmt: skip
    assert User.objects.get(pk=ada.pk).last_name == "Neu"
