"""Who keeps the categories of news."""

from core.registries.role_permissions import EDIT, EDITORIAL_TEAM, allow, named


def register():
    allow(EDITORIAL_TEAM, *named("news.category", *EDIT))
