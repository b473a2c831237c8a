"""The groups of a city's web office, created and maintained by one command.

What does not exist yet (a permission of an app that is missing) is skipped and granted by the next
call. Nothing that a city has granted by hand is revoked.
"""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from core import wagtails_own
from core.registries.role_permissions import reviewed

from .roles import (
    DATA_STEWARD,
    DEPARTMENT_EDITOR,
    EDITORIAL_TEAM,
    EMERGENCY_PUBLISHER,
    MODERATOR,
    OPERATOR,
    PLANNING_OFFICE,
    ROLES,
)

__all__ = [
    "DATA_STEWARD",
    "DEPARTMENT_EDITOR",
    "EDITORIAL_TEAM",
    "EMERGENCY_PUBLISHER",
    "MODERATOR",
    "OPERATOR",
    "PLANNING_OFFICE",
    "REVIEW",
    "ROLES",
    "setup_groups",
    "setup_groups_of_site",
]

REVIEW = "Prüfung durch die Redaktion"
WAGTAILS_REVIEW = "Moderators approval"


@transaction.atomic
def setup_groups() -> dict[str, list[str]]:
    """Create missing groups and grants. Returns {group: names of the newly granted permissions}."""
    root, files = Page.get_first_root_node(), Collection.get_first_root_node()
    granted, known = {}, _permissions()
    for role in ROLES:
        group, _is_new = Group.objects.get_or_create(name=role.name)
        granted[role.name] = [
            *_grant(group, role.permissions.everywhere, known),
            *_grant_pages(group, role.pages, root, known),
            *_grant_files(group, role.files, files, known),
        ]
    workflow, is_new = _setup_review(REVIEW, EDITORIAL_TEAM)
    _review_snippets(workflow)
    assigned = WorkflowPage.objects.filter(page=root).first()
    if assigned is None:
        WorkflowPage.objects.create(page=root, workflow=workflow)
    elif is_new and assigned.workflow.name == WAGTAILS_REVIEW:
        assigned.workflow = workflow
        assigned.save()
    wagtails_own.tidy_up()
    return granted


@transaction.atomic
def setup_groups_of_site(site) -> dict[str, list[str]]:
    """The same for one site of several: groups that write its pages, with a collection of its own.

    Users of these groups alone see and change nothing of the other sites.
    """
    collection = _collection(site.hostname)
    granted, known = {}, _permissions()
    for role in filter(lambda role: role.of_a_site, ROLES):
        name = _name_for(role.name, site)
        group, _is_new = Group.objects.get_or_create(name=name)
        granted[name] = [
            *_grant(group, role.permissions.of_a_site, known),
            *_grant_pages(group, role.pages, site.root_page, known),
            *_grant_files(group, role.files, collection, known),
            *_grant_settings(group, role.permissions.settings, site, known),
        ]
    workflow, _is_new = _setup_review(_name_for(REVIEW, site), _name_for(EDITORIAL_TEAM, site))
    WorkflowPage.objects.get_or_create(page=site.root_page, defaults={"workflow": workflow})
    return granted


def names_of_site(site) -> tuple[list[str], list[str], str]:
    """Names of a site's own groups and reviews, as far as they exist, and of its collection."""
    groups = [_name_for(role.name, site) for role in ROLES if role.of_a_site]
    reviews = [_name_for(REVIEW, site)]
    known = Group.objects.filter(name__in=groups).values_list("name", flat=True)
    return sorted(known), reviews, site.hostname


def _name_for(name, site):
    """Names of groups end after 150 characters."""
    return f"{name} ({site.hostname})"[:150]


def _collection(name):
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=name).first() or root.add_child(name=name)


def _permissions() -> dict[str, int]:
    """{app.codename: primary key} of all permissions that there are."""
    rows = Permission.objects.order_by("-pk")
    return {
        f"{app}.{codename}": pk
        for app, codename, pk in rows.values_list("content_type__app_label", "codename", "pk")
    }


def _grant(group, names, known):
    present = set(group.permissions.values_list("pk", flat=True))
    missing = [name for name in names if name in known and known[name] not in present]
    group.permissions.add(*(known[name] for name in missing))
    return missing


def _grant_on(model, names, known, **where):
    """Grant permissions on one page, collection or site; the names of the new ones."""
    present = set(model.objects.filter(**where).values_list("permission_id", flat=True))
    missing = [name for name in names if name in known and known[name] not in present]
    model.objects.bulk_create(model(permission_id=known[name], **where) for name in missing)
    return missing


def _grant_pages(group, codenames, page, known):
    names = [f"wagtailcore.{codename}" for codename in codenames]
    return _grant_on(GroupPagePermission, names, known, group=group, page=page)


def _grant_files(group, names, collection, known):
    return _grant_on(GroupCollectionPermission, names, known, group=group, collection=collection)


def _grant_settings(group, names, site, known):
    return _grant_on(GroupSitePermission, names, known, group=group, site=site)


def _setup_review(name, reviewers):
    """Department editors write, the editorial team reviews. Returns (workflow, is new)."""
    workflow, is_new = Workflow.objects.get_or_create(name=name)
    task, _is_new = GroupApprovalTask.objects.get_or_create(name=name)
    task.groups.add(Group.objects.get(name=reviewers))
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr)
    return workflow, is_new


def _review_snippets(workflow):
    for label in reviewed():
        app, model = label.split(".")
        if found := ContentType.objects.filter(app_label=app, model=model).first():
            WorkflowContentType.objects.get_or_create(
                content_type=found, defaults={"workflow": workflow}
            )
