"""Audit of role changes: each is recorded and mailed to the other administrators.

The rights of users and groups are compared before and after a request, so that no way of changing
them is forgotten: the forms of users and groups, bulk actions, deletions.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log
from wagtail.models import (
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
)

from .models import Profile
from .tasks import mail_role_changes

ACTION = "accounts.roles"


@dataclass(frozen=True)
class Change:
    """The differences of one user or group; lines: in words."""

    instance: object
    title: str
    lines: tuple[str, ...]
    is_gone: bool = False


@contextmanager
def recorded(request) -> Iterator[None]:
    """Compare the roles before and after the block, and record the changes."""
    if request.method != "POST":
        yield
        return
    before = _everything()
    yield
    with override("de"):
        changes = list(_changes(before, _everything()))
    for change in changes:
        log(change.instance, ACTION, user=request.user, title=change.title,
            data={"lines": change.lines}, deleted=change.is_gone)  # fmt: skip
    if changes:
        _notify(request.user, changes)


class RecordsRoles:
    """Mixin of views that change users or groups."""

    def dispatch(self, request, *args, **kwargs):
        with recorded(request):
            return super().dispatch(request, *args, **kwargs)


def _notify(by, changes):
    users = get_user_model().objects.filter(is_superuser=True, is_active=True).exclude(pk=by.pk)
    addresses = sorted(set(users.exclude(email="").values_list("email", flat=True)))
    lines = [f"{change.title}: {line}" for change in changes for line in change.lines]
    if addresses:
        mail_role_changes.enqueue(addresses, by.get_full_name() or by.get_username(), lines)


def _everything() -> dict[tuple[str, int], tuple[str, dict[str, set[str]]]]:
    """{(kind, key): (name, {what: values})} of all users and groups."""
    return {**_users(), **_groups()}


def _users():
    user_model = get_user_model()
    found = {}
    for user in user_model.objects.all():
        states = {_("administrator"): user.is_superuser, _("active"): user.is_active}
        facts = {"state": {name for name, holds in states.items() if holds}}
        found["user", user.pk] = (user.get_username(), facts)
    groups = user_model.groups.through.objects.values_list("user_id", "group__name")
    units = Profile.units.through.objects.values_list(
        "profile__user_id", "organisationalunit__name"
    )
    own = user_model.user_permissions.through.objects.values_list("user_id", "permission__name")
    for what, rows in (("role", groups), ("office", units), ("right", own)):
        for pk, name in rows:
            found["user", pk][1].setdefault(what, set()).add(name)
    return found


def _groups():
    found = {("group", pk): (name, {}) for pk, name in Group.objects.values_list("pk", "name")}
    rows = [
        Permission.objects.filter(group__isnull=False).values_list("group", "name"),
        *(
            _placed(model, place, title)
            for model, place, title in (
                (GroupPagePermission, "page", "title"),
                (GroupCollectionPermission, "collection", "name"),
                (GroupSitePermission, "site", "hostname"),
            )
        ),
    ]
    for some in rows:
        for pk, name in some:
            found["group", pk][1].setdefault("right", set()).add(name)
    return found


def _placed(model, place, title):
    rows = model.objects.values_list("group_id", "permission__name", f"{place}__{title}")
    return ((group, f"{name} ({where})") for group, name, where in rows)


def _changes(before, after) -> Iterator[Change]:
    models = {"user": get_user_model(), "group": Group}
    for key in sorted(before.keys() | after.keys()):
        kind, pk = key
        old, new = before.get(key), after.get(key)
        lines = tuple(_lines(old, new))
        if lines:
            name = (new or old)[0]
            field = "username" if kind == "user" else "name"
            instance = models[kind](pk=pk, **{field: name})
            yield Change(instance, name, lines, is_gone=new is None)


def _lines(old, new) -> Iterator[str]:
    if new is None:
        yield _("deleted")
        return
    if old is None:
        yield _("made")
    given = {
        "state": _("now: %(name)s"),
        "role": _("role given: %(name)s"),
        "office": _("office given: %(name)s"),
        "right": _("right given: %(name)s"),
    }
    taken = {
        "state": _("no longer: %(name)s"),
        "role": _("role taken away: %(name)s"),
        "office": _("office taken away: %(name)s"),
        "right": _("right taken away: %(name)s"),
    }
    for what in given:
        was, now = (side[1].get(what, set()) if side else set() for side in (old, new))
        yield from (given[what] % {"name": name} for name in sorted(now - was))
        yield from (taken[what] % {"name": name} for name in sorted(was - now))
