"""Permissions on offices and closures by role."""

from core.registries.role_permissions import (
    DEPARTMENT_EDITOR,
    EDIT,
    EDITORIAL_TEAM,
    allow,
    named,
)


def register():
    allow(EDITORIAL_TEAM, *named("directory.organisationalunit", *EDIT))
    allow(DEPARTMENT_EDITOR, *named("directory.organisationalunit", "change", "view"))
    for role in (EDITORIAL_TEAM, DEPARTMENT_EDITOR):
        allow(role, *named("directory.closure", *EDIT))
