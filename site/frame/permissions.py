"""Who changes the header, the footer and the look of a site."""

from core.registries.role_permissions import EDITORIAL_TEAM, OPERATOR, allow, named

LOOK = [*named("frame.headerfooter", "change"), *named("frame.theme", "change")]


def register():
    allow(EDITORIAL_TEAM, *LOOK, settings=True)
    allow(OPERATOR, *LOOK, *named("frame.siteparts", "change"))
