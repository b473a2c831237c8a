"""Parts of the site that an alert may be limited to, besides pages of the tree.

The apps of the main navigation are such parts by themselves. An app with finer ones (a life
situation) registers them in AppConfig.ready().
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.registries import navigation

APP = "app"

_sections: dict[str, "Section"] = {}


@dataclass(frozen=True)
class Section:
    """One kind of part. choices() -> [(key, label)]; keys_of(request) -> keys of the parts that
    contain the requested address, called only while an alert is limited to one of this kind."""

    name: str
    choices: Callable[[], Iterable[tuple[str, str]]]
    keys_of: Callable[..., set[str]]


def register(section: Section) -> None:
    """Offer a kind; registering a name again replaces it."""
    _sections[section.name] = section


def choices() -> list[tuple[str, str]]:
    """[(part, label)] of all parts, for the editors' form. A part is "kind:key"."""
    apps = [(f"{APP}:{entry.part}", _label(entry)) for entry in navigation.all_entries()]
    return apps + [
        (f"{section.name}:{key}", label)
        for section in _sections.values()
        for key, label in section.choices()
    ]


def parts_of(request, wanted: Iterable[str]) -> set[str]:
    """The wanted parts that contain the requested address."""
    wanted = set(wanted)
    match = getattr(request, "resolver_match", None)
    if not wanted or match is None:
        return set()
    found = {
        f"{APP}:{entry.part}"
        for entry in navigation.all_entries()
        if entry.namespaces & set(match.namespaces)
    }
    for name in {part.partition(":")[0] for part in wanted} & set(_sections):
        found |= {f"{name}:{key}" for key in _sections[name].keys_of(request)}
    return found & wanted


def _label(entry) -> str:
    return str(entry.label() if callable(entry.label) else entry.label)
