"""Registry of imported links for checking: readers follow them, too.

An app registers its sources in AppConfig.ready(); quality knows no services.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .extracting import FoundLink

_sources: dict[str, "Source"] = {}


@dataclass(frozen=True)
class Source:
    """Rows with links. name: at most 40 signs; rows() yields (object, [Found])."""

    name: str
    label: str
    rows: Callable[[], Iterable[tuple[object, list[FoundLink]]]]


def register(source: Source) -> None:
    """Offer links for checking; registering a name again replaces them."""
    _sources[source.name] = source


def sources() -> list[Source]:
    return list(_sources.values())


def label_of(name: str) -> str:
    """The label of a source; empty for links on pages, and for sources that no longer exist."""
    return str(_sources[name].label) if name in _sources else ""
