"""Permissions on the council's objects by role."""

from core.registries.role_permissions import (
    DATA_STEWARD,
    EDIT,
    EDITORIAL_TEAM,
    OPERATOR,
    allow,
    named,
)

LOOK = [
    permission
    for model in ("body", "organization", "person", "meeting", "paper", "file", "qualityissue")
    for permission in named(f"oparl.{model}", "view")
]
CURATE = [
    permission
    for model in ("bodychoice", "organizationchoice", "papersummary", "paperlink")
    for permission in named(f"oparl.{model}", *EDIT)
]


def register():
    for role in (EDITORIAL_TEAM, DATA_STEWARD, OPERATOR):
        allow(role, *LOOK)
    allow(EDITORIAL_TEAM, *CURATE)
