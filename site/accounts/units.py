"""The offices whose content an editor may change: all of them, or her own and those below."""

from directory.models import OrganisationalUnit

EDIT_ANY_UNIT = "accounts.edit_any_unit"


def is_bound(user) -> bool:
    """Whether this user is bound to the content of her own offices."""
    return not user.has_perm(EDIT_ANY_UNIT)


def own_units(user) -> frozenset[int]:
    """The keys of the user's offices and of all offices below them."""
    if not hasattr(user, "_own_units"):
        user._own_units = _with_all_below(direct_units(user))
    return user._own_units


def bound_to(user) -> frozenset[int] | None:
    """The provider for directory.bounds."""
    return own_units(user) if is_bound(user) else None


def direct_units(user) -> list[int]:
    """The keys of the offices that an operator has given the user, by name."""
    units = OrganisationalUnit.objects.filter(pk__in=_given(user))
    return list(units.order_by("sort_key", "pk").values_list("pk", flat=True))


def _given(user):
    from .models import Profile

    return Profile.units.through.objects.filter(profile__user=user.pk).values("organisationalunit")


def _with_all_below(units):
    found, level = set(units), set(units)
    while level:
        below = OrganisationalUnit.objects.filter(parent__in=level).values_list("pk", flat=True)
        level = set(below) - found
        found |= level
    return frozenset(found)
