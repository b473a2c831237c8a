"""Who follows what. The only personal data is the mail address."""

import hashlib
import secrets

import orjson
from django.db import models
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text.email import clean_email

from . import topics
from .frequency import Rhythm, next_after


def new_key() -> str:
    return secrets.token_hex(16)


def digest_of(parameters: dict) -> str:
    """Equal for equal parameters, whatever their order."""
    return hashlib.sha256(orjson.dumps(parameters, option=orjson.OPT_SORT_KEYS)).hexdigest()


class SubscriberQuerySet(models.QuerySet):
    def due(self, now):
        """With something to look up, and not in the hands of another process."""
        due = Subscription.objects.due(now).values("subscriber")
        return self.free(now).filter(pk__in=due).order_by("pk")

    def free(self, now):
        return self.filter(Q(claimed_until=None) | Q(claimed_until__lte=now))

    def at(self, address: str):
        return self.filter(address=address_of(address))


class Subscriber(models.Model):
    """A mail address; it goes with its last subscription."""

    address = models.EmailField(_("mail address"), unique=True)
    # Part of every signed link: a new row for the same address has other links.
    key = models.CharField(max_length=32, default=new_key, editable=False)
    created_at = models.DateTimeField(_("first asked for"), default=timezone.now, editable=False)
    # Whoever sends to this address has until then; after that the next one may.
    claimed_until = models.DateTimeField(null=True, editable=False)
    refusals = models.PositiveSmallIntegerField(_("refused mails"), default=0, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["address"]

    def __str__(self):
        # Wagtail's log keeps this for good, also when the address has been deleted.
        return f"{self._meta.verbose_name} {self.pk}"


class SubscriptionQuerySet(models.QuerySet):
    def begin(
        self, address, topic, parameters, rhythm=Rhythm.DAILY, *, now, requested_at=None
    ) -> "Subscription":
        """From now on tell of what becomes known. Who follows it already goes on as before."""
        requested_at = requested_at or now
        subscriber, _new = Subscriber.objects.get_or_create(
            address=address, defaults={"created_at": requested_at}
        )
        begun, _new = self.get_or_create(
            subscriber=subscriber,
            topic=topic,
            digest=digest_of(parameters),
            defaults={
                "parameters": parameters,
                "rhythm": rhythm,
                "requested_at": requested_at,
                "confirmed_at": now,
                "told_until": now,
                "next_at": next_after(now, rhythm),
            },
        )
        return begun

    def counted(self):
        """One dict for each thing followed, the most followed first: topic, first (a primary key
        of those that follow it), daily, weekly, all."""
        daily, weekly = (Count("pk", filter=Q(rhythm=rhythm)) for rhythm in Rhythm)
        rows = self.order_by().values("topic", "digest")
        rows = rows.annotate(first=Min("pk"), daily=daily, weekly=weekly, all=Count("pk"))
        return rows.order_by("-all", "topic", "first")

    def due(self, now):
        return self.filter(next_at__lte=now)


class Subscription(models.Model):
    """One thing that one address follows. requested_at, confirmed_at: the proof of its consent."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="subscriptions")
    topic = models.CharField(_("topic"), max_length=60)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    digest = models.CharField(max_length=64, editable=False)
    rhythm = models.CharField(_("rhythm"), max_length=10, choices=Rhythm, default=Rhythm.DAILY)
    requested_at = models.DateTimeField(_("asked for"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), default=timezone.now)
    # What became known until then has been told.
    told_until = models.DateTimeField(_("told until"), default=timezone.now)
    next_at = models.DateTimeField(_("next mail"), db_index=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["topic", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "topic", "digest"], name="subscription_once_per_address"
            )
        ]

    def __str__(self):
        return self.description

    def save(self, **kwargs):
        self.digest = digest_of(self.parameters)
        super().save(**kwargs)

    @property
    def offer(self) -> topics.Topic | None:
        """None when no installed app offers the topic any more."""
        return topics.find(self.topic)

    @property
    def description(self) -> str:
        """In one line."""
        named = self.offer.describe(self.parameters) if self.offer else self.topic
        return " ".join(str(named).split())

    @property
    def reminds(self) -> str:
        """When its mails come, where it reminds of days to come; else ""."""
        return str(self.offer.reminds) if self.offer else ""

    @property
    def how_often(self) -> str:
        return self.reminds or self.get_rhythm_display()

    @property
    def url(self) -> str:
        return self.offer.url(self.parameters) if self.offer else ""

    def change_rhythm(self, rhythm, now):
        if rhythm != self.rhythm:
            self.rhythm, self.next_at = rhythm, next_after(now, rhythm)
            self.save(update_fields=["rhythm", "next_at"])


def address_of(typed: str) -> str:
    """One spelling per mailbox."""
    return clean_email(typed).lower()
