"""Who sees what is followed by mail, and who takes out an address."""

from core.registries.role_permissions import EDITORIAL_TEAM, OPERATOR, allow, named


def register():
    for role in (EDITORIAL_TEAM, OPERATOR):
        allow(role, *named("subscriptions.subscription", "view"))
    allow(OPERATOR, *named("subscriptions.subscriber", "view", "delete"))
