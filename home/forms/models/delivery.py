"""What is still to be done with a submission: mails, and the hand-over to another system."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .submissions import Submission


class DeliveryQuerySet(models.QuerySet):
    def due(self):
        return self.filter(state=Delivery.State.WAITING, next_try_at__lte=timezone.now())

    def failed(self):
        return self.filter(state=Delivery.State.FAILED)


class Delivery(models.Model):
    """One way that a submission has to go. `home.forms.deliveries` does it."""

    class Way(models.TextChoices):
        OFFICE = "office", _("mail to the office")
        SENDER = "sender", _("confirmation to the sender")
        HAND_OVER = "hand-over", _("hand-over")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("sent")
        FAILED = "failed", _("failed")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="deliveries")
    way = models.CharField(_("way"), max_length=10, choices=Way)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    done_at = models.DateTimeField(_("sent at"), null=True)
    problem = models.CharField(_("what went wrong"), max_length=500, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["submission", "way"], name="delivery_one_per_way")
        ]
        indexes = [models.Index(fields=["state", "next_try_at"], name="delivery_due")]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")

    def __str__(self):
        return f"{self.get_way_display()}: {self.get_state_display()}"
