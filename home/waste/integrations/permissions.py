"""Permissions on the waste calendar by role."""

from core.registries.role_permissions import DATA_STEWARD, EDIT, EDITORIAL_TEAM, allow, named

CALENDAR = ["waste.kind", "waste.area", "waste.street", "waste.collectiondate"]


def register():
    for role in (EDITORIAL_TEAM, DATA_STEWARD):
        allow(role, *named(CALENDAR, *EDIT))
