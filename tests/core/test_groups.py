"""Groups and their rights: made once, kept up, never taken away."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from wagtail.models import Page, Workflow, WorkflowContentType

from accounts import groups

pytestmark = pytest.mark.django_db

# Group × action, as the rights must be.
TABLE = {
    "services.view_service": {
        groups.EDITORIAL_TEAM, groups.DEPARTMENT_EDITOR, groups.OPERATOR,
    },
    "services.add_supplement": {groups.EDITORIAL_TEAM, groups.DEPARTMENT_EDITOR},
    "services.change_supplement": {groups.EDITORIAL_TEAM, groups.DEPARTMENT_EDITOR},
    "services.publish_supplement": {groups.EDITORIAL_TEAM},
    "services.delete_supplement": {groups.EDITORIAL_TEAM},
    "directory.change_organisationalunit": {groups.EDITORIAL_TEAM, groups.DEPARTMENT_EDITOR},
    "directory.add_organisationalunit": {groups.EDITORIAL_TEAM},
    "services.change_lifesituation": {groups.EDITORIAL_TEAM},
    "services.change_onlineservice": {groups.EDITORIAL_TEAM},
    "services.change_service": set(),
    "harvest.view_run": {groups.EDITORIAL_TEAM, groups.DATA_STEWARD, groups.OPERATOR},
    "harvest.run_source": {groups.EDITORIAL_TEAM, groups.OPERATOR},
    "harvest.change_source": {groups.OPERATOR},
    "harvest.release_run": {groups.OPERATOR},
    "auth.change_user": {groups.OPERATOR},
    "wagtailadmin.access_admin": {role.name for role in groups.ROLES},
}  # fmt: skip


@pytest.fixture
def made():
    return groups.setup_groups()


@pytest.mark.parametrize("permission", TABLE)
def test_each_right_belongs_to_its_groups_alone(made, permission):
    app, codename = permission.split(".")
    holders = Group.objects.filter(
        permissions__codename=codename, permissions__content_type__app_label=app
    )
    known = {role.name for role in groups.ROLES}
    assert {group.name for group in holders} & known == TABLE[permission]


def test_every_named_permission_exists(made):
    named = {name for role in groups.ROLES for name in [*role.permissions.everywhere, *role.files]}
    known = {
        f"{app}.{codename}"
        for app, codename in Permission.objects.values_list("content_type__app_label", "codename")
    }
    assert named <= known


def test_a_second_call_changes_nothing(made, capsys):
    call_command("setup_groups")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(groups.ROLES)
    assert all(line.endswith(": unchanged") for line in lines)


def test_what_a_city_has_granted_stays(made):
    group = Group.objects.get(name=groups.MODERATOR)
    extra = Permission.objects.get(codename="view_user")
    group.permissions.add(extra)
    groups.setup_groups()
    assert extra in group.permissions.all()


def test_what_was_lost_comes_back(made):
    group = Group.objects.get(name=groups.EDITORIAL_TEAM)
    group.permissions.clear()
    assert "services.publish_supplement" in groups.setup_groups()[groups.EDITORIAL_TEAM]


def test_department_editors_may_write_pages_but_not_publish(made):
    user = User.objects.create_user("fach")
    user.groups.add(Group.objects.get(name=groups.DEPARTMENT_EDITOR))
    rights = Page.get_first_root_node().permissions_for_user(user)
    assert rights.can_add_subpage() and not rights.can_publish_subpage()


def test_supplements_are_reviewed_by_the_editorial_team(made):
    content_type = ContentType.objects.get(app_label="services", model="supplement")
    workflow = WorkflowContentType.objects.get(content_type=content_type).workflow
    assert workflow.name == groups.REVIEW
    task = workflow.tasks.get().specific
    assert [group.name for group in task.groups.all()] == [groups.EDITORIAL_TEAM]


def test_a_workflow_that_a_city_has_chosen_stays(made):
    own = Workflow.objects.create(name="Vier Augen")
    WorkflowContentType.objects.update(workflow=own)
    groups.setup_groups()
    assert set(WorkflowContentType.objects.values_list("workflow", flat=True)) == {own.pk}
