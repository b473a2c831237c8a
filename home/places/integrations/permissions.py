"""Permissions on places of directories by role."""

from core.registries.role_permissions import DATA_STEWARD, EDIT, EDITORIAL_TEAM, allow, named


def register():
    for role in (EDITORIAL_TEAM, DATA_STEWARD):
        allow(role, *named("places.place", *EDIT))
