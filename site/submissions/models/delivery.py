"""What is still to be done with something that came in: mails, hand-overs to other systems."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.mail import message_id
from submissions import delivery_kinds


class DeliveryQuerySet(models.QuerySet):
    def of(self, target: models.Model):
        kind = ContentType.objects.get_for_model(target)
        return self.filter(content_type=kind, object_id=target.pk)

    def due(self):
        """What an installed app can do now."""
        waiting = self.filter(state=Delivery.State.WAITING, next_try_at__lte=timezone.now())
        return waiting.filter(kind__in=delivery_kinds.names())

    def failed(self):
        return self.filter(state=Delivery.State.FAILED)

    def owed(self):
        """What has not been done, whether it waits or has been given up."""
        return self.exclude(state=Delivery.State.DONE)


class Delivery(models.Model):
    """One way that something has to go. `submissions.deliveries` does it.

    kind: whose it is (submissions.delivery_kinds). The target's model has a GenericRelation to
    this one, so that its deliveries go with it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("sent")
        FAILED = "failed", _("failed")

    kind = models.CharField(_("kind"), max_length=30)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    way = models.CharField(_("way"), max_length=30)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    done_at = models.DateTimeField(_("sent at"), null=True)
    problem = models.CharField(_("what went wrong"), max_length=500, blank=True)

    objects = DeliveryQuerySet.as_manager()
    # Nothing that an editor could use elsewhere.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "kind", "way"], name="delivery_one_per_way"
            )
        ]
        indexes = [models.Index(fields=["state", "next_try_at"], name="delivery_due")]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")

    def __str__(self):
        return f"{self.way_label}: {self.get_state_display()}"

    @property
    def way_label(self) -> str:
        """The way in words; its name when no installed app knows it any more."""
        found = delivery_kinds.find(self.kind)
        way = found and found.ways.get(self.way)
        return str(way.label) if way else self.way

    def message_id(self, *to: str) -> str:
        """The Message-ID of its mail to these addresses, the same at every try."""
        return message_id(f"submissions.{self.kind}", self.way, self.object_id, *to)
