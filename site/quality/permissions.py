"""Permissions on feedback and broken links by role."""

from core.registries.role_permissions import (
    EDIT,
    EDITORIAL_TEAM,
    MODERATOR,
    OPERATOR,
    allow,
    named,
)


def register():
    for role in (EDITORIAL_TEAM, MODERATOR):
        allow(role, *named("quality.feedback", "view", "change", "delete"))
        allow(role, *named("quality.changerequest", "view", "change", "delete"))
    for role in (EDITORIAL_TEAM, OPERATOR):
        allow(role, *named("quality.link", "view", "change"))
        allow(role, *named("quality.ignoredhost", *EDIT))
