"""Permissions on the waste calendar by role."""

from core.registries.role_permissions import DATA_STEWARD, EDIT, EDITORIAL_TEAM, allow, named


def register():
    for role in (EDITORIAL_TEAM, DATA_STEWARD):
        for model in ("kind", "area", "street", "collectiondate"):
            allow(role, *named(f"waste.{model}", *EDIT))
