"""The round that tells subscribers what is new: idempotent, resumable, safe side by side.

For each address: claim it (one conditional UPDATE; the claim ends by itself after ten minutes),
look up its news, send, and note in one transaction that this was told. Killed before the mail
server has taken the mail: nothing is noted, a later round sends. Killed between the server's "250"
and our note (milliseconds): a later round sends again, because a mail too many harms less than one
that never comes; it has the same Message-ID, by which many mailboxes keep only one.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from . import mails
from .frequency import next_after
from .mails import News
from .models import Subscriber, Subscription
from .topics import Item

CLAIM = timedelta(minutes=10)
SOON = timedelta(hours=1)
TOMORROW = timedelta(days=1)
# Mail servers end a connection that brings too many.
MAILS_PER_CONNECTION = 50
SHUTTING_DOWN = 421  # RFC 5321, 4.2.3

logger = logging.getLogger(__name__)


class Stopped(Exception):
    """The mail server is out of order: the rest waits for the next round."""


@dataclass
class Round:
    """What one round brought; of a dry one, what it would bring."""

    sent: int = 0
    items: int = 0
    without_news: int = 0
    refused: int = 0
    broken: int = 0

    def __str__(self):
        told = {
            "sent": self.sent,
            "with nothing new": self.without_news,
            "refused": self.refused,
            "broken": self.broken,
        }
        return ", ".join(f"{number} {what}" for what, number in told.items() if number)


def send(dry_run: bool = False) -> Round:
    """Send everything that is due. Raises Stopped when the mail server is out of order."""
    return _Sending(dry_run).go()


@dataclass
class _Sending:
    """One round at work."""

    dry_run: bool
    now: datetime = field(default_factory=timezone.now)
    round: Round = field(default_factory=Round)
    connection: object = None
    # {topic: the moment until which it is told in this round}
    _settled: dict[str, datetime] = field(default_factory=dict)
    # Most addresses follow the same: {(topic, digest, since): items}
    _known: dict[tuple, list[Item]] = field(default_factory=dict)

    def go(self) -> Round:
        try:
            for pk in list(Subscriber.objects.due(self.now).values_list("pk", flat=True)):
                if self.dry_run:
                    self.count(Subscriber.objects.get(pk=pk))
                elif subscriber := _claim(pk):
                    self.serve(subscriber)
        finally:
            self.hang_up()
        return self.round

    def serve(self, subscriber):
        looked_up, news = self.news_of(subscriber)
        if news and not self.deliver(subscriber, news):
            return
        self.note(subscriber, looked_up, delivered=bool(news))
        self.round.without_news += bool(looked_up and not news)

    def count(self, subscriber):
        looked_up, news = self.news_of(subscriber)
        self.round.sent += bool(news)
        self.round.items += sum(len(one.items) for one in news)
        self.round.without_news += bool(looked_up and not news)

    # --- News ----------------------------------------------------------------------------

    def news_of(self, subscriber) -> tuple[list[Subscription], list[News]]:
        """What is due and could be looked up, and what of it has anything to tell."""
        looked_up, news = [], []
        for one in subscriber.subscriptions.due(self.now):
            try:
                items = self.items_of(one)
            except Exception:
                # Not noted as told: a later mail brings it, when the topic works again.
                logger.exception("The topic %s cannot tell its news", one.topic)
                self.round.broken += 1
                continue
            looked_up.append(one)
            if items:
                news.append(News(one, items))
        return looked_up, news

    def items_of(self, subscription) -> list[Item]:
        topic, since = subscription.offer, subscription.told_until
        if topic is None:
            return []
        until = self.until(subscription)
        key = (topic.name, subscription.digest, since)
        if key not in self._known:
            parameters = subscription.parameters
            self._known[key] = topic.items(parameters, since, until) if since < until else []
        return self._known[key]

    def until(self, subscription) -> datetime:
        """Never before what was told already."""
        topic = subscription.offer
        if topic is None:
            return self.now
        if topic.name not in self._settled:
            self._settled[topic.name] = min(self.now, topic.settled(self.now))
        return max(self._settled[topic.name], subscription.told_until)

    # --- Mail ----------------------------------------------------------------------------

    def deliver(self, subscriber, news) -> bool:
        """Whether the mail server has taken the mail. Raises Stopped."""
        try:
            mails.digest(subscriber, news, self.line()).send()
        except SMTPRecipientsRefused as error:
            codes = [code for code, _message in error.recipients.values()]
            self.put_off(subscriber, for_good=all(code >= 500 for code in codes))
            return False
        except (SMTPException, OSError) as error:
            if _concerns_this_mail(error):
                self.put_off(subscriber, for_good=error.smtp_code >= 500)
                return False
            _release(subscriber)
            raise Stopped(f"{type(error).__name__}: {error}") from error
        self.round.sent += 1
        self.round.items += sum(len(one.items) for one in news)
        return True

    def line(self):
        """The connection to the mail server, now and then a new one."""
        if self.connection is None or self.round.sent % MAILS_PER_CONNECTION == 0:
            self.hang_up()
            self.connection = mails.open_connection()
            self.connection.open()
        return self.connection

    def hang_up(self):
        connection, self.connection = self.connection, None
        if connection:
            connection.close()

    def put_off(self, subscriber, for_good: bool):
        """Try again in an hour, or tomorrow; the editors see how often an address was refused."""
        logger.warning("A mail was refused (subscriber %s)", subscriber.pk)
        self.round.refused += 1
        Subscriber.objects.filter(pk=subscriber.pk).update(
            claimed_until=timezone.now() + (TOMORROW if for_good else SOON),
            refusals=F("refusals") + int(for_good),
        )

    @transaction.atomic
    def note(self, subscriber, told: list[Subscription], delivered: bool):
        """This was told; the next mail comes at its time."""
        for one in told:
            Subscription.objects.filter(pk=one.pk).update(
                told_until=self.until(one), next_at=next_after(self.now, one.rhythm)
            )
        values = {"claimed_until": None} | ({"refusals": 0} if delivered else {})
        Subscriber.objects.filter(pk=subscriber.pk).update(**values)


def _claim(pk) -> Subscriber | None:
    """The address, ours for ten minutes; None when another process has it."""
    now = timezone.now()
    free = Subscriber.objects.free(now).filter(pk=pk)
    if not free.update(claimed_until=now + CLAIM):
        return None
    return Subscriber.objects.filter(pk=pk).first()


def _release(subscriber):
    Subscriber.objects.filter(pk=subscriber.pk).update(claimed_until=None)


def _concerns_this_mail(error) -> bool:
    """An answer of the server to this mail's content, not to the connection, login or sender."""
    return isinstance(error, SMTPDataError) and error.smtp_code != SHUTTING_DOWN
