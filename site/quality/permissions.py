"""Permissions on feedback and broken links by role."""

from core.registries.role_permissions import (
    EDIT,
    EDITORIAL_TEAM,
    MODERATOR,
    OPERATOR,
    allow,
    named,
)

FROM_READERS = ["quality.feedback", "quality.changerequest"]


def register():
    for role in (EDITORIAL_TEAM, MODERATOR):
        allow(role, *named(FROM_READERS, "view", "change", "delete"))
    for role in (EDITORIAL_TEAM, OPERATOR):
        allow(role, *named("quality.link", "view", "change"))
        allow(role, *named("quality.ignoredhost", *EDIT))
