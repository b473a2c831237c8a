"""The roles of a city's web office: names of groups, and the rights of each.

Permissions are named by text, so that an app may be missing. The same as a table for people:
docs/operators.md, "Roles".
"""

from dataclasses import dataclass, field

# Names are data, stored once: they do not follow the language of whoever runs the command.
EDITORIAL_TEAM = "Redaktion"
DEPARTMENT_EDITOR = "Fachredaktion"
EMERGENCY_PUBLISHER = "Eilmeldungen"
MODERATOR = "Moderation"
PLANNING_OFFICE = "Stadtplanung"
DATA_STEWARD = "Datenpflege"
OPERATOR = "Betrieb"

LOGIN = "wagtailadmin.access_admin"
# Without it a user changes only what belongs to her own offices (accounts.units).
EDIT_ANY_UNIT = "accounts.edit_any_unit"


def _all(model, *actions):
    """`services.supplement`, `add`, `change` → the names of both permissions."""
    app, name = model.split(".")
    return [f"{app}.{action}_{name}" for action in actions]


EDIT = ("add", "change", "delete", "view")
LOOK_AT_CATALOGUE = [
    *_all("services.service", "view"),
    *_all("services.form", "view"),
    *_all("services.responsibility", "view"),
    *_all("services.onlineservice", "view"),
]
LOOK_AT_COUNCIL = [
    permission
    for model in ("body", "organization", "person", "meeting", "paper", "file", "qualityissue")
    for permission in _all(f"oparl.{model}", "view")
]
LOOK_AT_SOURCES = [*_all("harvest.source", "view"), *_all("harvest.run", "view")]
CURATE_COUNCIL = [
    *_all("oparl.bodychoice", *EDIT),
    *_all("oparl.organizationchoice", *EDIT),
    *_all("oparl.papersummary", *EDIT),
    *_all("oparl.paperlink", *EDIT),
]
WASTE = [
    permission
    for model in ("kind", "area", "street", "collectiondate")
    for permission in _all(f"waste.{model}", *EDIT)
]
ALERT = _all("alerts.alert", *EDIT, "publish")
BARRIERS = _all("home.barrierreport", "view", "change", "delete")
FEEDBACK = [
    *_all("quality.feedback", "view", "change", "delete"),
    *_all("quality.changerequest", "view", "change", "delete"),
]
LINKS = [*_all("quality.link", "view", "change"), *_all("quality.ignoredhost", *EDIT)]
# What citizens sent; only of forms that the user may change.
SUBMISSIONS = _all("forms.submission", "view")
LOOK = [*_all("frame.headerfooter", "change"), *_all("frame.theme", "change")]
# Files are granted by collection.
UPLOAD = _all("wagtailimages.image", "add", "choose") + _all(
    "wagtaildocs.document", "add", "choose"
)
FILES = UPLOAD + _all("wagtailimages.image", "change") + _all("wagtaildocs.document", "change")
WRITE = ["add_page", "change_page"]
PUBLISH = [*WRITE, "publish_page", "lock_page", "unlock_page"]


@dataclass(frozen=True)
class Role:
    """A group: its permissions by name, what it may do with pages, with files, with one site's
    settings. of_a_site: whether a site of several can have such a group of its own; then `plain`
    are its permissions that know no site.
    """

    name: str
    permissions: list[str]
    pages: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    settings: list[str] = field(default_factory=list)
    of_a_site: bool = False
    plain: list[str] = field(default_factory=list)


ROLES = [
    Role(
        EDITORIAL_TEAM,
        [
            LOGIN,
            EDIT_ANY_UNIT,
            *LOOK_AT_CATALOGUE,
            *LOOK_AT_COUNCIL,
            *LOOK_AT_SOURCES,
            "harvest.run_source",
            *CURATE_COUNCIL,
            *ALERT,
            *BARRIERS,
            *FEEDBACK,
            *LINKS,
            *SUBMISSIONS,
            *LOOK,
            *_all("news.category", *EDIT),
            *_all("jobs.fieldofwork", *EDIT),
            *_all("places.place", *EDIT),
            *WASTE,
            *_all("subscriptions.subscription", "view"),
            *_all("services.supplement", *EDIT, "publish", "lock", "unlock"),
            *_all("services.lifesituation", *EDIT),
            *_all("services.onlineservice", "change"),
            *_all("directory.organisationalunit", *EDIT),
            *_all("directory.closure", *EDIT),
            *_all("wagtailredirects.redirect", *EDIT),
            "simple_translation.submit_translation",
        ],
        pages=PUBLISH,
        files=FILES,
        settings=LOOK,
        of_a_site=True,
        plain=[LOGIN, EDIT_ANY_UNIT, *SUBMISSIONS, "simple_translation.submit_translation"],
    ),
    Role(
        DEPARTMENT_EDITOR,
        [
            LOGIN,
            *LOOK_AT_CATALOGUE,
            *_all("services.supplement", "add", "change", "view"),
            *_all("directory.organisationalunit", "change", "view"),
            *_all("directory.closure", *EDIT),
            *SUBMISSIONS,
        ],
        pages=WRITE,
        files=UPLOAD,
        of_a_site=True,
        plain=[LOGIN, *SUBMISSIONS],
    ),
    Role(EMERGENCY_PUBLISHER, [LOGIN, *ALERT]),
    Role(MODERATOR, [LOGIN, *BARRIERS, *FEEDBACK]),
    # Procedures come with their app; until then this role has files only.
    Role(PLANNING_OFFICE, [LOGIN], files=UPLOAD),
    Role(
        DATA_STEWARD,
        [LOGIN, *LOOK_AT_COUNCIL, *LOOK_AT_SOURCES, *_all("places.place", *EDIT), *WASTE],
        files=FILES,
    ),
    Role(
        OPERATOR,
        [
            LOGIN,
            *LOOK_AT_CATALOGUE,
            *LOOK_AT_COUNCIL,
            *LOOK,
            *_all("frame.siteparts", "change"),
            *_all("harvest.source", *EDIT),
            *_all("harvest.run", "view"),
            "harvest.run_source",
            "harvest.release_run",
            *LINKS,
            *_all("forms.endpoint", *EDIT),
            *_all("auth.user", *EDIT),
            *_all("auth.group", *EDIT),
            *_all("accounts.loginevent", "view"),
            *_all("wagtailcore.site", *EDIT),
            *_all("wagtailcore.workflow", "add", "change", "delete"),
            *_all("wagtailcore.task", "add", "change", "delete"),
            *_all("subscriptions.subscription", "view"),
            *_all("subscriptions.subscriber", "view", "delete"),
            *_all("wagtailcore.collection", "add", "change", "delete"),
        ],
    ),
]
