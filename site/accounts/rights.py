"""Rules for giving roles: nobody gives rights that she lacks, and nobody changes her own.

The rights of a group are compared one by one: permissions, and those for parts of the page tree,
collections, sites and reviews. Administrators have them all.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
)

# What a group must do is no right: whoever has it less may still give it.
DUTIES = ("must_use_second_factor",)


@dataclass(frozen=True)
class Right:
    """What a group may do. where: "" everywhere, else the place ("page:00010002", "site:3")."""

    permission: int | str
    where: str = ""

    def covers(self, other: "Right") -> bool:
        """Whether this right includes the other: at the same place, or further up."""
        is_below = other.where.startswith(self.where)
        is_site = self.where.startswith("site:")
        return self.permission == other.permission and (
            other.where == self.where if is_site else is_below
        )


def rights_of(groups: Iterable[Group]) -> set[Right]:
    """All rights of these groups."""
    groups = [group.pk for group in groups]
    found = {
        Right(pk)
        for pk in Permission.objects.filter(group__in=groups)
        .exclude(codename__in=DUTIES)
        .values_list("pk", flat=True)
    }
    for model, place in (
        (GroupPagePermission, "page"),
        (GroupCollectionPermission, "collection"),
    ):
        rows = model.objects.filter(group__in=groups)
        for permission, path in rows.values_list("permission_id", f"{place}__path"):
            found.add(Right(permission, f"{place}:{path}"))
    rows = GroupSitePermission.objects.filter(group__in=groups)
    found |= {Right(one, f"site:{site}") for one, site in rows.values_list("permission", "site")}
    tasks = GroupApprovalTask.objects.filter(groups__in=groups).values_list("pk", flat=True)
    return found | {Right(f"review:{pk}") for pk in tasks}


def rights_of_user(user) -> set[Right]:
    """All rights of a user who is no administrator."""
    if not user.is_active:
        return set()
    own = user.user_permissions.values_list("pk", flat=True)
    return rights_of(user.groups.all()) | {Right(pk) for pk in own}


def are_covered(wanted: set[Right], held: set[Right]) -> bool:
    return all(any(one.covers(right) for one in held) for right in wanted)


def grantable_groups(user) -> set[int]:
    """The keys of the groups that this user may put others into, or take out of."""
    groups = Group.objects.all()
    if user.is_superuser:
        return {group.pk for group in groups}
    held = rights_of_user(user)
    return {group.pk for group in groups if are_covered(rights_of([group]), held)}


def is_above(user, other) -> bool:
    """Whether `other` has rights that `user` lacks: who sets her password would gain them."""
    if user.is_superuser or user == other:
        return False
    return other.is_superuser or not are_covered(rights_of(other.groups.all()) | {
        Right(pk) for pk in other.user_permissions.values_list("pk", flat=True)
    }, rights_of_user(user))  # fmt: skip


def may_change_group(user, group: Group) -> bool:
    """Administrators may change all groups; others those without them and with no more rights."""
    if user.is_superuser:
        return True
    if user.groups.filter(pk=group.pk).exists():
        return False
    return are_covered(rights_of([group]), rights_of_user(user))
