"""What can be delivered, and how. Apps register their kinds in AppConfig.ready()."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """One way that something goes. label: for people.

    send(delivery) does it; `delivery.target` is what came in. Sent again after a kill, it must do
    no harm: a mail takes `delivery.message_id`. Raises SourceInvalid for what can never work;
    OSError (smtplib's errors, too), SourceError and whatever else: it is tried again.
    """

    label: str
    send: Callable


@dataclass(frozen=True)
class Kind:
    """All ways of one kind of things. name: lasting.

    gives_up: after two days of tries, or once it can never work, a person has to look; the app
    says so among the work that waits. Otherwise it is tried every day.
    """

    name: str
    ways: Mapping[str, Way]
    gives_up: bool = True


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Offer a kind; registering a name again replaces it."""
    _kinds[kind.name] = kind


def names() -> list[str]:
    return list(_kinds)


def find(name: str) -> Kind | None:
    """None when no installed app offers it (any more)."""
    return _kinds.get(name)
