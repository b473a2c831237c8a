"""What needs a hand today: the apps say it, the editors' front page shows it on one screen.

An app registers its kinds of work in AppConfig.ready(); a kind names what waits, or nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

_todos: dict[str, "Todo"] = {}


@dataclass(frozen=True)
class Item:
    """One line: what waits, where it is dealt with. count: how many, None for a single thing."""

    text: str
    url: str
    count: int | None = None
    urgent: bool = False


@dataclass(frozen=True)
class Todo:
    """A kind of work. items(request) lists what this user may deal with, cheaply."""

    name: str
    label: str
    items: Callable[..., list[Item]]
    position: int = 100


def register(todo: Todo) -> None:
    """Offer a kind of work; registering a name again replaces it."""
    _todos[todo.name] = todo


def waiting(request) -> list[tuple[Todo, list[Item]]]:
    """What waits for this user, by kind in their order; kinds without work are left out."""
    kinds = sorted(_todos.values(), key=lambda todo: (todo.position, todo.name))
    found = [(todo, todo.items(request)) for todo in kinds]
    return [(todo, items) for todo, items in found if items]
