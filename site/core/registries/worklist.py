"""The worklist of the editors' front page: tasks that are waiting, as the apps report them.

An app registers its kinds of work in AppConfig.ready(); a kind lists what is waiting, or nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

_todos: dict[str, "Todo"] = {}
_actions: dict[str, "Action"] = {}


@dataclass(frozen=True)
class Item:
    """One line of the list, with the address to go to. count: how many, None for a single thing."""

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


@dataclass(frozen=True)
class Action:
    """A frequent action, as a button. url(request): "" for those who may not.

    icon: a name of Wagtail's icons.
    """

    name: str
    label: str
    url: Callable[..., str]
    icon: str = "plus"
    position: int = 100


def register(todo: Todo) -> None:
    """Offer a kind of work; registering a name again replaces it."""
    _todos[todo.name] = todo


def waiting(request) -> list[tuple[Todo, list[Item]]]:
    """The work that is waiting for this user, by kind in their order; empty kinds are left out."""
    kinds = sorted(_todos.values(), key=lambda todo: (todo.position, todo.name))
    found = [(todo, todo.items(request)) for todo in kinds]
    return [(todo, items) for todo, items in found if items]


def register_action(action: Action) -> None:
    """Offer a button; registering a name again replaces it."""
    _actions[action.name] = action


def actions(request) -> list[tuple[Action, str]]:
    """The buttons for this user, each with its address, in their order."""
    known = sorted(_actions.values(), key=lambda action: (action.position, action.name))
    found = [(action, action.url(request)) for action in known]
    return [(action, url) for action, url in found if url]
