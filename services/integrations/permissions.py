"""Permissions on the catalogue by role, and models with reviewed drafts."""

from core.registries.role_permissions import (
    DEPARTMENT_EDITOR,
    EDIT,
    EDITORIAL_TEAM,
    OPERATOR,
    allow,
    named,
    review,
)

IMPORTED = [
    "services.service",
    "services.form",
    "services.responsibility",
    "services.onlineservice",
]


def register():
    for role in (EDITORIAL_TEAM, DEPARTMENT_EDITOR, OPERATOR):
        allow(role, *named(IMPORTED, "view"))
    allow(
        EDITORIAL_TEAM,
        *named(["services.supplement", "services.lifesituation"], *EDIT),
        *named("services.supplement", "publish", "lock", "unlock"),
        *named("services.onlineservice", "change"),
    )
    allow(DEPARTMENT_EDITOR, *named("services.supplement", "add", "change", "view"))
    review("services.supplement")
