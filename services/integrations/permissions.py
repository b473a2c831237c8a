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

LOOK = [
    permission
    for model in ("service", "form", "responsibility", "onlineservice")
    for permission in named(f"services.{model}", "view")
]


def register():
    for role in (EDITORIAL_TEAM, DEPARTMENT_EDITOR, OPERATOR):
        allow(role, *LOOK)
    allow(
        EDITORIAL_TEAM,
        *named("services.supplement", *EDIT, "publish", "lock", "unlock"),
        *named("services.lifesituation", *EDIT),
        *named("services.onlineservice", "change"),
    )
    allow(DEPARTMENT_EDITOR, *named("services.supplement", "add", "change", "view"))
    review("services.supplement")
