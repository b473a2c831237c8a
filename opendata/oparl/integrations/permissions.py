"""Permissions on the council's objects by role."""

from core.registries.role_permissions import (
    DATA_STEWARD,
    EDIT,
    EDITORIAL_TEAM,
    OPERATOR,
    allow,
    named,
)

DELIVERED = [
    "oparl.body",
    "oparl.organization",
    "oparl.person",
    "oparl.meeting",
    "oparl.paper",
    "oparl.file",
    "oparl.qualityissue",
]
ANNOTATIONS = [
    "oparl.bodychoice",
    "oparl.organizationchoice",
    "oparl.papersummary",
    "oparl.paperlink",
]


def register():
    for role in (EDITORIAL_TEAM, DATA_STEWARD, OPERATOR):
        allow(role, *named(DELIVERED, "view"))
    allow(EDITORIAL_TEAM, *named(ANNOTATIONS, *EDIT))
