"""Permissions on fields of work by role."""

from core.registries.role_permissions import EDIT, EDITORIAL_TEAM, allow, named


def register():
    allow(EDITORIAL_TEAM, *named("jobs.fieldofwork", *EDIT))
