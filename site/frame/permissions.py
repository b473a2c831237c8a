"""Permissions on header, footer and look of a site by role."""

from core.registries.role_permissions import EDITORIAL_TEAM, OPERATOR, allow, named

LOOK = named(["frame.headerfooter", "frame.theme"], "change")


def register():
    allow(EDITORIAL_TEAM, *LOOK, settings=True)
    allow(OPERATOR, *LOOK, *named("frame.siteparts", "change"))
