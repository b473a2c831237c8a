"""Permissions on sources and their runs by role."""

from core.registries.role_permissions import (
    DATA_STEWARD,
    EDIT,
    EDITORIAL_TEAM,
    OPERATOR,
    allow,
    named,
)


def register():
    for role in (EDITORIAL_TEAM, DATA_STEWARD):
        allow(role, *named(["harvest.source", "harvest.run"], "view"))
    allow(EDITORIAL_TEAM, "harvest.run_source")
    allow(
        OPERATOR,
        *named("harvest.source", *EDIT),
        *named("harvest.run", "view"),
        "harvest.run_source",
        "harvest.release_run",
    )
