"""Registry of the kinds of source that apps can harvest, filled in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass

from .report import SyncReport


@dataclass(frozen=True)
class SourceKind:
    """One kind of source: its name, what editors read, and the function that harvests it.

    `harvest(job: harvest.jobs.Job) -> SyncReport` reads everything first, then writes in one
    transaction. It raises SourceUnavailable or SourceInvalid (outbound.errors) and then has
    written nothing.
    """

    name: str
    label: str
    harvest: Callable[..., SyncReport]


_kinds: dict[str, SourceKind] = {}


def register(kind: SourceKind):
    _kinds[kind.name] = kind


def get_kind(name: str) -> SourceKind:
    """The kind of that name. Raises KeyError when no installed app knows it."""
    return _kinds[name]


def kind_choices():
    return [(kind.name, kind.label) for kind in _kinds.values()]
