"""What can be followed. Apps register their topics in AppConfig.ready()."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

# A topic's own parameters, as JSON can hold them: {"id": 12}, {"q": "Brücke"}, {}.
Parameters = dict[str, str | int]


@dataclass(frozen=True)
class Item:
    """One piece of news. url: absolute, or a path of the site; text: plain, one line or "".

    when: the moment from which the site could tell of it.
    """

    title: str
    url: str
    text: str
    when: datetime


def _at_once(moment: datetime) -> datetime:
    return moment


def _home(parameters: Parameters) -> str:
    return "/"


@dataclass(frozen=True)
class Topic:
    """One kind of thing to follow. name: lasting, of lower-case letters, digits and hyphens.

    items(parameters, since, until) -> what became known after `since`, up to and with `until`,
    the newest first; it may leave out the oldest of very many.
    describe(parameters) -> a short name; also when the thing followed is gone. It stands in mails
    that anyone can have sent to any address: nothing in it is a stranger's message or link.
    clean(raw) -> parameters from a query string's values; raises ValidationError when there is
    no such thing to follow.
    url(parameters) -> the page where all of it can be read.
    settled(moment) -> the latest moment, `moment` at most, until which everything is written: what
    a transaction still under way is going to date earlier than its end must not be missed.
    reminds: in words, when its mails come, where it reminds of days to come instead of telling
    news. Readers choose no rhythm then, and it is looked up every day.
    """

    name: str
    label: str
    items: Callable[[Parameters, datetime, datetime], list[Item]]
    describe: Callable[[Parameters], str]
    clean: Callable[[Mapping[str, str]], Parameters]
    url: Callable[[Parameters], str] = _home
    settled: Callable[[datetime], datetime] = _at_once
    reminds: str = ""


_topics: dict[str, Topic] = {}


def register(topic: Topic) -> None:
    """Offer a topic; registering a name again replaces it."""
    _topics[topic.name] = topic


def topics() -> list[Topic]:
    """In the order in which they were registered."""
    return list(_topics.values())


def find(name: str) -> Topic | None:
    """None when no installed app offers it (any more)."""
    return _topics.get(name)
