"""A topic for tests, and subscriptions to it."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from submissions import confirmations
from subscriptions.double_opt_in import PURPOSE
from subscriptions.frequency import Rhythm
from subscriptions.models import Subscription, digest_of
from subscriptions.topics import Item, Topic

ROOMS = {"red": "The red room", "blue": "The blue room"}


class Board:
    """A notice board in several rooms: {"room": "red"}."""

    def __init__(self):
        self.notices = []
        self.asked = 0
        self.settled_at = None
        self.broken = False
        self.topic = Topic(
            name="board",
            label="Notice board",
            items=self.items,
            describe=lambda parameters: ROOMS.get(parameters.get("room"), "All rooms"),
            clean=self.clean,
            url=lambda parameters: f"/board/{parameters.get('room', '')}",
            settled=lambda moment: self.settled_at or moment,
        )

    def pin(self, title, room="red", when=None, url="/notice/", text=""):
        self.notices.append((room, Item(title, url, text, when or timezone.now())))

    def items(self, parameters, since, until):
        self.asked += 1
        if self.broken:
            raise RuntimeError("the board has fallen down")
        room = parameters.get("room")
        pinned = [item for at, item in self.notices if room in (None, at)]
        found = [item for item in pinned if since < item.when <= until]
        return sorted(found, key=lambda item: item.when, reverse=True)

    @staticmethod
    def clean(raw):
        room = raw.get("room")
        if room is None:
            return {}
        if room not in ROOMS:
            raise ValidationError("no such room")
        return {"room": room}


def follow(address, room="red", rhythm=Rhythm.DAILY):
    """A subscription to the board, confirmed just now."""
    parameters = {"room": room} if room else {}
    return Subscription.objects.begin(address, "board", parameters, rhythm, now=timezone.now())


def wish(address, room="red", topic="board", parameters=None):
    """What has been asked for, and is not confirmed yet."""
    parameters = {"room": room} if parameters is None else parameters
    told = {"topic": topic, "parameters": parameters, "digest": digest_of(parameters)}
    return confirmations.ask(PURPOSE, address, {**told, "rhythm": Rhythm.DAILY})
