"""The roles of a city's web office: permissions on pages, files and the admin itself.

Permissions on an app's models are declared by the app (core.registries.role_permissions).
"""

from dataclasses import dataclass, field

from core.registries.role_permissions import (
    DATA_STEWARD,
    DEPARTMENT_EDITOR,
    EDIT,
    EDITORIAL_TEAM,
    EMERGENCY_PUBLISHER,
    MODERATOR,
    OPERATOR,
    PLANNING_OFFICE,
    Permissions,
    allow,
    named,
    permissions_of,
)

LOGIN = "wagtailadmin.access_admin"
# Without it a user changes only what belongs to her own offices (accounts.units).
EDIT_ANY_UNIT = "accounts.edit_any_unit"
# Files are granted by collection.
FILE_MODELS = ["wagtailimages.image", "wagtaildocs.document"]
UPLOAD = named(FILE_MODELS, "add", "choose")
FILES = UPLOAD + named(FILE_MODELS, "change")
STRUCTURE = ["wagtailcore.workflow", "wagtailcore.task", "wagtailcore.collection"]
WRITE = ["add_page", "change_page"]
PUBLISH = [*WRITE, "publish_page", "lock_page", "unlock_page"]


@dataclass(frozen=True)
class Role:
    """A group: what it may do with pages and files; of_a_site: whether a site of several can have
    such a group of its own.
    """

    name: str
    pages: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    of_a_site: bool = False

    @property
    def permissions(self) -> Permissions:
        return permissions_of(self.name)


ROLES = [
    Role(EDITORIAL_TEAM, pages=PUBLISH, files=FILES, of_a_site=True),
    Role(DEPARTMENT_EDITOR, pages=WRITE, files=UPLOAD, of_a_site=True),
    Role(EMERGENCY_PUBLISHER),
    Role(MODERATOR),
    # Procedures come with their app; until then this role has files only.
    Role(PLANNING_OFFICE, files=UPLOAD),
    Role(DATA_STEWARD, files=FILES),
    Role(OPERATOR),
]


def allow_admin():
    """Everybody logs in; the operators look after users, sites and the ways of review."""
    for role in ROLES:
        allow(role.name, LOGIN, of_a_site=True)
    translate = "simple_translation.submit_translation"
    allow(EDITORIAL_TEAM, EDIT_ANY_UNIT, translate, of_a_site=True)
    allow(EDITORIAL_TEAM, *named("wagtailredirects.redirect", *EDIT))
    allow(
        OPERATOR,
        *named(["auth.user", "auth.group", "wagtailcore.site"], *EDIT),
        *named(STRUCTURE, "add", "change", "delete"),
        *named("accounts.loginevent", "view"),
    )
