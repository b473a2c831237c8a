"""Permissions of each role of a city's web office, declared by every app for its own models.

accounts.groups makes the groups of it. Permissions are named by text (`app.action_model`), because
they come into being after all apps are loaded. The same as a table for people: docs/operators.md,
"Roles".
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

# Names are data, stored once: they do not follow the language of whoever runs the command.
EDITORIAL_TEAM = "Redaktion"
DEPARTMENT_EDITOR = "Fachredaktion"
EMERGENCY_PUBLISHER = "Eilmeldungen"
MODERATOR = "Moderation"
PLANNING_OFFICE = "Stadtplanung"
DATA_STEWARD = "Datenpflege"
OPERATOR = "Betrieb"

EDIT = ("add", "change", "delete", "view")


@dataclass
class Permissions:
    """Of one role. everywhere: in the group for the whole installation; of_a_site: in the groups
    for one site of several, too; settings: there for that site's settings only.
    """

    everywhere: list[str] = field(default_factory=list)
    of_a_site: list[str] = field(default_factory=list)
    settings: list[str] = field(default_factory=list)


_permissions: dict[str, Permissions] = defaultdict(Permissions)
_reviewed: list[str] = []


def allow(role: str, *names: str, of_a_site: bool = False, settings: bool = False):
    """Give a role these permissions.

    of_a_site: they know no site, so groups of one site get them as well. settings: they are
    settings of a site, which groups of one site get for that site.
    """
    found = _permissions[role]
    found.everywhere += names
    if of_a_site:
        found.of_a_site += names
    if settings:
        found.settings += names


def review(model: str):
    """Drafts of this model (`app.model`) go to the editorial team like pages."""
    if model not in _reviewed:
        _reviewed.append(model)


def reviewed() -> list[str]:
    return list(_reviewed)


def permissions_of(role: str) -> Permissions:
    """All that the apps allow this role."""
    return _permissions[role]


def named(models: str | Iterable[str], *actions: str) -> list[str]:
    """Names of permissions: `services.supplement`, or several models, with each of the actions."""
    labels = [models] if isinstance(models, str) else models
    pairs = [label.split(".") for label in labels]
    return [f"{app}.{action}_{model}" for app, model in pairs for action in actions]
