"""The offices that a user may write for, provided by accounts, which knows users."""

from collections.abc import Callable, Collection

# (user) -> keys of her offices, None for all.
Offices = Callable[[object], Collection[int] | None]

_offices: list[Offices] = []


def register(offices: Offices):
    """Called in AppConfig.ready()."""
    _offices[:] = [offices]


def offices_of(user) -> Collection[int] | None:
    """The keys of the offices that this user is bound to, None if she may write for all."""
    return _offices[0](user) if _offices and user is not None else None
