"""Permissions on alerts by role."""

from core.registries.role_permissions import (
    EDIT,
    EDITORIAL_TEAM,
    EMERGENCY_PUBLISHER,
    allow,
    named,
)


def register():
    for role in (EDITORIAL_TEAM, EMERGENCY_PUBLISHER):
        allow(role, *named("alerts.alert", *EDIT, "publish"))
