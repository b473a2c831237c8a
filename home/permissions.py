"""Permissions on reports of barriers by role."""

from core.registries.role_permissions import EDITORIAL_TEAM, MODERATOR, allow, named


def register():
    for role in (EDITORIAL_TEAM, MODERATOR):
        allow(role, *named("home.barrierreport", "view", "change", "delete"))
