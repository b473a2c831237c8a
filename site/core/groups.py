"""Who may do what: the groups of a city's web office, made and kept up by one command.

Permissions are named by text, so that an app may be missing; what does not exist is passed over
and comes with the next call. Nothing that a city has granted by hand is taken away.
"""

from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

# Names are data, stored once: they do not follow the language of whoever runs the command.
EDITORIAL_TEAM = "Redaktion"
DEPARTMENT_EDITOR = "Fachredaktion"
EMERGENCY_PUBLISHER = "Eilmeldungen"
MODERATOR = "Moderation"
PLANNING_OFFICE = "Stadtplanung"
DATA_STEWARD = "Datenpflege"
OPERATOR = "Betrieb"

REVIEW = "Prüfung durch die Redaktion"
WAGTAILS_REVIEW = "Moderators approval"

LOGIN = "wagtailadmin.access_admin"


def _all(model, *actions):
    """`services.supplement`, `add`, `change` → the names of both permissions."""
    app, name = model.split(".")
    return [f"{app}.{action}_{name}" for action in actions]


EDIT = ("add", "change", "delete", "view")
LOOK_AT_CATALOGUE = [
    *_all("services.service", "view"),
    *_all("services.form", "view"),
    *_all("services.responsibility", "view"),
    *_all("services.onlineservice", "view"),
]
LOOK_AT_COUNCIL = [
    permission
    for model in ("body", "organization", "person", "meeting", "paper", "file", "qualityissue")
    for permission in _all(f"oparl.{model}", "view")
]
LOOK_AT_SOURCES = [*_all("harvest.source", "view"), *_all("harvest.run", "view")]


@dataclass(frozen=True)
class Role:
    """A group: its permissions by name, what it may do with pages, and with files."""

    name: str
    permissions: list[str]
    pages: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


FILES = _all("wagtailimages.image", "add", "change", "choose") + _all(
    "wagtaildocs.document", "add", "change", "choose"
)
ROLES = [
    Role(
        EDITORIAL_TEAM,
        [
            LOGIN,
            *LOOK_AT_CATALOGUE,
            *LOOK_AT_COUNCIL,
            *LOOK_AT_SOURCES,
            "harvest.run_source",
            *_all("oparl.bodychoice", *EDIT),
            *_all("oparl.organizationchoice", *EDIT),
            *_all("oparl.papersummary", *EDIT),
            *_all("subscriptions.subscription", "view"),
            *_all("oparl.paperlink", *EDIT),
            *_all("services.supplement", *EDIT, "publish", "lock", "unlock"),
            *_all("services.lifesituation", *EDIT),
            *_all("services.onlineservice", "change"),
            *_all("directory.organisationalunit", *EDIT),
            *_all("places.place", *EDIT),
            *_all("wagtailredirects.redirect", *EDIT),
        ],
        pages=["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
        files=FILES,
    ),
    Role(
        DEPARTMENT_EDITOR,
        [
            LOGIN,
            *LOOK_AT_CATALOGUE,
            *_all("services.supplement", "add", "change", "view"),
            *_all("directory.organisationalunit", "change", "view"),
        ],
        pages=["add_page", "change_page"],
        files=FILES,
    ),
    # Alerts, procedures, ideas and datasets come with their apps; until then these can log in.
    Role(EMERGENCY_PUBLISHER, [LOGIN]),
    Role(MODERATOR, [LOGIN]),
    Role(PLANNING_OFFICE, [LOGIN], files=FILES),
    Role(DATA_STEWARD, [LOGIN, *LOOK_AT_COUNCIL, *LOOK_AT_SOURCES], files=FILES),
    Role(
        OPERATOR,
        [
            LOGIN,
            *LOOK_AT_CATALOGUE,
            *LOOK_AT_COUNCIL,
            *_all("harvest.source", *EDIT),
            *_all("harvest.run", "view"),
            "harvest.run_source",
            "harvest.release_run",
            *_all("auth.user", *EDIT),
            *_all("auth.group", *EDIT),
            *_all("wagtailcore.site", *EDIT),
            *_all("subscriptions.subscription", "view"),
            *_all("subscriptions.subscriber", "view", "delete"),
            *_all("wagtailcore.collection", "add", "change", "delete"),
        ],
    ),
]


@transaction.atomic
def setup_groups() -> dict[str, list[str]]:
    """Make what is missing. Returns {group: names of the permissions that it got just now}."""
    granted = {role.name: _setup(role) for role in ROLES}
    _setup_review()
    return granted


def _setup(role: Role) -> list[str]:
    group, _is_new = Group.objects.get_or_create(name=role.name)
    present = set(group.permissions.values_list("pk", flat=True))
    missing = {
        name: permission
        for name in role.permissions
        if (permission := _permission(name)) and permission.pk not in present
    }
    group.permissions.add(*missing.values())
    return [*missing, *_setup_pages(group, role.pages), *_setup_files(group, role.files)]


def _permission(name):
    app, codename = name.split(".")
    return Permission.objects.filter(content_type__app_label=app, codename=codename).first()


def _setup_pages(group, codenames):
    root = Page.get_first_root_node()
    for codename in codenames:
        permission = _permission(f"wagtailcore.{codename}")
        _row, is_new = GroupPagePermission.objects.get_or_create(
            group=group, page=root, permission=permission
        )
        if is_new:
            yield f"wagtailcore.{codename}"


def _setup_files(group, names):
    root = Collection.get_first_root_node()
    for name in names:
        _row, is_new = GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=_permission(name)
        )
        if is_new:
            yield name


def _setup_review():
    """Department editors write, the editorial team reviews: one workflow for both kinds."""
    workflow, is_new = Workflow.objects.get_or_create(name=REVIEW)
    task, _is_new = GroupApprovalTask.objects.get_or_create(name=REVIEW)
    task.groups.add(Group.objects.get(name=EDITORIAL_TEAM))
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr)
    supplement = ContentType.objects.filter(app_label="services", model="supplement").first()
    if supplement:
        WorkflowContentType.objects.get_or_create(
            content_type=supplement, defaults={"workflow": workflow}
        )
    root = Page.get_first_root_node()
    assigned = WorkflowPage.objects.filter(page=root).first()
    if assigned is None:
        WorkflowPage.objects.create(page=root, workflow=workflow)
    elif is_new and assigned.workflow.name == WAGTAILS_REVIEW:
        assigned.workflow = workflow
        assigned.save()
