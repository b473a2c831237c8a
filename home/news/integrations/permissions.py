"""Permissions on categories of news by role."""

from core.registries.role_permissions import EDIT, EDITORIAL_TEAM, allow, named


def register():
    allow(EDITORIAL_TEAM, *named("news.category", *EDIT))
