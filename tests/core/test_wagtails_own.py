"""Wagtail's English groups, review and roots: gone or German, and no member is lost."""

import pytest
from django.contrib.auth.models import Group, User
from wagtail.models import Collection, GroupApprovalTask, Page, Workflow

from accounts import groups

pytestmark = pytest.mark.django_db


def names(model):
    return set(model.objects.values_list("name", flat=True))


def test_what_nobody_uses_goes_and_ours_stays():
    groups.setup_groups()
    assert not {"Moderators", "Editors"} & names(Group)
    assert names(Workflow) == names(GroupApprovalTask) == {groups.REVIEW}
    assert Page.get_first_root_node().title == "Alle Seiten"
    assert Collection.get_first_root_node().name == "Allgemein"
    assert not any(groups.setup_groups().values())


def test_a_group_with_members_keeps_them_and_their_rights():
    group = Group.objects.get(name="Editors")
    rights = set(group.permissions.values_list("pk", flat=True))
    user = User.objects.create_user("mira")
    user.groups.add(group)
    groups.setup_groups()
    assert user.groups.get() == group
    assert set(group.permissions.values_list("pk", flat=True)) == rights
    assert group.page_permissions.exists()


def test_a_review_that_somebody_uses_stays_with_its_group():
    page = Page.get_first_root_node().get_children().first()
    review = Workflow.objects.get(name="Moderators approval")
    review.workflow_pages.all().delete()
    review.workflow_pages.create(page=page)
    groups.setup_groups()
    assert Workflow.objects.filter(name="Moderators approval").exists()
    assert "Moderators" in names(Group)


def test_names_that_somebody_gave_stay():
    Page.objects.filter(depth=1).update(title="Unsere Seiten")
    groups.setup_groups()
    assert Page.get_first_root_node().title == "Unsere Seiten"
